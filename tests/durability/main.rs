//! What a disk, a system or a stranger may do to a project, on real file systems: full, read-only, hostile. What needs a
//! file system of its own mounts one in a name space of its own (`unshare -rm`); where that is not permitted the test says
//! that it was skipped. `TANDAI_HOSTILE_MB=200 cargo test --test durability` for files as large as that.

mod hostile;
mod mounts;
mod removed;
mod texts;

//! What lies in a project's folder: how it is called, how it is read and written whole, and what each kind of file holds.
//!
//! | what | where |
//! |---|---|
//! | every touch of the file system | [`disk`] |
//! | a project's folder: files replaced whole, links refused | [`folder`] |
//! | names and places | [`layout`] |
//! | RON as project files have it | [`ron_file`] |
//! | `project.ron`, `entities.ron`, `articles/<id>.ron` | [`project_file`] |
//! | `annotations/<set>/<id>.ron` | [`annotation_file`], [`records`], [`decision_records`], [`conflict_records`], [`mention_lines`], [`spots`] |
//! | `assignments.ron` | [`assignment_file`] |
//! | `articles/<id>.txt` | [`text_file`] |
//! | names that are none of ours, copies that synchronising programs set aside | [`conflict_copies`] |

pub(super) mod annotation_file;
pub(super) mod assignment_file;
pub(super) mod conflict_copies;
pub(super) mod conflict_records;
pub(super) mod decision_records;
pub(super) mod disk;
pub(super) mod folder;
pub(super) mod layout;
pub(super) mod mention_lines;
pub(super) mod project_file;
pub(super) mod records;
pub(super) mod ron_file;
pub(super) mod scheme_file;
pub(super) mod spots;
pub(super) mod text_file;

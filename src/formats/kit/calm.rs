//! Libraries that panic at some damaged files: the file is told of, and nothing is printed.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Once,
    thread,
};

thread_local! {
    /// Whether this thread is at work in a library, whose panics are answered with a message of ours.
    static CALM: Cell<bool> = const { Cell::new(false) };
}

/// Panics of libraries are not printed: what they say helps nobody, and the file is told of in any case.
fn expect_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !CALM.get() {
                before(info);
            }
        }));
    });
}

/// What the library gives, or with what it panicked. What was under way is then to be thrown away and never asked again.
pub(in crate::formats) fn calm<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    expect_panics();
    let before = CALM.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CALM.set(before);
    done
}

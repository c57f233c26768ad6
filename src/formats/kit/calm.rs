//! Work that may panic at what it is given, as libraries do at some damaged files: what it was at is told of, and nothing is
//! printed.

use std::{
    cell::{Cell, RefCell},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Once,
    thread,
};

thread_local! {
    /// Whether this thread is at work whose panics are answered with a message of ours.
    static CALM: Cell<bool> = const { Cell::new(false) };
    /// Where the last of them was: the file of the program and its line.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// These panics are not printed: what they say may hold words of a file, which is told of in any case.
fn expect_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if CALM.get() {
                let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
                PLACE.replace(place.unwrap_or_default());
            } else {
                before(info);
            }
        }));
    });
}

/// What the work gives, or with what it panicked. What was under way is then to be thrown away and never asked again.
pub(crate) fn calm<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    expect_panics();
    let before = CALM.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CALM.set(before);
    done
}

/// Where in the program the last work of this thread panicked that was done calmly, for whoever mends it.
pub(crate) fn place_of_panic() -> String {
    PLACE.with_borrow(Clone::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_place() {
        assert_eq!(calm(|| 1).unwrap(), 1);
        assert!(calm(|| panic!("at a word of an article")).is_err());
        let place = place_of_panic();
        assert!(place.starts_with(file!()) && !place.contains("word"), "{place}");
    }
}

//! A backup's name says everything about it, so that a list of names is the whole catalogue: which file it is of, its
//! place in the order, when, why, how long it is and what its bytes must hash to.
//!
//! `.local/backups/annotations/sri/satu.ron.0000000042-1720000000-1834-2a97516c354b6848-s`

use crate::{
    model::Timestamp,
    store::{
        files::layout::{BACKUPS, parent},
        print::Print,
    },
};

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Why {
    /// A copy of what was just saved: the last readable state.
    Saved,
    /// What somebody else had written, before it was replaced.
    Replaced,
    /// What a file said before it was removed on purpose.
    Removed,
    /// What stood in the way of something that was restored, readable or not.
    SetAside,
}

const LETTERS: [(Why, &str); 4] = [(Why::Saved, "s"), (Why::Replaced, "o"), (Why::Removed, "g"), (Why::SetAside, "x")];

/// A backup, as its name tells it; whether its bytes are that is seen when they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Backup {
    /// The file that it is of.
    pub(in crate::store) path: String,
    /// Its place in the order of all backups: a counter, since clocks jump.
    pub(in crate::store) order: u64,
    /// What the clock said.
    pub(in crate::store) made: Timestamp,
    /// In bytes.
    pub(in crate::store) size: u64,
    /// The first 16 hexadecimal digits of the bytes' SHA-256.
    pub(in crate::store) hash: String,
    pub(in crate::store) why: Why,
}

impl Backup {
    /// Where it lies.
    pub(in crate::store) fn place(&self) -> String {
        let letter = LETTERS.iter().find(|(why, _)| *why == self.why).map_or("s", |(_, letter)| letter);
        let Self { path, order, made, size, hash, .. } = self;
        format!("{BACKUPS}/{path}.{order:010}-{}-{size}-{hash}-{letter}", made.0)
    }

    /// The backup that lies here; `None` if the name is none that [`Backup::place`] gives.
    pub(in crate::store) fn parse(place: &str) -> Option<Self> {
        let (path, told) = place.strip_prefix(BACKUPS)?.strip_prefix('/')?.rsplit_once('.')?;
        let parts: Vec<&str> = told.split('-').collect();
        let &[order, made, size, hash, letter] = parts.as_slice() else { return None };
        let (why, _) = LETTERS.iter().find(|(_, known)| *known == letter)?;
        let backup = Self {
            path: path.to_owned(),
            order: order.parse().ok()?,
            made: Timestamp(made.parse().ok()?),
            size: size.parse().ok()?,
            hash: hash.to_owned(),
            why: *why,
        };
        // Written in another way it would not be found again under its name.
        (backup.place() == place && !parent(path).starts_with('.')).then_some(backup)
    }

    /// How it is called on the command line.
    pub(in crate::store) fn id(&self) -> String {
        format!("b{}", self.order)
    }

    /// Whether these are its bytes: one that a power cut tore is not taken for whole.
    pub(in crate::store) fn holds(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.hash == digits(crate::store::print::print_of(Some(bytes)))
    }
}

/// A print as names have it.
pub(super) fn digits(print: Print) -> String {
    print.iter().flatten().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::print::print_of;

    #[test]
    fn names_say_everything() {
        for (why, _) in LETTERS {
            let backup = Backup {
                path: "annotations/sri/satu.ron".into(),
                order: 42,
                made: Timestamp(1_720_000_000),
                size: 3,
                hash: digits(print_of(Some(b"abc"))),
                why,
            };
            assert_eq!(Backup::parse(&backup.place()), Some(backup.clone()));
            assert!(backup.holds(b"abc") && !backup.holds(b"abd") && !backup.holds(b"ab"));
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in
            ["x", "a.ron", "a.ron.1-2-3-4", "a.ron.1-2-3-aa-s", "a.ron.0000000001-2-3-aa-z", ".0000000001-2-3-aa-s-"]
        {
            assert_eq!(Backup::parse(&format!("{BACKUPS}/{name}")), None, "{name}");
        }
        assert_eq!(Backup::parse("articles/satu.ron.0000000001-2-3-aa-s"), None);
    }
}

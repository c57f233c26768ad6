//! Words that part a text: lines that are another story's, and clauses.

/// Begin a line that is another story's headline.
pub const TEASERS: &[&str] = &["baca juga", "baca pula", "pilihan editor", "simak juga", "lihat juga"];

/// Begin a line above the parties of a ticket.
pub const BACKED: &[&str] =
    &["diusung", "didukung", "pengusung", "partai pengusung", "parpol pengusung", "partai pendukung", "koalisi"];

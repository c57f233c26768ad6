//! From signals to answers: what an article, or a selection of it, says of coalitions.
//!
//! ```text
//! statements                  which sentences are statements
//!   ├── parts, tickets, numbered, lists  which parts of them, and what stands away from its verb
//!   ├── weighed               names that a party only has in mind
//!   ├── verdict               whether what was drafted is one, and how sure
//!   ├── said                  what was said before
//!   ├── same                  which of them are one
//!   └── draft                 what one says
//!         ├── parties         who backs, and who is meant by "partainya"
//!         ├── people          who runs, and who is meant by "ia"
//!         ├── race            where, for what
//!         ├── speaker         who says it
//!         └── when            on which day, for which year
//! layout                      where sentences are, and of what kind of line
//! scene                       the article, sentence by sentence, for all of them
//! ```

mod calibration;
#[cfg(test)]
mod cases;
mod draft;
mod fillers;
#[cfg(test)]
mod kinds;
mod layout;
mod lists;
#[cfg(test)]
mod measure;
mod numbered;
mod own_race;
mod parties;
mod parts;
mod people;
mod possible;
mod race;
mod said;
mod same;
mod scene;
mod sentences;
mod speaker;
mod statements;
#[cfg(test)]
pub(super) mod testing;
mod tickets;
mod verdict;
mod weighed;
mod when;

pub use draft::draft;
pub use statements::statements;

//! Floor 1: every table of words that rules read by. Says what a word may mean; does not
//! know texts, names of real parties and regions, or what follows from a word.

pub mod backing;
pub mod case;
pub mod classes;
mod dates;
pub mod firmness;
pub mod gate;
pub mod layout;
pub mod lists;
pub mod office;
pub mod parties;
pub mod people;
pub mod places;
mod sentences;
mod sign;
pub mod speech;
pub mod ticket;
pub mod weighed;

pub use dates::{NamedDate, WEEKDAYS, dates_in, is_month};
pub use sentences::{sentence_at, sentences};
pub use sign::{WordSign, WordSigns};

//! What can stand in the centre of the window: the article, or a view of the whole project in its place.
//!
//! A view is a variant of `Centre`, a file here with a `ui`, a line in `dispatch/panels.rs` and a command. An article that is
//! opened comes back to the centre by itself, and so does it with F6 and Escape. While a view is there, letters and digits
//! are no commands of the article.

pub mod article;
pub mod compare;
pub mod ledger;

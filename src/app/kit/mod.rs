//! What every room of the window is made of: words, colours, rows, signs, work in the background.

pub mod concordance;
pub mod dialogs;
pub mod fonts;
pub mod glyph;
pub mod log;
pub mod markdown;
pub mod names;
pub mod row;
pub mod rules;
pub mod sized_panel;
pub mod slots;
pub mod tall_menu;
pub mod task;
pub mod text;
pub mod theme;
pub mod toasts;

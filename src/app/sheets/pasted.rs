//! Title, source and day of an article that is pasted, as they are read from its first lines, to be corrected before it
//! comes in.

use eframe::egui::{Response, Ui};

use super::{Stage, frame};
use crate::{
    app::{kit::text::Words, panels::own_fields::read_date},
    formats::guesses,
    model::Text,
    session::ArticleHeader,
};

/// The fields, and what was read into them.
#[derive(Debug, Clone, Default)]
pub struct PastedHeader {
    title: String,
    source: String,
    date: String,
    read: [String; 3],
}

impl PastedHeader {
    pub fn of(words: &str) -> Self {
        let (title, source, date) = guesses(&Text::new(words));
        let date = date.map_or_else(String::new, |date| date.to_string());
        Self { read: [title.clone(), source.clone(), date.clone()], title, source, date }
    }

    /// Whether the day is one, or open.
    pub fn is_right(&self) -> bool {
        read_date(self.date.trim()).is_ok()
    }

    /// What a person changed; the rest stays a guess.
    pub fn said(&self) -> ArticleHeader {
        let [title, source, date] = &self.read;
        let said = |now: &str, read: &str| if now.trim() == read { String::new() } else { now.trim().to_owned() };
        let day = said(&self.date, date);
        ArticleHeader {
            title: said(&self.title, title),
            source: said(&self.source, source),
            date: read_date(&day).ok().flatten(),
        }
    }
}

/// The fields, one below the other.
pub fn fields(ui: &mut Ui, stage: &Stage, header: &mut PastedHeader) -> [Response; 3] {
    let title = frame::field(ui, stage.say(Words::Title), "", &mut header.title);
    let source = frame::field(ui, stage.say(Words::Source), "", &mut header.source);
    let date = frame::field(ui, stage.say(Words::Date), stage.say(Words::DateHint), &mut header.date);
    if !header.is_right() {
        frame::problem(ui, stage, stage.say(Words::DateWrong));
    }
    [title, source, date]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_stays_a_guess_until_it_is_changed() {
        let mut header =
            PastedHeader::of("Dua Partai Bertemu\n\nKabar Kita • 2024-07-08\n\nPKS dan PSI bertemu di Ciamis.");
        assert_eq!((header.title.as_str(), header.date.as_str()), ("Dua Partai Bertemu", "2024-07-08"));
        assert_eq!(header.said(), ArticleHeader::default());
        header.date = "9 Juli 2024".into();
        header.source = " Kabar Riau ".into();
        assert_eq!(header.said().date, "2024-07-09".parse().ok());
        assert_eq!((header.said().source.as_str(), header.said().title.as_str()), ("Kabar Riau", ""));
        header.date = "kemarin".into();
        assert!(!header.is_right());
    }
}

//! What is known about the open article, to be corrected here: title, source, address, date; and its numbers.

use eframe::egui::{Id, Key, Label, RichText, TextEdit, Ui};

use super::{
    inspector::{InspectorState, kind_counts, own_fields, table},
    own_fields::{OwnFields, read_date},
};
use crate::{
    app::{
        kit::{fonts::Emphasis, names, row, text::Words, theme::Theme},
        state::action::Action,
    },
    message::Language,
    model::{Article, ArticleMeta, Guess, LineEnds, Remarked, Variables},
    session::Session,
};

/// Characters of a variable that are shown: a whole column of text may be one.
const MOST_SHOWN: usize = 500;

/// What a person may change of an article's metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetaField {
    Title,
    Source,
    Address,
    Date,
}

impl MetaField {
    pub const ALL: [Self; 4] = [Self::Title, Self::Source, Self::Address, Self::Date];

    /// The id of its text field.
    pub fn id(self) -> Id {
        Id::unique(("article field", self))
    }

    pub fn name(self) -> Words {
        match self {
            Self::Title => Words::Title,
            Self::Source => Words::Source,
            Self::Address => Words::Address,
            Self::Date => Words::Date,
        }
    }

    fn guess(self) -> Option<Guess> {
        match self {
            Self::Title => Some(Guess::Title),
            Self::Source => Some(Guess::Source),
            Self::Date => Some(Guess::Date),
            Self::Address => None,
        }
    }

    fn get(self, meta: &ArticleMeta) -> String {
        match self {
            Self::Title => meta.title.clone(),
            Self::Source => meta.source.clone(),
            Self::Address => meta.url.clone(),
            Self::Date => meta.date.map(|date| date.to_string()).unwrap_or_default(),
        }
    }

    /// Puts typed text in, without the spaces around it; or says what is wrong with it, and changes nothing.
    pub fn set(self, meta: &mut ArticleMeta, text: &str) -> Result<(), Words> {
        let text = text.trim();
        if let Some(guess) = self.guess() {
            // What a person wrote is known.
            let kept = text == self.get(meta);
            meta.import.guessed.retain(|guessed| kept || *guessed != guess);
        }
        match self {
            Self::Title if text.is_empty() => return Err(Words::TitleWanted),
            Self::Title => meta.title = text.to_owned(),
            Self::Source => meta.source = text.to_owned(),
            Self::Address => meta.url = text.to_owned(),
            Self::Date => meta.date = read_date(text).map_err(|()| Words::DateWrong)?,
        }
        Ok(())
    }
}

pub fn ui(
    ui: &mut Ui,
    session: &Session,
    article: &Article,
    state: &mut InspectorState,
    actions: &mut Vec<Action>,
    theme: &Theme,
    language: Language,
) {
    ui.label(RichText::new(language.say(Words::NothingSelected)).small().color(theme.weak));
    ui.add_space(4.0);
    ui.label(RichText::new(language.say(Words::AboutArticle)).bold());
    let editable = session.read_only().is_none();
    // The row is what an edit changes at once; the article in memory has the same metadata.
    let Some(row) = session.rows().get(&article.meta.id) else { return };
    for field in MetaField::ALL {
        let guessed = field.guess().is_some_and(|guess| row.meta.import.guessed.contains(&guess));
        let name = language.say(field.name());
        let name = if guessed { format!("{name} ({})", language.say(Words::Guessed)) } else { name.to_owned() };
        ui.label(RichText::new(name).small().color(theme.weak));
        input(ui, field, &row.meta, state, editable, theme, language);
    }
    let nothing = Variables::new();
    let values = session.annotations(&article.meta.id).map_or(&nothing, |annotations| &annotations.remark.fields);
    let own = OwnFields { session, theme, language, record: Remarked::Article, values };
    own_fields(ui, &own, &article.meta.id, &mut state.own, actions);
    ui.add_space(8.0);
    let meta = &row.meta;
    let mut facts = vec![
        (Words::Identifier, meta.id.to_string()),
        (Words::Length, language.fill(Words::Characters, &[&meta.length.to_string()])),
    ];
    if !meta.import.file.is_empty() {
        let mut import = meta.import.file.clone();
        let note = match meta.import.line_ends {
            LineEnds::Lf => None,
            LineEnds::CrLf => Some(language.say(Words::WindowsLines)),
            LineEnds::Mixed => Some(language.say(Words::MixedLines)),
        };
        for note in note.into_iter().chain(meta.import.bom.then_some("BOM")) {
            import.push_str(" · ");
            import.push_str(note);
        }
        facts.push((Words::Imported, import));
    }
    let summary = &row.summary;
    let linked = (summary.mentions - summary.unlinked().min(summary.mentions)).to_string();
    facts.push((Words::Mentions, language.fill(Words::LinkedShare, &[&linked, &summary.mentions.to_string()])));
    facts.push((Words::ShowCoalitions, summary.coalitions.to_string()));
    if let Some((note, flag)) = session.note_on(&meta.id, &Remarked::Article) {
        let flag = flag.map(|flag| (Words::FlagWord, format!("⚑ {}", language.say(names::flag(flag)))));
        facts.extend(flag.into_iter().chain((!note.is_empty()).then_some((Words::Note, note))));
    }
    table(ui, &facts, theme, language);
    variables(ui, meta, theme, language);
    ui.add_space(2.0);
    let kinds = summary.kinds.iter();
    kind_counts(ui, &session.project().scheme, kinds, theme, language);
}

/// What else is known of the article, by the names of its source.
fn variables(ui: &mut Ui, meta: &ArticleMeta, theme: &Theme, language: Language) {
    if meta.variables.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.label(RichText::new(language.say(Words::Variables)).bold());
    for (name, variable) in &meta.variables {
        ui.label(RichText::new(name).small().color(theme.weak));
        ui.add(Label::new(RichText::new(shorten(&variable.to_string())).color(theme.text)).wrap());
    }
}

/// As much of a value as a panel can show.
fn shorten(value: &str) -> String {
    match value.char_indices().nth(MOST_SHOWN) {
        Some((cut, _)) => format!("{}…", &value[..cut]),
        None => value.to_owned(),
    }
}

/// A field; what is typed in it is kept in the state until the field is left.
fn input(
    ui: &mut Ui,
    field: MetaField,
    meta: &ArticleMeta,
    state: &mut InspectorState,
    editable: bool,
    theme: &Theme,
    language: Language,
) {
    let there = field.get(meta);
    let mut text = state.article.get(&field).cloned().unwrap_or_else(|| there.clone());
    let edit = match field {
        // Titles are long: they are read whole.
        MetaField::Title => TextEdit::multiline(&mut text).desired_rows(1).return_key(None),
        _ => TextEdit::singleline(&mut text),
    };
    let hint = if field == MetaField::Date { language.say(Words::DateHint) } else { "" };
    let shown = ui.add_enabled(editable, edit.id(field.id()).hint_text(row::hint(hint)).desired_width(f32::INFINITY));
    row::name_field(&shown, &text, language.say(field.name()));
    if state.ask == Some(field) {
        state.ask = None;
        shown.request_focus();
        shown.scroll_to_me(None);
    }
    if shown.has_focus() && field == MetaField::Title && ui.input(|input| input.key_pressed(Key::Enter)) {
        shown.surrender_focus();
    }
    let cancelled = shown.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    state.cancelled |= cancelled;
    if cancelled || text == there {
        state.article.remove(&field);
    } else if shown.changed() {
        state.article.insert(field, text.clone());
    }
    if let Some(Err(wrong)) = state.article.get(&field).map(|text| field.set(&mut meta.clone(), text)) {
        ui.label(RichText::new(language.say(wrong)).small().color(theme.danger));
    }
}

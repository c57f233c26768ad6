//! Below the text: everything about the suggestion that keys decide on, so that nothing is accepted unseen; while others
//! wait, how many and how to take one up.

use eframe::egui::{Align, Label, Layout, RichText, Sense, TextWrapMode, Ui, UiBuilder, Vec2, accesskit::Live, vec2};

use crate::{
    app::{
        article,
        kit::{names, row, text::Words, theme},
        panels::coalitions,
        state::{command::Command, keys, screen::Screen},
    },
    model::{Article, DecisionId, EntityId, Span},
    session::{Ghost, Session, Suggestion, Suggestions},
};

/// What it tells of.
pub struct SuggestionStrip<'a> {
    pub article: &'a Article,
    pub suggestions: &'a Suggestions,
    /// The suggestion that keys decide on, and its borders if they were moved.
    pub current: Option<DecisionId>,
    pub moved: Option<Span>,
}

/// Two lines, whatever they say, so that the text above never jumps.
const HEIGHT: f32 = 44.0;

pub fn ui(ui: &mut Ui, screen: &Screen, strip: &SuggestionStrip) {
    let Some(session) = screen.session else { return };
    let (first, second) = match strip.current {
        Some(id) => match (strip.suggestions.get(id), strip.suggestions.ghost(id)) {
            (Some(one), _) => mention(screen, session, strip, one),
            (None, Some(ghost)) => coalition(screen, session, strip, ghost),
            (None, None) => waiting(screen, strip),
        },
        None => waiting(screen, strip),
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let inside = UiBuilder::new().max_rect(rect.shrink2(vec2(24.0, 3.0))).layout(Layout::top_down(Align::Min));
    let spoken = format!("{}. {second}", first.spoken());
    let shown = ui.scope_builder(inside, |ui| {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        ui.horizontal(|ui| {
            if let Some(colour) = first.colour {
                let (square, _) = ui.allocate_exact_size(Vec2::splat(10.0), Sense::hover());
                row::swatches(ui.painter(), square.left(), square, colour, first.own);
            }
            if !first.words.is_empty() {
                // What is told of the words is what matters; they give way.
                ui.set_max_width(rect.width() - 48.0);
                let words = RichText::new(&first.words).color(screen.theme.text);
                let room = vec2((ui.available_width() * 0.4).max(60.0), 18.0);
                let width = row::one_line(ui, &first.words, eframe::egui::TextStyle::Body, screen.theme.text, room.x);
                ui.allocate_ui(vec2(width.size().x, 18.0), |ui| ui.add(Label::new(words).truncate()));
            }
            let name = RichText::new(&first.name).strong().color(screen.theme.text);
            ui.add(Label::new(name).truncate()).on_hover_text(&first.name);
        });
        let about = RichText::new(&second).small().color(screen.theme.weak);
        ui.add(Label::new(about).truncate()).on_hover_text(&second);
    });
    // Whoever listens hears what is to be accepted before it is.
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(eframe::egui::accesskit::Role::Status);
        node.set_label(spoken);
        node.set_live(Live::Polite);
    });
}

/// The upper line.
#[derive(Default)]
struct Named {
    colour: Option<eframe::egui::Color32>,
    /// The entity's own colour.
    own: Option<eframe::egui::Color32>,
    words: String,
    name: String,
}

impl Named {
    fn spoken(&self) -> String {
        if self.words.is_empty() { self.name.clone() } else { format!("{} {}", self.words, self.name) }
    }
}

fn waiting(screen: &Screen, strip: &SuggestionStrip) -> (Named, String) {
    let left = screen.fill(Words::SuggestionsLeft, &[&strip.suggestions.left().to_string()]);
    let keys = [Command::NextSuggestion, Command::AcceptSure].map(|command| with_keys(screen, command));
    (Named { name: left, ..Named::default() }, keys.join(" · "))
}

/// “Next suggestion .”
fn with_keys(screen: &Screen, command: Command) -> String {
    let entry = command.entry();
    let name = screen.say(entry.name).trim_end_matches('…');
    match keys::keys_of(screen.settings, entry) {
        Some(keys) => format!("{} {}", keys::on_keyboard(keys), name.to_lowercase()),
        None => name.to_lowercase(),
    }
}

fn mention(screen: &Screen, session: &Session, strip: &SuggestionStrip, one: &Suggestion) -> (Named, String) {
    let (language, theme) = (screen.language(), screen.theme);
    let scheme = &session.project().scheme;
    let span = strip.moved.unwrap_or(one.span);
    let words = strip.article.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = names::kind_of(language, scheme, &one.kind);
    let name = match &one.entity {
        None => screen.say(Words::NotLinked).to_owned(),
        Some(id) => entity_name(screen, session, strip.article, id),
    };
    let own = one.entity.as_ref().and_then(|id| session.entity(id)?.colour).map(theme::colour);
    let mut about = vec![kind];
    about.extend(one.entity.as_ref().map(EntityId::to_string));
    if strip.moved.is_some() {
        about.push(screen.say(Words::BordersMoved).to_owned());
    }
    about.extend(one.from.iter().map(|voice| article::said(language, voice)));
    let number = strip.suggestions.position(one).map_or(0, |at| at + 1).to_string();
    about.push(language.fill(Words::FoundOf, &[&number, &strip.suggestions.left().to_string()]));
    about.push(screen.say(Words::SuggestionKeys).to_owned());
    let colour = scheme.kind(&one.kind).map_or(theme.weak, |kind| theme.kind(kind));
    (Named { colour: Some(colour), own, words: format!("“{words}” →"), name }, about.join(" · "))
}

/// Its full name with its code; of one that nobody knows yet, that it would come in.
fn entity_name(screen: &Screen, session: &Session, article: &Article, id: &EntityId) -> String {
    match session.entity(id) {
        Some(entity) if entity.code.is_empty() => entity.name.clone(),
        Some(entity) => format!("{} · {}", entity.name, entity.code),
        None => screen.fill(Words::NewToProject, &[&session.suggested_label(&article.meta.id, id)]),
    }
}

fn coalition(screen: &Screen, session: &Session, strip: &SuggestionStrip, ghost: &Ghost) -> (Named, String) {
    let language = screen.language();
    let label = |filler: &crate::model::Filler| match &filler.entity {
        Some(entity) => session.suggested_label(&strip.article.meta.id, entity),
        None => {
            let place = filler.mentions.iter().find_map(|id| ghost.mentions.get(id));
            place.map_or_else(String::new, |(span, _)| strip.article.text.slice(*span).to_owned())
        }
    };
    let card = &ghost.coalition;
    let race = coalitions::race_in_words(language, &label(&card.race.region), card.race.office, card.race.year);
    let ticket = coalitions::ticket_in_words(&label(&card.ticket.head), &label(&card.ticket.deputy));
    let parties: Vec<String> = card.backings.iter().map(|backing| label(&backing.party)).collect();
    let parts = [race, ticket, parties.join(", "), screen.say(names::certainty(card.status)).to_owned()];
    let name: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut about = vec![screen.say(Words::SuggestedCoalition).to_owned()];
    about.extend(ghost.from.iter().map(|voice| article::said(language, voice)));
    about.push(screen.say(Words::GhostKeys).to_owned());
    (Named { name: name.join(" · "), ..Named::default() }, about.join(" · "))
}

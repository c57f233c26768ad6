//! Below the text: everything about the suggestion that keys decide on, so that nothing is accepted unseen; while others
//! wait, how many and how to take one up.

use eframe::egui::{Color32, Rect, Role, Sense, TextStyle, Ui, WidgetInfo, accesskit::Live, pos2, vec2};

use crate::{
    app::{
        article,
        kit::{names, row, text::Words, theme},
        panels::{
            coalitions,
            key_hints::{self, KeyHint},
        },
        state::{command::Command, screen::Screen},
    },
    model::{Article, Coalition, DecisionId, EntityId, FieldOwner, Filler, Span, Variable},
    session::{Ghost, Session, Suggestion, Suggestions},
};

/// What it tells of.
pub struct SuggestionStrip<'a> {
    pub article: &'a Article,
    pub suggestions: &'a Suggestions,
    /// The suggestion that keys decide on, and its borders if they were moved.
    pub current: Option<DecisionId>,
    pub moved: Option<Span>,
    /// As the suggested coalition would be accepted, if some of it was changed or left out.
    pub taken: Option<&'a Coalition>,
}

/// Two lines, whatever they say, so that the text above never jumps. Their keys stand in the line below.
const HEIGHT: f32 = 44.0;
/// In a column below this width there are two lines more, so high, in points.
const NARROW: f32 = 520.0;
const LINE: f32 = 17.0;
/// Height of the first line, and between what it is and what is told of it.
const FIRST: f32 = 20.0;
const GAP: f32 = 1.0;
/// At both sides of the arrow between words and what they mean.
const BESIDE_ARROW: f32 = 6.0;
/// Room at both sides, as the text has it.
const SIDE: f32 = 24.0;

/// What is to be said of the suggestion that keys decide on, or of how many wait.
pub fn tell(screen: &Screen, session: &Session, strip: &SuggestionStrip) -> ToldSuggestion {
    let Some(id) = strip.current else { return waiting(screen, strip) };
    match (strip.suggestions.get(id), strip.suggestions.ghost(id)) {
        (Some(one), _) => mention(screen, session, strip, one),
        (None, Some(ghost)) => coalition(screen, session, strip, ghost),
        (None, None) => waiting(screen, strip),
    }
}

pub fn ui(ui: &mut Ui, screen: &Screen, told: &ToldSuggestion) {
    let narrow = ui.available_width() < NARROW;
    let height = if narrow { HEIGHT + 2.0 * LINE } else { HEIGHT };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let inside = rect.shrink2(vec2(SIDE, 4.0));
    let line = |top: f32, height: f32| {
        Rect::from_min_size(pos2(inside.left(), inside.top() + top), vec2(inside.width(), height))
    };
    let first = line(0.0, FIRST);
    let mut left = first.left();
    if let Some(colour) = told.colour {
        left = row::swatches(ui.painter(), left, first, colour, told.own) + 7.0;
    }
    let text = |words: &str, room: f32| row::one_line(ui, words, TextStyle::Body, screen.theme.text, room);
    let name = |room: f32, lines: usize| {
        row::bold_lines(ui, &told.name, TextStyle::Body, screen.theme.text, room.max(0.0), lines)
    };
    let mut taken = 0.0;
    let mut cut = false;
    let mut lines = if narrow { 2 } else { 1 };
    if !told.words.is_empty() {
        let arrow = row::one_line(ui, "→", TextStyle::Body, screen.theme.weak, 30.0);
        let beside = first.right() - left - arrow.size().x - 2.0 * BESIDE_ARROW;
        // What is told of the words is what matters: they give way, but where there is a second line for it.
        let below = narrow && text(&told.words, beside).size().x + name(f32::INFINITY, 1).size().x > beside;
        let words = text(&told.words, if below { beside } else { first.width() * 0.45 });
        cut = words.elided;
        left = row::put(ui.painter(), left, first, words, screen.theme.text) + BESIDE_ARROW;
        left = row::put(ui.painter(), left, first, arrow, screen.theme.weak) + BESIDE_ARROW;
        lines = 1;
        if below {
            (left, taken) = (first.left(), LINE);
        }
    }
    // In a narrow column the name takes a second line where it must, and what is told of it all that are left.
    let name = name(first.right() - left, lines);
    cut |= name.elided;
    let height = FIRST + (name.rows.len().clamp(1, lines) - 1) as f32 * LINE;
    row::put(ui.painter(), left, line(taken, height), name, screen.theme.text);
    let taken = taken + height - FIRST;
    let below = line(FIRST + GAP + taken, inside.height() - FIRST - GAP - taken);
    let rows = (below.height() / ui.text_style_height(&TextStyle::Small)).floor().max(1.0) as usize;
    let about = row::lines(ui, &told.about, TextStyle::Small, screen.theme.text, below.width(), rows);
    cut |= about.elided;
    ui.painter().galley(below.min, about, screen.theme.text);
    let spoken = told.spoken();
    if cut {
        response.clone().on_hover_text(&spoken);
    }
    // Whoever listens hears what is to be accepted before it is.
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &spoken));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// What the strip says.
#[derive(Default)]
pub struct ToldSuggestion {
    /// What sort of thing it is, for who does not see the card beside it.
    what: String,
    colour: Option<Color32>,
    /// The entity's own colour.
    own: Option<Color32>,
    /// Of the text, if it is a mention; and what they are to mean.
    words: String,
    name: String,
    about: String,
    /// What keys do to it.
    pub keys: String,
}

impl ToldSuggestion {
    fn spoken(&self) -> String {
        let words = if self.words.is_empty() { String::new() } else { format!("{} → ", self.words) };
        let parts = [self.what.clone(), format!("{words}{}", self.name), self.about.clone(), self.keys.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    }
}

/// How many wait, and how to take one up.
fn waiting(screen: &Screen, strip: &SuggestionStrip) -> ToldSuggestion {
    let name = screen.fill(Words::SuggestionsLeft, &[&strip.suggestions.left().to_string()]);
    let hints = [
        KeyHint::one(Command::NextSuggestion, Words::HintSuggestion),
        KeyHint::one(Command::AcceptSure, Words::HintSure),
    ];
    ToldSuggestion { name, about: key_hints::line(screen, &hints), ..ToldSuggestion::default() }
}

fn mention(screen: &Screen, session: &Session, strip: &SuggestionStrip, one: &Suggestion) -> ToldSuggestion {
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
    let keys = with_other_side(
        screen,
        session,
        vec![
            KeyHint::one(Command::Accept, Words::HintAccept),
            KeyHint::one(Command::Reject, Words::HintReject),
            KeyHint::one(Command::SkipSuggestion, Words::HintSkip),
            KeyHint::kinds(scheme.kinds.len()),
            KeyHint::one(Command::Link, Words::HintEntity),
            KeyHint { commands: vec![Command::GrowStart, Command::GrowEnd], does: Words::HintBorder },
        ],
    );
    let colour = scheme.kind(&one.kind).map_or(theme.weak, |kind| theme.kind(kind));
    let words = format!("“{words}”");
    ToldSuggestion {
        colour: Some(colour),
        own,
        words,
        name,
        about: about.join(" · "),
        keys,
        ..ToldSuggestion::default()
    }
}

/// The keys; of what is decided into gold also those for the other side and the reason.
fn with_other_side(screen: &Screen, session: &Session, mut hints: Vec<KeyHint>) -> String {
    if session.is_gold() {
        hints.push(KeyHint::one(Command::NextMention, Words::HintOtherSide));
        hints.push(KeyHint::one(Command::WhyDecided, Words::HintWhy));
    }
    key_hints::line(screen, &hints)
}

/// Its full name with its code; of one that nobody knows yet, that it would come in.
fn entity_name(screen: &Screen, session: &Session, article: &Article, id: &EntityId) -> String {
    match session.entity(id) {
        Some(entity) if entity.code.is_empty() => entity.name.clone(),
        Some(entity) => format!("{} · {}", entity.name, entity.code),
        None => screen.fill(Words::NewToProject, &[&session.suggested_label(&article.meta.id, id)]),
    }
}

fn coalition(screen: &Screen, session: &Session, strip: &SuggestionStrip, ghost: &Ghost) -> ToldSuggestion {
    let language = screen.language();
    let names = screen.statements();
    let label = |filler: &Filler| match &filler.entity {
        Some(entity) => session.suggested_label(&strip.article.meta.id, entity),
        None => {
            let place = filler.mentions.iter().find_map(|id| ghost.mentions.get(id));
            place.map_or_else(String::new, |(span, _)| strip.article.text.slice(*span).to_owned())
        }
    };
    let card = strip.taken.unwrap_or(&ghost.coalition);
    let race = coalitions::race_in_words(names, &label(&card.race.region), card.race.office, card.race.year);
    let ticket = coalitions::ticket_in_words(&label(&card.ticket.head), &label(&card.ticket.deputy));
    let parties = coalitions::parties_in_words(names, card, &label);
    let parts = [race, ticket, names.certainty(card.status).to_owned()];
    let name: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    // What is stored comes first: who says so gives way where there is no room.
    let own = session.annotations(&strip.article.meta.id);
    let mut about = vec![parties];
    about.extend(own.and_then(|own| coalitions::said_already(own, card, names)));
    about.push(card.speaker.clone());
    about.extend(card.date.map(|date| names::date(language, date)));
    about.extend(Some(card.hedge.trim()).filter(|hedge| !hedge.is_empty()).map(|hedge| format!("“{hedge}”")));
    about.push(card.note.trim().to_owned());
    let scheme = &session.project().scheme;
    about.extend(card.fields.iter().map(|(key, value)| {
        let field = scheme.field(FieldOwner::Statement, key);
        let value = match value {
            Variable::Entity(entity) => session.entity_label(entity).to_owned(),
            other => other.to_string(),
        };
        format!("{}: {value}", field.map_or(key.as_str(), |field| field.name_in(language)))
    }));
    about.extend(ghost.from.iter().map(|voice| article::said(language, voice)));
    about.retain(|part| !part.is_empty());
    let slots = [
        (&ghost.coalition.race.region, Command::ArmRegion),
        (&ghost.coalition.ticket.head, Command::ArmHead),
        (&ghost.coalition.ticket.deputy, Command::ArmDeputy),
    ];
    let filled = slots.into_iter().filter(|(filler, _)| !filler.is_empty()).map(|(_, command)| command);
    let keys = with_other_side(
        screen,
        session,
        vec![
            KeyHint::one(Command::Accept, Words::HintAccept),
            KeyHint::one(Command::Reject, Words::HintReject),
            KeyHint::one(Command::SkipSuggestion, Words::HintSkip),
            KeyHint::one(Command::NextStatus, Words::HintStatus),
            KeyHint { commands: filled.collect(), does: Words::HintLeaveOut },
        ],
    );
    let what = screen.say(Words::SuggestedCoalition).to_owned();
    ToldSuggestion { what, name: name.join(" · "), about: about.join(" · "), keys, ..ToldSuggestion::default() }
}

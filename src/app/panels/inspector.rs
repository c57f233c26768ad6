//! Everything about the selected mention or mentions; about the article when none is selected.

use std::collections::BTreeMap;

use eframe::egui::{
    Button, ComboBox, Event, Id, Key, Label, RichText, Role, ScrollArea, Sense, TextEdit, TextStyle, Ui, Vec2,
    WidgetInfo, vec2,
};

use super::{
    about::{self, MetaField},
    own_fields::{OwnFieldState, OwnFields},
};
use crate::{
    app::{
        article::Select,
        kit::{
            fonts::Emphasis,
            names, row, rules,
            text::Words,
            theme::{self, Theme},
        },
        state::{action::Action, command::Command, keys, screen::Screen},
    },
    message::Language,
    model::{
        Annotations, Article, ArticleId, Coalition, KindKey, LinkSource, Mention, MentionId, Origin, Outcome, Remarked,
        Scheme, Score, SettledRecords,
    },
    session::Session,
};

/// The field for a mention's note: while it has the keyboard, Ctrl+Enter is its own.
pub fn note_id() -> Id {
    Id::unique("mention note")
}

/// What is typed and not taken over yet; that happens when its field is left.
#[derive(Debug, Clone, Default)]
pub struct InspectorState {
    pub note: Option<(MentionId, String)>,
    /// Escape: what this visit of the field made is taken back.
    pub cancelled: bool,
    pub article: BTreeMap<MetaField, String>,
    /// A field that is to take the keyboard.
    pub ask: Option<MetaField>,
    /// The project's own fields, of a mention or of the article.
    pub own: OwnFieldState,
}

pub fn ui(ui: &mut Ui, screen: &Screen, select: &Select, state: &mut InspectorState, actions: &mut Vec<Action>) {
    // A copy: what is typed outlives a panel that breaks.
    let mut typing = state.clone();
    if content(ui, screen, select, &mut typing, actions) == Some(true) {
        actions.push(Action::FocusText);
    }
    *state = typing;
}

/// Returns whether the keyboard goes back to the text; `None` if no article is open.
fn content(
    ui: &mut Ui,
    screen: &Screen,
    select: &Select,
    typing: &mut InspectorState,
    actions: &mut Vec<Action>,
) -> Option<bool> {
    let (theme, language) = (screen.theme, screen.language());
    let session = screen.session?;
    let article = session.article(screen.desk.article.as_ref()?)?;
    let nothing = Annotations::default();
    let annotations = session.annotations(&article.meta.id).map_or(&nothing, |annotations| &**annotations);
    let mut selected = select.mentions().iter().filter_map(|id| annotations.mentions.get(id));
    let first = selected.next();
    let mut focus_text = false;
    ScrollArea::vertical().id_salt("inspector").auto_shrink(false).show(ui, |ui| match first {
        None => about::ui(ui, session, article, typing, actions, theme, language),
        Some(mention) if screen.desk.selection.count == 1 => {
            let one = OneMention { session, article, annotations, mention, theme, language };
            one.head(ui);
            kind_choice(ui, screen, select, actions);
            one.facts(ui);
            one.own(ui, typing, actions);
            focus_text = one.note(ui, typing);
            one.used_in(ui, actions);
            buttons(ui, screen, actions);
        }
        Some(_) => several(ui, screen, select, actions),
    });
    Some(focus_text)
}

/// OneMention mention, and what is needed to tell of it.
struct OneMention<'a> {
    session: &'a Session,
    article: &'a Article,
    annotations: &'a Annotations,
    mention: &'a Mention,
    theme: &'a Theme,
    language: Language,
}

impl OneMention<'_> {
    fn head(&self, ui: &mut Ui) {
        let words = format!("“{}”", self.article.text.slice(self.mention.span));
        ui.add(Label::new(RichText::new(words).size(16.0).color(self.theme.text)).wrap());
        let entity = self.mention.entity.as_ref();
        let known = entity.and_then(|id| self.session.entity(id));
        match (entity, known) {
            (None, _) => {
                let text = RichText::new(self.language.say(Words::NotLinked)).slanted().color(self.theme.warning);
                ui.label(text);
            }
            (Some(id), None) => {
                ui.label(RichText::new(id.as_str()).color(self.theme.warning));
                ui.label(RichText::new(self.language.say(Words::UnknownEntity)).small().color(self.theme.warning));
            }
            (Some(id), Some(entity)) => {
                ui.horizontal_wrapped(|ui| {
                    if let Some(colour) = entity.colour {
                        let (rect, _) = ui.allocate_exact_size(Vec2::splat(10.0), Sense::hover());
                        ui.painter().rect_filled(rect, 2, theme::colour(colour));
                    }
                    ui.label(RichText::new(&entity.name).bold());
                });
                let code = if entity.code.is_empty() { String::new() } else { format!("{} · ", entity.code) };
                ui.label(RichText::new(format!("{code}{id}")).small().color(self.theme.weak));
            }
        }
        ui.add_space(4.0);
    }

    fn facts(&self, ui: &mut Ui) {
        let (mention, language) = (self.mention, self.language);
        let set = self.session.active_set();
        let name = self.session.project().sets.get(set).map_or(set.as_str(), |set| set.name.as_str());
        let name =
            if name == set.as_str() { name.to_owned() } else { language.fill(Words::ByWhom, &[name, set.as_str()]) };
        let mut facts = vec![(Words::MadeBy, self.made_by(&name))];
        if mention.entity.is_some() {
            let how = match &mention.linked {
                LinkSource::Person => language.say(Words::LinkedByHand).to_owned(),
                LinkSource::Rule(rule) => language.fill(Words::LinkedByRule, &[&rules::linked_by(language, rule)]),
            };
            facts.push((Words::LinkedBy, how));
        }
        if let Some(flag) = mention.flag {
            facts.push((Words::FlagWord, format!("⚑ {}", language.say(names::flag(flag)))));
        }
        facts.extend(self.in_gold().map(|told| (Words::InGold, told)));
        facts.push((Words::DecidedAt, names::moment(language, mention.at)));
        if let Some((start, end)) = self.article.text.chars_of_span(mention.span) {
            facts.push((Words::Offsets, format!("{start}–{end}")));
        }
        facts.push((Words::Identifier, mention.id.to_string()));
        table(ui, &facts, self.theme, language);
    }

    /// How it came to stand in a gold set, who decided and why.
    fn in_gold(&self) -> Option<String> {
        if !self.session.is_gold() {
            return None;
        }
        let (language, record) = (self.language, Outcome::Mention(self.mention.id.clone()));
        let settled = SettledRecords::of(self.annotations);
        let how = language.say(names::settled(settled.get(&record, &self.mention.by))).to_owned();
        let decision = settled.decision(&record).and_then(|id| self.annotations.decisions.get(&id));
        let who = decision.and_then(|one| one.who.as_ref()).map(ToString::to_string);
        let reason = decision.and_then(|one| one.reason).map(|reason| language.say(names::reason(reason)).to_owned());
        let note = decision.map(|one| one.note.clone()).filter(|note| !note.is_empty());
        Some([Some(how), who, reason, note].into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }

    /// Who or what made the mention; `name`: of the set that it is in.
    fn made_by(&self, name: &str) -> String {
        let language = self.language;
        let sure = |rule: &str, score: Option<Score>| {
            let percent = score.map(|score| format!("{:.0} %", score.get() * 100.0));
            [Some(rules::suggested_by(language, rule)).filter(|rule| !rule.is_empty()), percent]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
        };
        let (words, by, said) = match &self.mention.by {
            Origin::Person => (Words::ByHand, name, Vec::new()),
            Origin::EveryOccurrence => (Words::ByEvery, name, Vec::new()),
            Origin::Drafted => (Words::ByDraft, name, Vec::new()),
            Origin::Machine(proposal) => (Words::ByMachine, name, sure(&proposal.rule, proposal.score)),
            Origin::Accepted(from) => (Words::ByAccepting, from.set.as_str(), sure(&from.rule, from.score)),
            Origin::Corrected(from) => (Words::ByCorrecting, from.set.as_str(), sure(&from.rule, from.score)),
        };
        let made = language.fill(words, &[by]);
        if said.is_empty() { made } else { format!("{made} ({})", said.join(", ")) }
    }

    /// Returns whether the keyboard goes back to the text.
    fn note(&self, ui: &mut Ui, state: &mut InspectorState) -> bool {
        let (mention, language) = (self.mention, self.language);
        ui.add_space(6.0);
        ui.label(RichText::new(language.say(Words::Note)).small().color(self.theme.weak));
        let typed = state.note.as_ref().filter(|(id, _)| *id == mention.id).map(|(_, text)| text.clone());
        let mut text = typed.unwrap_or_else(|| mention.note.clone());
        let editable = self.session.read_only().is_none() && self.session.frozen(&self.article.meta.id).is_none();
        let field = TextEdit::multiline(&mut text).id(note_id()).desired_rows(2).desired_width(f32::INFINITY);
        let field = ui.add_enabled(editable, field.hint_text(row::hint(language.say(Words::NoteHint))));
        row::name_field(&field, &text, language.say(Words::Note));
        if field.changed() {
            state.note = Some((mention.id.clone(), text));
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            (state.note, state.cancelled) = (None, true);
            return true;
        }
        // What was typed is taken over as soon as the field has no keyboard.
        let done = field.has_focus() && ui.input(|input| input.events.iter().any(ends_note));
        if done {
            field.surrender_focus();
        }
        done
    }

    /// The project's own fields.
    fn own(&self, ui: &mut Ui, state: &mut InspectorState, actions: &mut Vec<Action>) {
        let own = OwnFields {
            session: self.session,
            theme: self.theme,
            language: self.language,
            record: Remarked::Mention(self.mention.id.clone()),
            values: &self.mention.fields,
        };
        own_fields(ui, &own, &self.article.meta.id, &mut state.own, actions);
    }

    fn used_in(&self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let uses = |coalition: &&Coalition| coalition.fillers().any(|f| f.mentions.contains(&self.mention.id));
        let mut coalitions = self.annotations.coalitions.values().filter(uses).peekable();
        if coalitions.peek().is_none() {
            return;
        }
        ui.add_space(6.0);
        ui.label(RichText::new(self.language.say(Words::UsedIn)).small().color(self.theme.weak));
        for coalition in coalitions {
            let title = title(self.session, coalition, self.language);
            let shown = ui.add(Button::new(&title).truncate().min_size(vec2(ui.available_width(), 22.0)));
            if shown.on_hover_text(title).clicked() {
                actions.push(Action::OpenCard(Some(coalition.id.clone())));
                actions.push(Action::Run(Command::ShowCoalitions));
            }
        }
    }
}

/// The project's own fields of a record, each below its name; only to be read where nothing can be changed.
pub fn own_fields(
    ui: &mut Ui,
    own: &OwnFields,
    article: &ArticleId,
    state: &mut OwnFieldState,
    actions: &mut Vec<Action>,
) {
    if own.is_empty() {
        return;
    }
    let editable = own.session.read_only().is_none() && own.session.frozen(article).is_none();
    ui.add_space(6.0);
    ui.add_enabled_ui(editable, |ui| {
        own.ui(ui, state, actions, &mut |ui, label, add| {
            ui.label(RichText::new(label).small().color(own.theme.weak));
            add(ui);
        });
    });
}

/// Ctrl+Enter, with the modifiers of that moment: the key may be up again by the end of the frame.
fn ends_note(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Enter, pressed: true, modifiers, .. } if modifiers.command)
}

/// A coalition in one line: region and parties.
fn title(session: &Session, coalition: &Coalition, language: Language) -> String {
    let region = coalition.race.region.entity.as_ref().map(|id| session.entity_label(id));
    let parties: Vec<&str> = coalition
        .backings
        .iter()
        .filter_map(|backing| Some(session.entity_label(backing.party.entity.as_ref()?)))
        .collect();
    let parties = if parties.is_empty() { language.say(Words::NoParties).to_owned() } else { parties.join(" + ") };
    format!("{}: {parties}", region.unwrap_or(language.say(Words::OpenRace)))
}

/// Names at the left, values at the right.
pub fn table(ui: &mut Ui, facts: &[(Words, String)], theme: &Theme, language: Language) {
    const NAMES: f32 = 100.0;
    for (name, value) in facts {
        ui.horizontal_top(|ui| {
            let value_font = TextStyle::Body.resolve(ui.style());
            let height = ui.fonts_mut(|fonts| fonts.row_height(&value_font));
            let (rect, _) = ui.allocate_exact_size(vec2(NAMES, height), Sense::hover());
            let name = row::one_line(ui, language.say(*name), TextStyle::Body, theme.weak, NAMES);
            row::put(ui.painter(), rect.left(), rect, name, theme.weak);
            ui.vertical(|ui| ui.add(Label::new(value).wrap()));
        });
    }
}

fn kind_choice(ui: &mut Ui, screen: &Screen, select: &Select, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else { return };
    let language = screen.language();
    let scheme = &session.project().scheme;
    let kinds = &screen.desk.selection.kinds;
    let same = kinds.keys().next().filter(|_| kinds.len() == 1);
    let shown = same.map_or_else(|| "…".to_owned(), |kind| names::kind_of(language, scheme, kind));
    ui.horizontal(|ui| {
        ui.label(RichText::new(language.say(Words::KindWord)).weak());
        let choice = ComboBox::from_id_salt("kind of mentions").selected_text(&shown).show_ui(ui, |ui| {
            for (at, kind) in scheme.kinds.iter().enumerate() {
                let text = format!("{}  {}", at + 1, names::kind(language, kind));
                if ui.selectable_label(same == Some(&kind.key), text).clicked() && same != Some(&kind.key) {
                    let mentions = select.mentions().to_vec();
                    actions.push(Action::Retag { mentions, kind: kind.key.clone() });
                }
            }
        });
        let name = format!("{}: {shown}", language.say(Words::KindWord));
        choice.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    });
    ui.add_space(2.0);
}

fn buttons(ui: &mut Ui, screen: &Screen, actions: &mut Vec<Action>) {
    let linked = screen.desk.selection.linked > 0;
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        for (command, on) in [(Command::Link, true), (Command::Unlink, linked), (Command::Untag, true)] {
            let entry = command.entry();
            let button = keys::on_button(Button::new(screen.say(entry.name)), screen.settings, entry);
            let button = ui.add_enabled(on, button);
            if button.on_hover_text(screen.say(entry.help)).clicked() {
                actions.push(Action::Run(command));
            }
        }
    });
}

fn several(ui: &mut Ui, screen: &Screen, select: &Select, actions: &mut Vec<Action>) {
    let Some(session) = screen.session else { return };
    let (language, theme) = (screen.language(), screen.theme);
    let chosen = &screen.desk.selection;
    let count = chosen.count.to_string();
    ui.label(RichText::new(language.fill(Words::MentionsSelected, &[&count])).size(16.0));
    let kinds = chosen.kinds.iter().map(|(kind, count)| (kind, *count));
    kind_counts(ui, &session.project().scheme, kinds, theme, language);
    let mut entities: Vec<&str> = chosen.entities.iter().map(|entity| session.entity_label(entity)).collect();
    entities.sort_unstable();
    let linked = chosen.linked.to_string();
    let mut facts = vec![(Words::LinkedBy, language.fill(Words::LinkedShare, &[&linked, &count]))];
    if !entities.is_empty() {
        let more = if entities.len() > 8 { ", …" } else { "" };
        entities.truncate(8);
        facts.push((Words::Entity, format!("{}{more}", entities.join(", "))));
    }
    table(ui, &facts, theme, language);
    ui.add_space(4.0);
    kind_choice(ui, screen, select, actions);
    buttons(ui, screen, actions);
}

/// How many of each kind, each with its colour, in the scheme's order.
pub fn kind_counts<'a>(
    ui: &mut Ui,
    scheme: &Scheme,
    kinds: impl Iterator<Item = (&'a KindKey, usize)>,
    theme: &Theme,
    language: Language,
) {
    let mut kinds: Vec<_> = kinds.collect();
    kinds.sort_by_key(|(kind, _)| scheme.position(kind).unwrap_or(usize::MAX));
    for (kind, count) in kinds {
        let colour = scheme.kind(kind).map_or(theme.weak, |kind| theme.kind(kind));
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
            row::swatches(ui.painter(), rect.left(), rect, colour, None);
            ui.label(names::kinds(language, scheme, kind));
            ui.label(RichText::new(language.fill(Words::Times, &[&count.to_string()])).color(theme.weak));
        });
    }
}

//! Coalitions that sources suggest, as cards with a dotted border: accepted whole, slot by slot or changed, or rejected.

use eframe::egui::{
    Align, Button, ComboBox, CornerRadius, Frame, Label, Layout, Margin, Rect, Response, RichText, Role, Sense, Shape,
    Stroke, StrokeKind, TextWrapMode, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

use super::{
    look,
    repeats::{Repeated, repeated, said_already},
    summary,
};
use crate::{
    app::{
        article,
        kit::{
            fonts::Emphasis,
            names::{self, StatementNames},
            row,
            text::Words,
            theme::Theme,
        },
        panels::review::{GhostField, ReviewState},
        state::{
            action::{Action, ReviewChoice, SuggestionAction},
            command::Command,
            keys,
            settings::Settings,
        },
    },
    model::{Annotations, Article, Certainty, Coalition, DecisionId, FieldOwner, Filler, Stance, Variable},
    session::{CardSlot, Ghost, Session},
};

/// What the cards look at.
pub struct GhostTable<'a> {
    pub session: &'a Session,
    pub article: &'a Article,
    /// What the active set says of it.
    pub own: &'a Annotations,
    pub settings: &'a Settings,
    pub theme: &'a Theme,
    pub ghosts: &'a [Ghost],
    /// The one that keys decide on.
    pub current: Option<DecisionId>,
}

impl GhostTable<'_> {
    fn say(&self, words: Words) -> &'static str {
        self.settings.language.say(words)
    }

    fn statements(&self) -> StatementNames<'_> {
        let statements = &self.session.project().scheme.statements;
        StatementNames { statements, language: self.settings.language }
    }

    /// As the other cards show it: its entity, else the words of its first mention.
    fn label(&self, ghost: &Ghost, filler: &Filler) -> String {
        let words = || {
            let (span, _) = filler.mentions.iter().find_map(|id| ghost.mentions.get(id))?;
            Some(self.article.text.slice(*span).to_owned())
        };
        match &filler.entity {
            Some(entity) => self.session.suggested_label(&self.article.meta.id, entity),
            None => words().unwrap_or_default(),
        }
    }

    /// The statement of one's own that the suggestion repeats.
    fn repeats(&self, ghost: &Ghost) -> Option<Repeated<'_>> {
        repeated(self.own, &ghost.coalition, self.statements().statements)
    }

    fn race(&self, ghost: &Ghost, coalition: &Coalition) -> String {
        let region = self.label(ghost, &coalition.race.region);
        summary::race(self.statements(), &region, coalition.race.office, coalition.race.year)
    }

    fn button(&self, name: &str, command: Command) -> Button<'static> {
        let button = Button::new(name.to_owned());
        match keys::keys_of(self.settings, command.entry()) {
            Some(keys) => button.shortcut_text(keys::on_keyboard(keys)),
            None => button,
        }
    }
}

pub fn ui(ui: &mut Ui, table: &GhostTable, review: &mut ReviewState, editable: bool, actions: &mut Vec<Action>) {
    for ghost in table.ghosts {
        let open = table.current == Some(ghost.id);
        let frame = Frame::new().fill(table.theme.ground);
        let shown = frame.corner_radius(CornerRadius::same(6)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let head = head(ui, table, ghost, open);
            if head.clicked() && !open {
                actions.push(Action::Suggestion(SuggestionAction::TakeUp(ghost.id)));
            }
            if open {
                let margin = Margin { left: 8, right: 8, top: 0, bottom: 8 };
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.add_enabled_ui(editable, |ui| body(ui, table, ghost, review, actions));
                });
            }
            head
        });
        let (rect, lit) = (shown.response.rect, shown.inner.hovered() || shown.inner.has_focus());
        border(ui, rect, table, open, lit);
        if open && std::mem::take(&mut review.reveal) {
            shown.response.scroll_to_me(None);
        }
        ui.add_space(2.0);
    }
}

/// Dots for what nobody decided; a ring around what keys decide on.
fn border(ui: &Ui, rect: Rect, table: &GhostTable, open: bool, lit: bool) {
    let inside = rect.shrink(1.0);
    let corners =
        [inside.left_top(), inside.right_top(), inside.right_bottom(), inside.left_bottom(), inside.left_top()];
    let colour = if lit || open { table.theme.text } else { table.theme.weak };
    ui.painter().extend(Shape::dotted_line(&corners, colour, 4.0, 1.0));
    if open {
        let stroke = Stroke::new(1.5, table.theme.focus);
        ui.painter().rect_stroke(rect.shrink(1.0), CornerRadius::same(4), stroke, StrokeKind::Outside);
    }
}

/// The clickable part: its race, how sure its source is, and, of one that is not open, the rest at a glance.
fn head(ui: &mut Ui, table: &GhostTable, ghost: &Ghost, open: bool) -> Response {
    let race = table.race(ghost, &ghost.coalition);
    let builder = UiBuilder::new().id_salt(("ghost", ghost.id)).sense(Sense::click());
    let response = ui.scope_builder(builder, |ui| {
        Frame::new().inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
            ui.spacing_mut().item_spacing = vec2(6.0, 3.0);
            ui.horizontal(|ui| {
                sign(ui, table, ghost.coalition.status);
                ui.add(Label::new(RichText::new(&race).bold()).truncate());
            });
            let sources: Vec<String> =
                ghost.from.iter().map(|voice| article::said(table.settings.language, voice)).collect();
            ui.add(Label::new(RichText::new(sources.join(", ")).small().color(table.theme.weak)).truncate());
            if let Some(said) = said_already(table.own, &ghost.coalition, table.statements()) {
                ui.add(Label::new(RichText::new(said).small().color(table.theme.warning)).truncate());
            }
            if !open {
                let parties: Vec<String> =
                    ghost.coalition.backings.iter().map(|backing| table.label(ghost, &backing.party)).collect();
                let (head, deputy) = (&ghost.coalition.ticket.head, &ghost.coalition.ticket.deputy);
                let ticket = summary::ticket(&table.label(ghost, head), &table.label(ghost, deputy));
                let parts = [ticket, parties.join(", ")].into_iter().filter(|part| !part.is_empty());
                let line = parts.collect::<Vec<_>>().join(" · ");
                ui.add(Label::new(RichText::new(line).color(table.theme.text)).truncate());
            }
        });
    });
    let response = response.response;
    let status = table.statements().certainty(ghost.coalition.status);
    response.widget_info(|| {
        let repeats = said_already(table.own, &ghost.coalition, table.statements())
            .map_or_else(String::new, |said| format!(", {said}"));
        let name = format!("{}: {race}, {status}{repeats}", table.say(Words::SuggestedCoalition));
        WidgetInfo::selected(Role::Button, true, open, name)
    });
    response
}

fn sign(ui: &mut Ui, table: &GhostTable, status: Certainty) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
    let scheme = table.statements().statements;
    let colour = look::certainty_colour(table.theme, scheme, status);
    look::certainty_sign(ui.painter(), rect.shrink(1.0), status, scheme, (colour, table.theme.ground));
    response.on_hover_text(table.statements().certainty(status));
}

/// Everything that accepting would store, each to be taken or left out; status and stances, to be changed.
fn body(ui: &mut Ui, table: &GhostTable, ghost: &Ghost, review: &mut ReviewState, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let Some(taken) = review.ghost.of(ghost.id).cloned() else { return };
    let suggested = &ghost.coalition;
    let language = table.settings.language;
    named(ui, table, ghost, review, (CardSlot::Region, &suggested.race.region, &taken.race.region));
    if let Some(office) = suggested.race.office {
        let said = table.statements().office(Some(office));
        field(ui, table, review, (GhostField::Office, Words::Office, said), taken.race.office.is_some());
    }
    if let Some(year) = suggested.race.year {
        field(ui, table, review, (GhostField::Year, Words::Year, &year.to_string()), taken.race.year.is_some());
    }
    named(ui, table, ghost, review, (CardSlot::Head, &suggested.ticket.head, &taken.ticket.head));
    named(ui, table, ghost, review, (CardSlot::Deputy, &suggested.ticket.deputy, &taken.ticket.deputy));
    for (at, backing) in suggested.backings.iter().enumerate() {
        let label = if at == 0 { table.say(Words::Parties) } else { "" };
        let kept = review.ghost.kept_at(at);
        look::row(ui, label, table.theme, |ui| {
            let name = table.label(ghost, &backing.party);
            let now = kept.and_then(|kept| taken.backings.get(kept)).map(|backing| backing.stance);
            let party = row::button_room(ui, &name);
            let stances = (ui.available_width() - party - ui.spacing().item_spacing.x).min(STANCE);
            // What it does stands beside it, or below where a word of it would be cut.
            let below = stances < STANCE;
            let room = if below { ui.available_width() } else { ui.available_width() - stances - 6.0 };
            let layout = Layout::left_to_right(Align::Center);
            let shown = |ui: &mut Ui, review: &mut ReviewState| {
                let toggled = ui.allocate_ui_with_layout(vec2(room, look::ROW), layout, |ui| {
                    ui.set_min_width(room);
                    slot_ui(ui, table, table.say(Words::PartyWord), &name, kept.is_some())
                });
                if toggled.inner {
                    review.ghost.toggle(CardSlot::Party, at);
                }
                if let Some(stance) = now.and_then(|now| stance_ui(ui, table, ghost, at, &name, now)) {
                    review.ghost.set_stance(at, stance);
                }
            };
            match below {
                true => ui.vertical(|ui| shown(ui, review)).inner,
                false => shown(ui, review),
            }
        });
        if let Some(slot) = backing.slot.filter(|_| kept.is_some()) {
            let offered = kept.and_then(|kept| taken.backings.get(kept)).is_some_and(|now| now.slot.is_some());
            let said =
                language.fill(Words::SlotOffered, &[&table.statements().slot(suggested.race.office, Some(slot))]);
            field(ui, table, review, (GhostField::Offered(at), Words::Offered, &said), offered);
        }
    }
    look::row(ui, table.say(Words::Status), table.theme, |ui| status_ui(ui, table, ghost, review, taken.status));
    let date = suggested.date.map_or_else(String::new, |date| names::date(language, date));
    for (what, words, said, kept) in [
        (GhostField::Speaker, Words::Speaker, &suggested.speaker, !taken.speaker.is_empty()),
        (GhostField::Date, Words::Date, &date, taken.date.is_some()),
        (GhostField::Hedge, Words::Hedge, &suggested.hedge, !taken.hedge.is_empty()),
        (GhostField::Note, Words::Note, &suggested.note, !taken.note.is_empty()),
    ] {
        if !said.is_empty() {
            field(ui, table, review, (what, words, said), kept);
        }
    }
    let scheme = &table.session.project().scheme;
    for (at, (key, value)) in suggested.fields.iter().enumerate() {
        let field = scheme.field(FieldOwner::Statement, key);
        let label = field.map_or(key.as_str(), |field| field.name_in(language));
        look::row(ui, label, table.theme, |ui| {
            let said = own_value(table, value);
            if slot_ui(ui, table, label, &said, taken.fields.contains_key(key)) {
                review.ghost.toggle_field(GhostField::Own(at));
            }
        });
    }
    for span in &suggested.evidence {
        let quote = summary::quoted(&table.article.text, *span, 220);
        ui.add(Label::new(RichText::new(quote).small().color(table.theme.weak)).wrap());
    }
    ui.add_space(3.0);
    ui.horizontal_wrapped(|ui| {
        let accept = if review.ghost.is_changed() { Words::AcceptChanged } else { Words::AcceptSuggestion };
        let buttons = [
            (accept, Command::Accept, ReviewChoice::Accept),
            (Words::RejectSuggestion, Command::Reject, ReviewChoice::Reject),
            (Words::SkipSuggestion, Command::SkipSuggestion, ReviewChoice::Skip),
        ];
        for (words, command, choice) in buttons {
            if ui.add(table.button(table.say(words), command)).clicked() {
                actions.push(Action::Suggestion(SuggestionAction::Choose(ghost.id, choice)));
            }
        }
        if let Some(Repeated { number, card, .. }) = table.repeats(ghost) {
            let button = ui.button(language.fill(Words::AddToCard, &[&number.to_string()]));
            if button.on_hover_text(table.say(Words::AddToCardHelp)).clicked() {
                actions.push(Action::Suggestion(SuggestionAction::AddTo(ghost.id, card.id.clone())));
            }
        }
    });
}

/// What one of the project's own fields holds; an entity by its name.
fn own_value(table: &GhostTable, value: &Variable) -> String {
    match value {
        Variable::Entity(entity) => table.session.entity_label(entity).to_owned(),
        other => other.to_string(),
    }
}

/// A slot for one entity, if anything is suggested for it.
fn named(
    ui: &mut Ui,
    table: &GhostTable,
    ghost: &Ghost,
    review: &mut ReviewState,
    (slot, filler, now): (CardSlot, &Filler, &Filler),
) {
    if filler.is_empty() {
        return;
    }
    let label = table.statements().card_slot(ghost.coalition.race.office, slot);
    look::row(ui, label, table.theme, |ui| {
        if slot_ui(ui, table, label, &table.label(ghost, filler), !now.is_empty()) {
            review.ghost.toggle(slot, 0);
        }
    });
}

/// Something else that accepting would store.
fn field(
    ui: &mut Ui,
    table: &GhostTable,
    review: &mut ReviewState,
    (field, words, said): (GhostField, Words, &str),
    taken: bool,
) {
    let label = table.say(words);
    look::row(ui, label, table.theme, |ui| {
        if slot_ui(ui, table, label, said, taken) {
            review.ghost.toggle_field(field);
        }
    });
}

/// Room for the longest stance, in points.
const STANCE: f32 = 96.0;

/// Returns whether it was taken or left out.
fn slot_ui(ui: &mut Ui, table: &GhostTable, slot: &str, name: &str, taken: bool) -> bool {
    let mut on = taken;
    let colour = if taken { table.theme.text } else { table.theme.weak };
    let mut text = RichText::new(name).color(colour);
    if !taken {
        text = text.strikethrough();
    }
    ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
    let response = row::checkbox(ui, &mut on, text).on_hover_text(name);
    let about = format!("{}: {name}", table.settings.language.fill(Words::TakeSlot, &[slot]));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), taken, &about));
    response.changed()
}

fn stance_ui(ui: &mut Ui, table: &GhostTable, ghost: &Ghost, at: usize, party: &str, now: Stance) -> Option<Stance> {
    let mut chosen = None;
    let name = table.statements().stance(now);
    let combo = ComboBox::from_id_salt(("ghost stance", ghost.id, at)).selected_text(RichText::new(name).small());
    let shown = combo.width(ui.available_width()).truncate().show_ui(ui, |ui| {
        let stances = table.statements().statements.stances.iter().map(|stance| stance.key);
        for stance in stances.chain([Stance::Open]) {
            if ui.selectable_label(stance == now, table.statements().stance(stance)).clicked() && stance != now {
                chosen = Some(stance);
            }
        }
    });
    let about = format!("{party}: {name}");
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), &about));
    chosen
}

fn status_ui(ui: &mut Ui, table: &GhostTable, ghost: &Ghost, review: &mut ReviewState, now: Certainty) {
    sign(ui, table, now);
    let name = table.statements().certainty(now);
    let combo = ComboBox::from_id_salt(("ghost status", ghost.id)).selected_text(name);
    let shown = combo.width((ui.available_width() - 22.0).min(130.0)).truncate().show_ui(ui, |ui| {
        let statuses = table.statements().statements.statuses.iter().map(|status| status.key);
        for status in statuses.chain([Certainty::Open]) {
            if ui.selectable_label(status == now, table.statements().certainty(status)).clicked() {
                review.ghost.set_status(status);
            }
        }
    });
    let about = format!("{}: {name}", table.say(Words::Status));
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), &about));
    let keys = keys::keys_of(table.settings, Command::NextStatus.entry()).map(keys::on_keyboard);
    ui.label(RichText::new(keys.unwrap_or_default()).small().color(table.theme.weak));
}

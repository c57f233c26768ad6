//! A list of entities for a slot, best first; typing filters it.

use eframe::egui::{Align, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::{
    deck::{Deck, Hand},
    look,
    state::SlotSearch,
};
use crate::{
    app::{
        kit::{names, row, text::Words},
        state::action::Action,
    },
    gazetteer::{Offer, OfferContext},
    model::{EntityId, LinkedMention, Office},
    session::CardSlot,
};

const WIDTH: f32 = 280.0;
const HEIGHT: f32 = 220.0;
/// Height of one offer: its name and what it is.
const OFFER: f32 = 36.0;

/// `office`: of the card; `name`: what it calls the slot.
pub fn ui(ui: &mut Ui, deck: &Deck, office: Option<Office>, slot: CardSlot, name: &str, hand: &mut Hand) {
    ui.set_width(WIDTH);
    let fresh = hand.state.search.as_ref().is_none_or(|search| search.slot != slot);
    if fresh {
        hand.state.search = Some(SlotSearch { slot, query: String::new(), at: 0, offers: Vec::new(), found_for: None });
    }
    let Some(search) = &mut hand.state.search else { return };
    let moved = ui.input_mut(|input| {
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
        let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
        isize::from(down) - isize::from(up)
    });
    let hint = deck.say(Words::TypeToFilter);
    let field = ui.add(TextEdit::singleline(&mut search.query).hint_text(row::hint(hint)).desired_width(f32::INFINITY));
    row::name_field(&field, &search.query, &format!("{name}: {hint}"));
    if fresh {
        field.request_focus();
    }
    find(deck, office, search);
    search.at = search.at.saturating_add_signed(moved).min(search.offers.len().saturating_sub(1));
    let mut chosen = None;
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        chosen = search.offers.get(search.at).map(|offer| offer.entity.clone());
    }
    if search.offers.is_empty() {
        ui.label(deck.say(Words::NothingFound));
    }
    ScrollArea::vertical().id_salt(("offers", slot)).max_height(HEIGHT).min_scrolled_height(HEIGHT).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, offer) in search.offers.iter().enumerate() {
            if offer_ui(ui, deck, offer, at == search.at, moved != 0) {
                chosen = Some(offer.entity.clone());
            }
        }
    });
    if let Some(entity) = chosen {
        hand.actions.push(Action::FillWith { slot, entity });
        ui.close();
    }
}

/// Finds the offers again if the query or anything in the project changed.
fn find(deck: &Deck, office: Option<Office>, search: &mut SlotSearch) {
    let key = (search.query.clone(), deck.session.total_revision());
    if search.found_for.as_ref() == Some(&key) {
        return;
    }
    let marks = deck.session.marks(&deck.article.meta.id).into_iter().flat_map(|marks| marks.by_place.iter());
    let known: Vec<LinkedMention> =
        marks.filter_map(|(span, mark)| Some((span, mark.kind.clone(), mark.entity.clone()?))).collect();
    let recent: Vec<EntityId> = deck.session.recent().cloned().collect();
    let (title, day) = (&deck.article.meta.title, deck.article.meta.date);
    let statements = &deck.session.project().scheme.statements;
    // Of an office that is open: of the only level there is.
    let levels = || statements.offices.iter().map(|office| office.level());
    let only = || levels().next().filter(|first| levels().all(|level| level == *first));
    let level = office.map(|office| statements.level_of(office)).or_else(only).unwrap_or("");
    let context = OfferContext { mention: None, title, day, known: &known, recent: &recent, level };
    search.offers = deck.session.lexicon().offers(&search.query, &search.slot.kind(), &context);
    search.at = 0;
    search.found_for = Some(key);
}

fn offer_ui(ui: &mut Ui, deck: &Deck, offer: &Offer, at_it: bool, follow: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), OFFER), Sense::click());
    if at_it || response.hovered() {
        let fill = if at_it { ui.visuals().selection.bg_fill } else { ui.visuals().faint_bg_color };
        ui.painter().rect_filled(rect, 4, fill);
    }
    if at_it && follow {
        ui.scroll_to_rect(rect, None::<Align>);
    }
    let label = deck.session.entity_label(&offer.entity);
    let line = |top: f32, bottom: f32| {
        Rect::from_min_max(pos2(rect.left() + 6.0, rect.top() + top), pos2(rect.right() - 6.0, rect.top() + bottom))
    };
    look::text_in(ui, line(1.0, 21.0), label, look::body(ui), deck.theme.text);
    let hints = names::hints(deck.settings.language, &deck.session.project().scheme, &offer.hints);
    look::text_in(ui, line(19.0, 35.0), &hints, look::small(ui), deck.theme.weak);
    let about = format!("{label}, {hints}");
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, at_it, &about));
    response.on_hover_text(about).clicked()
}

//! One entity becomes another: whom it becomes, then how much follows it.

use eframe::egui::{Label, Response, RichText, ScrollArea, Ui};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
    list::{self, ListRow, Offers, ROW},
};
use crate::{
    app::{
        kit::{names, text::Words},
        state::action::Action,
    },
    gazetteer::{Offer, OfferContext},
    model::{Entity, EntityId},
    session::Session,
};

/// Which entity becomes which.
pub struct MergeDraft {
    from: EntityId,
    query: String,
    into: Option<EntityId>,
    at: usize,
    offers: Offers,
}

impl MergeDraft {
    pub fn new(from: EntityId) -> Self {
        Self { from, query: String::new(), into: None, at: 0, offers: Offers::default() }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut MergeDraft) {
    let MergeDraft { from, query, into, at, offers } = draft;
    let from = &*from;
    let known = stage.screen.session.and_then(|session| Some((session, session.entity(from)?)));
    let Some((session, entity)) = known else {
        stage.close = true;
        return;
    };
    look_up(offers, session, entity, query);
    let count = offers.now().len();
    let steered = list::steer(stage.ctx, frame::first_id("merge"), at, count);
    let highlighted = offers.now().get(*at).map(|offer| offer.entity.clone());
    let mut merge = false;
    if steered.enter && highlighted.is_some() {
        // The first Enter chooses, the second one does it.
        merge = *into == highlighted;
        into.clone_from(&highlighted);
    }
    let title = stage.fill(Words::MergeTitle, &[entity.label()]);
    SheetFrame { name: "merge", title: &title, width: 460.0, place: SheetPlace::Top }.show(stage, |ui, stage| {
        let before = query.clone();
        let hint = stage.say(Words::TypeToFilter);
        frame::first_field(ui, stage.fresh, "merge", &title, hint, query);
        if *query != before {
            (*at, *into) = (0, None);
        }
        ui.add_space(4.0);
        if count == 0 {
            frame::note(ui, stage.say(Words::NothingFound));
        }
        let height = (stage.ctx.content_rect().height() - 280.0).clamp(ROW * 3.0, ROW * 9.0);
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for number in 0..count {
                let Some(one) = offers.now().get(number) else { continue };
                let (pointed, chosen) = (number == *at, into.as_ref() == Some(&one.entity));
                let row = offer(ui, stage, session, one, pointed, chosen);
                if pointed && steered.moved {
                    row.scroll_to_me(None);
                }
                if row.clicked() {
                    *at = number;
                    *into = Some(one.entity.clone());
                }
            }
        });
        if let Some(into) = &*into {
            let mentions = session.rows().totals().get(from).copied().unwrap_or(0).to_string();
            let labels = [session.entity_label(from), session.entity_label(into)];
            let question = stage.fill(Words::MergeQuestion, &[labels[0], labels[1], &mentions]);
            ui.separator();
            ui.add(Label::new(RichText::new(question)).wrap());
        }
        frame::buttons(ui, |ui| {
            merge |= frame::main_button(ui, stage, stage.say(Words::Merge), into.is_some()).clicked();
            frame::cancel_button(ui, stage);
        });
    });
    if let (true, Some(into)) = (merge, into.clone()) {
        stage.finish(Action::MergeEntities { from: from.clone(), into });
    }
}

/// Those of the same kind that fit the words; without words, those that are named alike.
fn look_up(offers: &mut Offers, session: &Session, entity: &Entity, query: &str) {
    let query = query.trim();
    offers.of(entity.id.as_str(), query, session.total_revision(), || {
        let recent: Vec<EntityId> = session.recent().cloned().collect();
        let context = OfferContext { recent: &recent, ..OfferContext::default() };
        let lexicon = session.lexicon();
        let mut offers = lexicon.offers(if query.is_empty() { entity.label() } else { query }, &entity.kind, &context);
        if query.is_empty() {
            let known: Vec<EntityId> = offers.iter().map(|offer| offer.entity.clone()).collect();
            let others = lexicon.offers("", &entity.kind, &context);
            offers.extend(others.into_iter().filter(|offer| !known.contains(&offer.entity)));
        }
        offers.retain(|offer| offer.entity != entity.id);
        offers
    });
}

fn offer(ui: &mut Ui, stage: &Stage, session: &Session, offer: &Offer, pointed: bool, chosen: bool) -> Response {
    let scheme = &session.project().scheme;
    let weak = names::hints(stage.language(), scheme, &offer.hints);
    let times = session.rows().totals().get(&offer.entity).copied().unwrap_or(0);
    let right = if times == 0 { String::new() } else { stage.fill(Words::Times, &[&times.to_string()]) };
    let text = session.entity_label(&offer.entity);
    let sign = list::sign(session, stage.theme, &offer.entity);
    ListRow { sign, text, weak: &weak, right: &right, pointed }.show(ui, stage.theme, chosen)
}

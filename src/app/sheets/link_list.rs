//! E: who or what the selected mentions are, best guesses first.

use eframe::egui::{Align2, Rect, RichText, ScrollArea, Ui};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
    list::{self, ListRow, Offers, ROW},
};
use crate::{
    app::{
        kit::{names, text::Words},
        state::action::{Action, SuggestionAction},
    },
    gazetteer::Offer,
    model::{ArticleId, DecisionId, MentionId, Span},
    session::Session,
};

const WIDTH: f32 = 430.0;
const ROWS: f32 = 9.0;
/// What a full list needs, in points.
const HEIGHT: f32 = ROWS * (ROW + 1.0) + 130.0;

/// What is linked with an entity from the list.
#[derive(Debug, Clone)]
pub enum Linking {
    Mentions(Vec<MentionId>),
    /// Whose borders stand there now.
    Suggestion(DecisionId, Span),
}

/// The list while it is open.
pub struct LinkDraft {
    whose: Linking,
    query: String,
    at: usize,
    offers: Offers,
    /// The row of the new entity was gone to by arrow: Enter makes one only then.
    on_purpose: bool,
    /// Enter was pressed where only a new entity is left.
    refused: bool,
    /// Where the mention stands, so that the list does not move while it is open.
    anchor: Option<Rect>,
}

impl LinkDraft {
    pub fn new(whose: Linking) -> Self {
        Self {
            whose,
            query: String::new(),
            at: 0,
            offers: Offers::default(),
            on_purpose: false,
            refused: false,
            anchor: None,
        }
    }
}

pub fn ui(stage: &mut Stage, draft: &mut LinkDraft) {
    let LinkDraft { whose, query, at, offers, on_purpose, refused, anchor } = draft;
    let whose = &*whose;
    let screen = stage.screen;
    let open = screen.session.zip(screen.desk.article.as_ref());
    let found = open.and_then(|(session, article)| {
        let span = match whose {
            Linking::Mentions(mentions) => {
                let annotations = session.annotations(article)?;
                mentions.iter().find_map(|id| annotations.mentions.get(id))?.span
            }
            Linking::Suggestion(id, span) => session.suggestions(article)?.get(*id).map(|_| *span)?,
        };
        Some((session, article, span))
    });
    let Some((session, article, span)) = found else {
        // Undone while the list was open: there is nothing to link any more.
        stage.close = true;
        return;
    };
    let words = session.article(article).map_or("", |article| article.text.slice(span));
    let name = if query.trim().is_empty() { words } else { query.trim() }.to_owned();
    look_up(offers, session, article, whose, query);
    let count = offers.now().len() + 1;
    let steered = list::steer(stage.ctx, frame::first_id("link"), at, count);
    let new = count - 1;
    if steered.moved {
        (*on_purpose, *refused) = (*at == new, false);
    }
    let mut chosen = steered.enter.then_some(*at).filter(|at| *at != new || *on_purpose);
    *refused |= steered.enter && chosen.is_none();
    let title = stage.fill(Words::LinkTo, &[words]);
    let sheet =
        SheetFrame { name: "link", title: &title, width: WIDTH, place: place(stage, session, article, anchor, span) };
    let response = sheet.show(stage, |ui, stage| {
        if let Linking::Mentions(mentions) = whose
            && mentions.len() > 1
        {
            frame::note(ui, &stage.fill(Words::MentionsSelected, &[&mentions.len().to_string()]));
        }
        let before = query.clone();
        let hint = stage.say(Words::TypeToFilter);
        frame::first_field(ui, stage.fresh, "link", &title, hint, query);
        if *query != before {
            (*at, *on_purpose, *refused) = (0, false, false);
        }
        if count == 1 {
            let words = if *refused { Words::NewOnPurpose } else { Words::NothingFound };
            let text = stage.fill(words, &[&name]);
            ui.label(if *refused {
                RichText::new(text).color(stage.theme.warning)
            } else {
                RichText::new(text).weak()
            });
        }
        ui.add_space(4.0);
        let height = (stage.ctx.content_rect().height() - 170.0).min(ROW * ROWS);
        ui.spacing_mut().item_spacing.y = 1.0;
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
            for number in 0..new {
                if offer(ui, stage, session, offers.now(), number, *at, steered.moved) {
                    chosen = Some(number);
                }
            }
        });
        ui.separator();
        let row = stage.fill(Words::NewEntity, &[&name]);
        if (ListRow { text: &row, right: "Ctrl+Enter", ..ListRow::default() })
            .show(ui, stage.theme, *at == new && *on_purpose)
            .clicked()
        {
            chosen = Some(new);
        }
    });
    if response.clicked_elsewhere() {
        stage.close = true;
    }
    let whose = whose.clone();
    if steered.with_ctrl || chosen == Some(new) {
        stage.finish(match whose {
            Linking::Mentions(mentions) => Action::LinkNew { mentions, name },
            Linking::Suggestion(id, _) => Action::Suggestion(SuggestionAction::AcceptNewEntity { id, name }),
        });
    } else if let Some(offer) = chosen.and_then(|chosen| offers.now().get(chosen)) {
        let entity = offer.entity.clone();
        stage.finish(match whose {
            Linking::Mentions(mentions) => Action::Link { mentions, entity: Some(entity) },
            Linking::Suggestion(id, _) => Action::Suggestion(SuggestionAction::AcceptEntity { id, entity }),
        });
    }
}

fn look_up(offers: &mut Offers, session: &Session, article: &ArticleId, whose: &Linking, query: &str) {
    let query = query.trim();
    let revision = session.total_revision();
    match whose {
        Linking::Mentions(mentions) => {
            let there = session.annotations(article).map(|annotations| &annotations.mentions);
            let Some(id) = mentions.iter().find(|id| there.is_some_and(|there| there.contains_key(*id))) else {
                return;
            };
            offers.of(id.as_str(), query, revision, || session.offers(article, id, query));
        }
        Linking::Suggestion(id, span) => {
            offers.of(&id.to_string(), query, revision, || session.offers_for(article, *id, *span, query));
        }
    }
}

fn offer(
    ui: &mut Ui,
    stage: &Stage,
    session: &Session,
    offers: &[Offer],
    number: usize,
    at: usize,
    reveal: bool,
) -> bool {
    let Some(offer) = offers.get(number) else { return false };
    let scheme = &session.project().scheme;
    let weak = names::hints(stage.language(), scheme, &offer.hints);
    let text = session.entity_label(&offer.entity);
    let row =
        ListRow { sign: list::sign(session, stage.theme, &offer.entity), text, weak: &weak, ..ListRow::default() };
    let response = row.show(ui, stage.theme, number == at);
    if number == at && reveal {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// Under the mention, or over it where there is more room; it stays there while the list is open.
fn place(stage: &Stage, session: &Session, article: &ArticleId, anchor: &mut Option<Rect>, span: Span) -> SheetPlace {
    if anchor.is_none() {
        let article = session.article(article);
        let rects = article.map_or_else(Vec::new, |article| stage.behind.text.rects(&article.text, span));
        *anchor = rects
            .first()
            .copied()
            .zip(rects.last().copied())
            .map(|(first, last)| Rect::from_min_max(first.min, last.max.max(first.max)));
    }
    let screen = stage.ctx.content_rect();
    match *anchor {
        Some(rect) if screen.intersects(rect) => {
            let left = rect.left().min(screen.right() - WIDTH - 40.0).max(screen.left() + 6.0);
            let (below, above) = (screen.bottom() - rect.bottom(), rect.top() - screen.top());
            if below >= HEIGHT || below >= above {
                SheetPlace::At(eframe::egui::pos2(left, rect.bottom() + 4.0), Align2::LEFT_TOP)
            } else {
                SheetPlace::At(eframe::egui::pos2(left, rect.top() - 4.0), Align2::LEFT_BOTTOM)
            }
        }
        _ => SheetPlace::Top,
    }
}

//! What the search sends to the background, and what comes back from there.

use std::time::{Duration, Instant};

use eframe::egui;

use super::App;
use crate::{
    app::{
        article,
        kit::{task, text::Words},
        panels::search::state::{Focus, HitChoice},
        state::action::SearchWish,
    },
    model::KindKey,
    search::{Matcher, Query},
    session::{Order, Tagging, ordered},
};

/// How long a frame reads what is to be tagged.
const PATIENCE: Duration = Duration::from_millis(6);

impl App {
    /// Opens the panel with its results as they were; words that are selected in the article are looked for at once.
    pub(in crate::app) fn open_search(&mut self, ctx: &egui::Context) {
        if self.session.is_none() {
            return self.toast(Words::NoProjectOpen);
        }
        let words = self.selected_words().filter(|words| !words.contains('\n'));
        self.show_search(Focus::Field);
        if let Some(words) =
            words.filter(|words| !self.view.search.query.regex && *words != self.view.search.query.words)
        {
            let of_name = self.session.as_ref().and_then(|session| session.lexicon().kind_of(&words));
            let search = &mut self.view.search;
            search.kind = of_name.or(search.kind.take());
            search.query.words = words;
            search.choice = HitChoice::default();
            self.begin_search(ctx);
        }
    }

    fn show_search(&mut self, focus: Focus) {
        self.view.text.leave();
        self.view.desk.problems = false;
        self.view.desk.search = true;
        self.view.search.focus = Some(focus);
    }

    /// Looks for the same words in every article, to be tagged as a kind: all that is found is chosen.
    pub(in crate::app) fn search_project(&mut self, ctx: &egui::Context, words: &str, kind: KindKey) {
        self.show_search(Focus::Tag);
        let search = &mut self.view.search;
        search.query = Query::exactly(words);
        (search.kind, search.listed_only) = (Some(kind), false);
        search.choice = HitChoice { all: true, ..HitChoice::default() };
        self.begin_search(ctx);
    }

    pub(in crate::app) fn search_wish(&mut self, ctx: &egui::Context, wish: SearchWish) {
        match wish {
            SearchWish::Begin => {
                self.view.search.choice.all = false;
                self.begin_search(ctx);
            }
            SearchWish::Stop => self.stop_search(),
            SearchWish::Show(row) => self.show_hit(row),
            SearchWish::Sort(order) => {
                self.view.search.order = order;
                self.sort_hits(ctx);
            }
            SearchWish::LookForMarked => self.look_for_marked(ctx),
            SearchWish::TagChosen => self.tag_chosen(),
            SearchWish::StopTagging => self.stop_tagging(),
            SearchWish::Close => {
                self.stop_search();
                self.view.desk.search = false;
                self.view.text.focus();
            }
        }
    }

    fn stop_search(&mut self) {
        if let Some(job) = &self.view.search.job {
            job.cancel();
            self.view.search.stopped = true;
        }
    }

    fn begin_search(&mut self, ctx: &egui::Context) {
        let Some(session) = &self.session else { return };
        let search = &mut self.view.search;
        (search.job, search.sorting, search.choice.marking) = (None, None, None);
        (search.stopped, search.choice.marked_for) = (false, None);
        let matcher = match Matcher::new(&search.query) {
            Ok(matcher) => matcher,
            // What was found before stays, while the expression is being mended.
            Err(bad) => return search.bad = Some(bad),
        };
        search.bad = None;
        if matcher.is_blank() {
            return search.forget_hits();
        }
        search.stale = true;
        let among = search.listed_only.then_some(self.view.articles.shown.as_slice());
        let texts = session.search(matcher, among);
        let job = self.tasks.start(ctx, "", move |worker| {
            texts.run(&worker.cancel, |found| worker.tell(found));
        });
        search.job = Some(job);
    }

    /// Takes in what was found since the last frame.
    pub(in crate::app) fn follow_search(&mut self, ctx: &egui::Context) {
        let search = &mut self.view.search;
        let (found, over) = task::answers(&mut search.job);
        found.into_iter().for_each(|found| search.take(found));
        let (orders, _) = task::answers(&mut search.sorting);
        orders.into_iter().for_each(|rows| search.sorted(rows));
        let (marked, _) = task::answers(&mut search.choice.marking);
        marked.into_iter().for_each(|numbers| search.choice.mark(numbers));
        if over {
            if std::mem::take(&mut search.stale) {
                search.forget_hits();
            }
            self.sort_hits(ctx);
        }
    }

    /// Puts the rows in order, in the background: a hundred thousand take longer than a frame.
    fn sort_hits(&mut self, ctx: &egui::Context) {
        let search = &mut self.view.search;
        search.sorting = None;
        if search.order == Order::Article {
            if !search.rows.is_empty() {
                search.at = search.number(search.at);
                search.rows.clear();
                search.reveal = true;
            }
            return;
        }
        // While hits still come in the rows stay as they come.
        if search.is_searching() {
            return;
        }
        let (hits, order) = (search.hits.clone(), search.order);
        let job = self.tasks.start(ctx, "", move |worker| {
            worker.tell(ordered(&hits, order));
        });
        search.sorting = Some(job);
    }

    fn look_for_marked(&mut self, ctx: &egui::Context) {
        let (Some(session), Some(kind)) = (&self.session, self.view.search.kind.clone()) else { return };
        let search = &mut self.view.search;
        search.choice.marking = None;
        let look = session.marked_among(search.hits.clone(), &kind);
        search.choice.marked = vec![false; search.hits.len()];
        search.choice.count();
        let job = self.tasks.start(ctx, "", move |worker| {
            look.run(&worker.cancel, |numbers| worker.tell(numbers));
        });
        search.choice.marking = Some(job);
        search.choice.marked_for = Some((kind, session.total_revision()));
    }

    /// Goes to a hit in its article; the keyboard stays where it is.
    fn show_hit(&mut self, row: usize) {
        let Some(hit) = self.view.search.hit(row) else { return };
        let (id, span) = (hit.meta.id.clone(), hit.span);
        self.view.search.at = row;
        self.view.search.reveal = true;
        self.open_article(&id);
        let fits = |session: &crate::session::Session| session.article(&id).is_some_and(|there| there.text.fits(span));
        // The text is another one than was searched, or could not be opened, which was said.
        if self.view.desk.article.as_ref() == Some(&id) && self.session.as_ref().is_some_and(fits) {
            self.view.text.select.set_span(span);
            self.view.text.reveal(span);
        }
        if self.view.desk.search {
            self.view.text.leave();
        }
    }

    /// The next hit, or the one before, shown in its article; round at the ends.
    pub(in crate::app) fn step_hit(&mut self, ctx: &egui::Context, forward: bool) {
        let search = &self.view.search;
        let count = search.len();
        if count == 0 {
            return self.open_search(ctx);
        }
        let shown = search.hit(search.at).is_some_and(|hit| {
            self.view.desk.article.as_ref() == Some(&hit.meta.id) && self.view.text.select.span() == Some(hit.span)
        });
        let next = match (shown, forward) {
            (false, _) => search.at,
            (true, true) => (search.at + 1) % count,
            (true, false) => (search.at + count - 1) % count,
        };
        let in_panel = ctx.memory(|memory| memory.focused()).is_some_and(|id| id != article::widget_id());
        self.show_hit(next);
        if !in_panel {
            self.view.text.focus();
        }
    }

    /// Begins to tag the chosen places; it is done piece by piece, so that the window waits for nothing.
    fn tag_chosen(&mut self) {
        let Some(kind) = self.view.search.kind.clone() else { return };
        if self.view.tagging.is_none() {
            self.view.tagging = Some(Tagging::new(self.view.search.to_tag(), kind));
        }
    }

    fn stop_tagging(&mut self) {
        if self.view.tagging.as_ref().is_some_and(Tagging::is_marking) {
            return;
        }
        if let (Some(session), Some(tagging)) = (&mut self.session, self.view.tagging.take()) {
            session.stop_tagging(tagging);
        }
    }

    /// Goes on tagging for a part of a frame; what is ready is one step of undo.
    pub(in crate::app) fn follow_tagging(&mut self, ctx: &egui::Context) {
        let (Some(session), Some(mut tagging)) = (&mut self.session, self.view.tagging.take()) else { return };
        let begun = Instant::now();
        match session.go_on_tagging(&mut tagging, || begun.elapsed() < PATIENCE) {
            Ok(false) => {
                self.view.tagging = Some(tagging);
                ctx.request_repaint();
            }
            Ok(true) => {
                let done = self.try_change(|session| session.tag_prepared(tagging));
                if let Some(done) = done {
                    let said = self.settings.language.fill(Words::TaggedCount, &[&done.count.to_string()]);
                    self.view.toasts.say(said);
                }
            }
            Err(refusal) => {
                session.stop_tagging(tagging);
                self.tell(refusal);
            }
        }
    }
}

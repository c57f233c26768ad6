//! Comparing the sets of people, and taking into gold what all of them say.

use std::collections::BTreeSet;

use eframe::egui;

use super::{App, actions};
use crate::{
    app::{
        kit::text::Words,
        state::desk::Tab,
        views::compare::{CompareState, Compared},
    },
    model::{AnnotationSet, SetId, SetRole},
    session::CompareRequest,
};

/// Which sets there are, folders that the project does not list among them; those that say anything first.
pub fn start_comparison(app: &mut App) {
    let Some(session) = &app.session else { return };
    let listed = &session.project().sets;
    let unlisted = |id: &SetId| AnnotationSet { id: id.clone(), name: id.to_string(), role: SetRole::Person };
    let sets = session.sets();
    app.view.desk.sets = sets.iter().map(|id| listed.get(id).cloned().unwrap_or_else(|| unlisted(id))).collect();
    app.view.desk.work = session.work();
    let work = &app.view.desk.work;
    app.view.desk.sets.sort_by_key(|set| !work.contains_key(&set.id));
}

/// Compares what is chosen, in the background; a comparison that is under way is given up.
pub fn compare(app: &mut App, ctx: &egui::Context) {
    let Some(session) = &app.session else { return };
    let sets: Vec<SetId> = app.view.compare.sets.iter().cloned().collect();
    if sets.len() < 2 {
        app.view.compare.task = None;
        app.view.compare.compared = None;
        app.view.compare.asked = None;
        return;
    }
    let CompareState { unfinished, training, .. } = app.view.compare;
    let request = CompareRequest { sets, unfinished, training };
    let comparer = session.comparer(request.clone());
    let language = app.settings.language;
    let name = language.say(Words::Comparing);
    let task = app.tasks.start(ctx, name, move |worker| {
        let step = |done: usize, all: usize| {
            worker.step(language.fill(Words::ReadingReview, &[&done.to_string(), &all.to_string()]));
        };
        let Some(comparison) = comparer.run(&worker.cancel, step) else { return };
        let (pairs, group) = (comparison.pairs(), comparison.group());
        let differences = pairs.iter().map(|pair| comparison.differences(pair.sides)).collect();
        let (agreed, present) = (comparison.agreed(false), comparison.agreed(true));
        worker.tell(Compared { comparison, pairs, group, differences, agreed, present });
    });
    (app.view.compare.task, app.view.compare.asked) = (Some(task), Some(request));
}

/// Turns to the gold set, with the people as its sources, and takes what all of them say.
pub fn decide_into_gold(app: &mut App) {
    let Some(compared) = app.view.compare.compared.clone() else { return };
    let Some(session) = &mut app.session else { return };
    let gold = session.project().sets.values().find(|set| set.role == SetRole::Gold).cloned();
    let set = gold.clone().unwrap_or_else(|| {
        let id = SetId::new("gold").unwrap_or_else(|_| unreachable!("“gold” is an id"));
        AnnotationSet { id, name: "Gold".to_owned(), role: SetRole::Gold }
    });
    if gold.is_none()
        && app.try_change(|session| session.perform(crate::edit::Edit::PutSet { set: set.clone() })).is_none()
    {
        return;
    }
    let sources: BTreeSet<SetId> =
        compared.comparison.sets.iter().filter(|source| **source != set.id).cloned().collect();
    let before = app.view.review.sources.replace(sources.clone());
    app.view.review.sources_before.get_or_insert(before);
    if let Some(session) = &mut app.session {
        session.decide_into(set.id.clone());
        let review = session.review().clone();
        session.set_review(crate::session::Review { sources: Some(sources), threshold: None, ..review });
    }
    let state = &app.view.compare;
    let mut agreed = if state.present { compared.present.clone() } else { compared.agreed.clone() };
    if state.single {
        agreed.extend(compared.comparison.single.iter().cloned());
    }
    if let Some(done) = app.try_change(|session| session.accept_unanimous(&agreed)) {
        let articles = agreed.len().to_string();
        let said = app.settings.language.fill(Words::TakenIntoGold, &[&done.count.to_string(), &articles]);
        app.view.toasts.say(said);
    }
    app.view.desk.tab = Tab::Review;
    // What differs most comes first; where nothing does, gold can be looked at.
    let worst = compared.differences.iter().flatten().next();
    let worst = worst.and_then(|difference| compared.comparison.coded.get(difference.coded));
    let article = worst.map(|coded| coded.article.clone()).or_else(|| app.view.desk.article.clone());
    if let Some(article) = article {
        // Opened anew, with what people said of it.
        app.view.desk.article = None;
        actions::open_article(app, &article);
    }
}

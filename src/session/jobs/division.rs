//! What must be known of all articles before the first is written: which are near copies of one story, and which part
//! each comes into.

use std::{collections::BTreeMap, sync::atomic::AtomicBool};

use super::export::{ExportProblem, ExportRequest, Exporter};
use crate::{
    dataset::{
        self, SplitPlan,
        manifest::SplitMethod,
        near_copies::{self, Sketch},
    },
    model::ArticleId,
    store::StoreError,
};

/// What a first look through the articles found; empty if the export needs none.
#[derive(Default)]
pub(in crate::session) struct FirstLook {
    /// The first near copy of each article; its own id where there are no others.
    pub stories: BTreeMap<ArticleId, ArticleId>,
    pub division: Option<Division>,
}

/// How articles were divided.
pub(in crate::session) struct Division {
    pub plan: SplitPlan,
    /// By article id.
    pub part_of: BTreeMap<String, usize>,
    pub method: SplitMethod,
}

impl Exporter {
    /// Looks through the chosen articles, if parts are asked for or the format tells of near copies.
    pub(in crate::session) fn look_through(
        &self,
        request: &ExportRequest,
        cancel: &AtomicBool,
        step: &mut dyn FnMut(usize, usize),
    ) -> Result<FirstLook, ExportProblem> {
        if request.split.is_none() && !request.format.tells_stories() {
            return Ok(FirstLook::default());
        }
        let (mut items, mut sketches, mut metas) = (Vec::new(), Vec::new(), Vec::new());
        self.each(request, cancel, step, &mut |document| {
            let Ok(document) = document else { return Ok(()) };
            sketches.push(Sketch::of(&document.article.text));
            items.push(dataset::SplitItem::new(&document.article.meta, &document.annotations, 0));
            metas.push(document.article.meta.clone());
            Ok(())
        })?;
        let text_of = |at: usize| self.reader.article(&metas[at]).map(|article| article.text.to_string().into());
        let groups =
            near_copies::group(&sketches, text_of).map_err(|error: StoreError| ExportProblem::Failed(error.into()))?;
        items.iter_mut().zip(&groups).for_each(|(item, story)| item.story = *story);
        let stories = metas.iter().zip(&groups).map(|(meta, first)| (meta.id.clone(), metas[*first].id.clone()));
        let stories = stories.collect();
        let division = request.split.as_ref().map(|plan| {
            let split = dataset::split(&items, plan)?;
            let parts = items.iter().zip(&split.part_of).filter_map(|(item, part)| Some((item.id.clone(), (*part)?)));
            let part_of = parts.collect();
            Ok::<_, ExportProblem>(Division { plan: plan.clone(), part_of, method: SplitMethod::of(plan, &split) })
        });
        Ok(FirstLook { stories, division: division.transpose()? })
    }
}

//! Plans what people write down on records, the reasons of decisions, and that marks are right under newer guidelines.

use super::{ChangeKind, Put, Refusal, Swap, plan::Planner};
use crate::{
    message::message,
    model::{Coalition, DecisionId, DecisionReason, Flag, Mention, Place, Remark, Remarked},
};

type PlannedRemark = Result<(ChangeKind, usize), Refusal>;

impl Planner<'_, '_> {
    pub(super) fn note_article(&mut self, place: Place, note: String) -> PlannedRemark {
        let before = self.remark(&place)?;
        self.put_remark(place, before.clone(), Remark { note, ..before });
        Ok((ChangeKind::Note, 1))
    }

    pub(super) fn flag(&mut self, place: Place, on: Remarked, flag: Option<Flag>) -> PlannedRemark {
        match on {
            Remarked::Article => {
                let before = self.remark(&place)?;
                self.put_remark(place, before.clone(), Remark { flag, ..before });
            }
            Remarked::Mention(id) => {
                let before = self.mention(&place, &id)?;
                if before.flag != flag {
                    let after = Mention { flag, ..before.clone() };
                    self.put_mention(&place, before, Some(after));
                }
            }
            Remarked::Coalition(id) => {
                let before = self.coalition(&place, &id)?;
                let after = Coalition { flag, ..before.clone() };
                self.change_coalition(&place, &before, after);
            }
        }
        Ok((ChangeKind::Flag, 1))
    }

    pub(super) fn explain(
        &mut self,
        place: &Place,
        decisions: &[DecisionId],
        reason: Option<DecisionReason>,
        note: &str,
    ) -> PlannedRemark {
        for id in decisions {
            let before = self.annotations(place).and_then(|there| there.decisions.get(id)).cloned();
            let before = before.ok_or_else(|| Refusal::Missing(message!("the decision")))?;
            let mut after = before.clone();
            (after.reason, after.note) = (reason, note.to_owned());
            if after != before {
                let swap = Box::new(Swap::change(before, after));
                self.puts.push(Put::Decision { place: place.clone(), id: *id, swap });
            }
        }
        Ok((ChangeKind::Explain, decisions.len()))
    }

    /// Only the version of the guidelines changes: when it was made, and by whom, stays.
    pub(super) fn reaffirm(&mut self, place: &Place) -> PlannedRemark {
        let guidelines = self.stamp.guidelines;
        let Some(there) = self.annotations(place).filter(|_| guidelines.is_some()) else {
            return Err(Refusal::Nothing);
        };
        let before = self.puts.len();
        for mention in
            there.mentions.values().filter(|mention| mention.guidelines.is_some_and(|old| Some(old) != guidelines))
        {
            let swap = Swap::change(mention.clone(), Mention { guidelines, ..mention.clone() });
            self.puts.push(Put::Mention { place: place.clone(), id: mention.id.clone(), swap });
        }
        for one in there.coalitions.values().filter(|one| one.guidelines.is_some_and(|old| Some(old) != guidelines)) {
            let swap = Box::new(Swap::change(one.clone(), Coalition { guidelines, ..one.clone() }));
            self.puts.push(Put::Coalition { place: place.clone(), id: one.id.clone(), swap });
        }
        Ok((ChangeKind::Reaffirm, self.puts.len() - before))
    }

    pub(super) fn remark(&self, place: &Place) -> Result<Remark, Refusal> {
        self.article(place)?;
        Ok(self.annotations(place).map(|there| there.remark.clone()).unwrap_or_default())
    }

    pub(super) fn put_remark(&mut self, place: Place, before: Remark, after: Remark) {
        if before != after {
            self.puts.push(Put::Remark { place, before, after });
        }
    }
}

//! The conflicts of an annotation file: of each record that two sides of a merge changed, the version that does not
//! stand; left out, it was removed there.
//!
//! ```ron
//! conflicts: [
//!     status(finished),
//!     mention(id: "m01", other: (id: "m01", start: 104, end: 107, text: "PKS", kind: "region", by: person, at: "…")),
//!     coalition(id: "c01"),
//! ],
//! ```

use serde::{Deserialize, Serialize};

use super::{
    decision_records::DecisionRecord,
    records::{CoalitionRecord, MentionRecord},
    spots::{Placing, Quoting},
};
use crate::{
    message::Message,
    model::{CoalitionId, Conflict, DecisionId, MentionId, Remark, Status},
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::store) enum ConflictRecord<'a> {
    Status(Status),
    Remark(Remark),
    Mention {
        id: MentionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Box<MentionRecord<'a>>>,
    },
    Coalition {
        id: CoalitionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Box<CoalitionRecord<'a>>>,
    },
    Decision {
        id: DecisionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<Box<DecisionRecord<'a>>>,
    },
}

impl<'a> ConflictRecord<'a> {
    pub(in crate::store) fn of(conflict: &'a Conflict, text: &'a impl Quoting) -> Result<Self, Message> {
        Ok(match conflict {
            Conflict::Status(status) => Self::Status(*status),
            Conflict::Remark(remark) => Self::Remark(remark.clone()),
            Conflict::Mention { id, other } => {
                let other = other.as_ref().map(|other| MentionRecord::quoted(other, text)).transpose()?;
                Self::Mention { id: id.clone(), other: other.map(Box::new) }
            }
            Conflict::Coalition { id, other } => {
                let other = other.as_ref().map(|other| CoalitionRecord::of(other, text)).transpose()?;
                Self::Coalition { id: id.clone(), other: other.map(Box::new) }
            }
            Conflict::Decision { id, other } => {
                let other = other.as_ref().map(|other| DecisionRecord::quoted(*id, other, text)).transpose()?;
                Self::Decision { id: *id, other: other.map(Box::new) }
            }
        })
    }

    /// The conflict with its spans in place, or what does not fit.
    pub(in crate::store) fn into_conflict(self, text: &impl Placing) -> Result<Conflict, Message> {
        Ok(match self {
            Self::Status(status) => Conflict::Status(status),
            Self::Remark(remark) => Conflict::Remark(remark),
            Self::Mention { id, other } => {
                let other = other.map(|other| other.into_mention(text)).transpose().map_err(|misfit| misfit.reason)?;
                Conflict::Mention { id, other: other.map(Box::new) }
            }
            Self::Coalition { id, other } => {
                let other = other.map(|other| other.into_coalition(text));
                if let Some(reason) = other.as_ref().and_then(|(_, unfit)| unfit.first()) {
                    return Err(reason.clone());
                }
                Conflict::Coalition { id, other: other.map(|(other, _)| Box::new(other)) }
            }
            Self::Decision { id, other } => {
                let other = other.map(|other| other.into_decision(text)).transpose().map_err(|misfit| misfit.reason)?;
                Conflict::Decision { id, other: other.map(Box::new) }
            }
        })
    }
}

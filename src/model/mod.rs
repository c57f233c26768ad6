//! Floor 0: plain data with laws. Standard library and serde only; nothing here reads a file, knows a
//! window or can fail on I/O. Offsets are **bytes** of the article's text everywhere in memory.

mod annotation_set;
mod annotations;
mod article;
mod assignment;
mod calendar;
mod choice_scheme;
mod coalition;
mod colour;
mod conflict;
mod date;
mod decision;
mod entity;
mod field;
mod fold;
mod gazetteer_choice;
mod guidelines_version;
mod id;
mod keyed;
mod language;
mod mention;
pub mod notation;
mod office_words;
mod options;
mod project;
mod provenance;
mod random;
mod remark;
mod scheme;
mod settled;
mod span;
mod span_index;
mod statement_key;
mod statement_scheme;
mod statement_summary;
mod status;
mod summary;
mod tally;
mod text;
mod variable;
mod words;
mod workspace;
mod zone;

pub use annotation_set::{AnnotationSet, SetRole};
pub use annotations::{Annotations, Misfit};
pub use article::{Article, ArticleMeta, Guess, Import, LineEnds};
pub use assignment::{Assignment, Assignments, Portion, SamplingDraw, Stratum};
pub use calendar::{Calendar, Election, RegistrationDays, Threshold, VoteShare};
pub use choice_scheme::{BuiltInChoice, ChoiceScheme, ChoiceSign, Glyph, StatusMeaning, StatusSense};
pub use coalition::{Backing, Coalition, Filler, Race, Slot, Ticket};
pub use colour::Colour;
pub use conflict::{Conflict, ProjectConflict};
pub use date::{Date, Timestamp};
pub use decision::{
    Claim, ClaimedBacking, ClaimedFiller, Decision, DecisionId, DecisionReason, MisfitDecision, Outcome, Statement,
    Telling, Verdict,
};
pub use entity::{Entity, circle_of_parts, circles, is_authority_id};
pub use field::{
    Field, FieldChoice, FieldKey, FieldOwner, FieldType, entities_in, fill_values, repoint_values, values_agree,
};
pub use fold::{Fold, HYPHENS, is_invisible, is_mark, is_odd_space};
pub use gazetteer_choice::{DELIVERED, GazetteerChoice};
pub use guidelines_version::GuidelinesVersion;
pub use id::{ArticleId, BadId, CoalitionId, EntityId, KindKey, MentionId, SetId, slug};
pub(crate) use keyed::keyed;
pub use language::TextLanguage;
pub use mention::{LinkedMention, Mention};
pub use office_words::OfficeWords;
pub use options::{MOST_HELD_BACK, Options};
pub use project::Project;
pub use provenance::{LinkSource, Origin, Proposal, Score, Suggested};
pub use random::Random;
pub use remark::{Flag, Remark, Remarked};
pub use scheme::{Kind, LineStyle, Scheme};
pub use settled::{Settled, SettledRecords};
pub use span::{Span, SpanRelation};
pub use span_index::SpanIndex;
pub use statement_key::{Certainty, Office, Stance};
pub use statement_scheme::{OfficeScheme, RANKS, SchemeFault, StatementScheme};
pub use statement_summary::{PartySummary, StatementSummary};
pub use status::Status;
pub use summary::Summary;
pub use tally::Tally;
pub use text::Text;
pub use variable::{Number, Variable, Variables};
pub use words::{
    is_whole, is_word, joined_word_at, line_around, snap_to_graphemes, snap_to_words, step_grapheme, step_word, word_at,
};
pub use workspace::{Place, Workspace};
pub use zone::Zone;

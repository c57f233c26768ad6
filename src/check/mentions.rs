//! Checks of the text and of single mentions.

use std::collections::HashMap;

use super::{Check, Severity::*, kind_name};
use crate::{
    message::{Message, message},
    model::{Conflict, EntityId, KindKey, Mention, SpanRelation},
};

pub(super) const CHECKS: &[Check] =
    &[TEXT_HASH, CONFLICT, MISFIT, SPAN_FITS, UNKNOWN_KIND, UNLINKED, UNKNOWN_ENTITY, LINK_KIND, SAME_TWICE];

const TEXT_HASH: Check = Check {
    name: "text-hash",
    about: "The text is the one that was imported.",
    severity: Error,
    run: |subject, found| {
        let article = subject.article;
        if article.meta.text_sha256 != (subject.facts.text_hash)(&article.text) {
            found.article(message!(
                "the text of {article} is not the one that was annotated: its hash differs. Restore the text file, \
                 for example from Git",
                article = article.meta.id.as_str()
            ));
        } else if article.meta.length != article.text.chars_len() {
            found.article(message!(
                "the metadata of {article} say {length} code points, the text has {real}. Correct the length there",
                article = article.meta.id.as_str(),
                length = article.meta.length,
                real = article.text.chars_len()
            ));
        }
    },
};

pub(super) const MISFIT: Check = Check {
    name: "misfit",
    about: "Every mention and decision of the file covers the words that it says.",
    severity: Error,
    run: |subject, found| {
        for misfit in &subject.annotations.misfits {
            let mention = &misfit.mention;
            let problem = found.article(message!(
                "mention {mention} of the file (“{words}”, code points {start} to {end}) is set aside: {reason}. Mark \
                 it again where it belongs, then remove it",
                mention = mention.id.as_str(),
                words = misfit.quote.as_str(),
                start = mention.span.start,
                end = mention.span.end,
                reason = &misfit.reason
            ));
            // Its offsets mean nothing in this text, so the problem has no span.
            problem.mention = Some(mention.id.clone());
        }
        for misfit in &subject.annotations.misfit_decisions {
            found.article(message!(
                "decision {decision} of the file (“{words}”) is set aside: {reason}. Decide again, then remove it",
                decision = misfit.id.to_string(),
                words = misfit.quotes.join("”, “"),
                reason = &misfit.reason
            ));
        }
    },
};

pub(super) const CONFLICT: Check = Check {
    name: "conflict",
    about: "No record waits for a choice between two versions of it.",
    severity: Error,
    run: |subject, found| {
        for conflict in &subject.annotations.conflicts {
            let removed = matches!(
                conflict,
                Conflict::Mention { other: None, .. }
                    | Conflict::Coalition { other: None, .. }
                    | Conflict::Decision { other: None, .. }
            );
            let record = match subject.annotations.words_of(conflict, &subject.article.text) {
                Some(words) => message!("“{words}”, {record}", words = words, record = conflict.record()),
                None => conflict.record(),
            };
            let problem = found.article(if removed {
                message!(
                    "{record} was changed on one side of a merge and removed on the other; it stands. Choose between the \
                     two in the window",
                    record = record
                )
            } else {
                message!(
                    "{record} was changed on both sides of a merge; one version stands and the other is kept. Choose \
                     between them in the window",
                    record = record
                )
            });
            match conflict {
                Conflict::Mention { id, .. } => {
                    problem.mention = Some(id.clone());
                    problem.span = subject.annotations.mentions.get(id).map(|mention| mention.span);
                }
                Conflict::Coalition { id, .. } => problem.coalition = Some(id.clone()),
                Conflict::Status(_) | Conflict::Remark(_) | Conflict::Decision { .. } => {}
            }
        }
    },
};

const SPAN_FITS: Check = Check {
    name: "span-fits",
    about: "Mentions and evidence lie inside the text, on character borders, and are not empty.",
    severity: Error,
    run: |subject, found| {
        let (text, annotations) = (&subject.article.text, subject.annotations);
        for mention in annotations.mentions.values().filter(|mention| !text.fits(mention.span)) {
            let (start, end) = (mention.span.start, mention.span.end);
            let message = message!(
                "mention {mention} covers bytes {start} to {end}, which is not a piece of the text. Remove it",
                mention = mention.id.as_str(),
                start = start,
                end = end
            );
            found.article(message).mention = Some(mention.id.clone());
        }
        for coalition in annotations.coalitions.values() {
            for span in coalition.evidence.iter().filter(|&&span| !text.fits(span)) {
                let message = message!(
                    "the evidence of {coalition} covers bytes {start} to {end}, which is not a piece of the text. \
                     Choose it again",
                    coalition = coalition.id.as_str(),
                    start = span.start,
                    end = span.end
                );
                found.article(message).coalition = Some(coalition.id.clone());
            }
        }
    },
};

const UNKNOWN_KIND: Check = Check {
    name: "unknown-kind",
    about: "Every mention is of a kind that the scheme has.",
    severity: Error,
    run: |subject, found| {
        for mention in subject.annotations.mentions.values() {
            if !(subject.facts.has_kind)(&mention.kind) {
                let message = message!(
                    "the scheme has no kind “{kind}”. Add the kind, or tag the words again",
                    kind = mention.kind.as_str()
                );
                found.mention(mention, message);
            }
        }
    },
};

const UNLINKED: Check = Check {
    name: "unlinked",
    about: "Every party, candidate and region is linked to its entity.",
    severity: Note,
    run: |subject, found| {
        let linkable = [KindKey::party(), KindKey::candidate(), KindKey::region()];
        for mention in subject.annotations.mentions.values() {
            if mention.entity.is_none() && linkable.contains(&mention.kind) {
                let words = subject.article.text.slice(mention.span);
                let message = message!(
                    "“{words}” is not linked to a {kind}. Link it (E), or leave it open if the text does not tell",
                    words = words,
                    kind = kind_name(&mention.kind)
                );
                found.mention(mention, message);
            }
        }
    },
};

const UNKNOWN_ENTITY: Check = Check {
    name: "unknown-entity",
    about: "Every link leads to an entity that exists.",
    severity: Error,
    run: |subject, found| {
        for mention in subject.annotations.mentions.values() {
            if let Some(entity) = unknown(mention, subject.facts.kind_of) {
                if subject.facts.proposes {
                    let message = message!(
                        "“{words}” is linked to {entity}, which comes into the project when this is accepted",
                        words = subject.article.text.slice(mention.span),
                        entity = entity.as_str()
                    );
                    found.mention(mention, message).severity = Note;
                    continue;
                }
                let message = message!(
                    "“{words}” is linked to {entity}, which neither the project nor the built-in list has. Link it \
                     again, or add the entity",
                    words = subject.article.text.slice(mention.span),
                    entity = entity.as_str()
                );
                found.mention(mention, message);
            }
        }
    },
};

fn unknown<'a>(mention: &'a Mention, kind_of: &dyn Fn(&EntityId) -> Option<KindKey>) -> Option<&'a EntityId> {
    mention.entity.as_ref().filter(|entity| kind_of(entity).is_none())
}

const LINK_KIND: Check = Check {
    name: "link-kind",
    about: "A mention is linked to an entity of its own kind.",
    severity: Error,
    run: |subject, found| {
        for mention in subject.annotations.mentions.values() {
            let kind = mention.entity.as_ref().and_then(|entity| (subject.facts.kind_of)(entity));
            if let Some(kind) = kind.filter(|kind| *kind != mention.kind) {
                let message = message!(
                    "“{words}” is tagged as {kind} but linked to a {other}. Change the kind or the link",
                    words = subject.article.text.slice(mention.span),
                    kind = kind_name(&mention.kind),
                    other = kind_name(&kind)
                );
                found.mention(mention, message);
            }
        }
    },
};

const SAME_TWICE: Check = Check {
    name: "same-twice",
    about: "Mentions of one kind do not overlap.",
    severity: Warning,
    run: |subject, found| {
        // In reading order a mention can overlap only later ones that begin before its end; of one kind, few are open.
        let mut open: HashMap<&KindKey, Vec<&Mention>> = HashMap::new();
        for mention in subject.annotations.in_reading_order() {
            let open = open.entry(&mention.kind).or_default();
            open.retain(|earlier| earlier.span.end > mention.span.start);
            if let Some(earlier) = open.last() {
                let text = &subject.article.text;
                let (words, others) = (text.slice(mention.span), text.slice(earlier.span));
                let kind = kind_name(&mention.kind);
                let message: Message = if earlier.span.relation(mention.span) == SpanRelation::Stacked {
                    message!("“{words}” is tagged as {kind} twice. Remove one of the two", words = words, kind = kind)
                } else {
                    message!(
                        "“{words}” overlaps “{others}”, both tagged as {kind}. Keep the right one",
                        words = words,
                        others = others,
                        kind = kind
                    )
                };
                found.mention(mention, message);
            }
            open.push(mention);
        }
    },
};

#[cfg(test)]
mod tests {
    use super::super::testing::TestCase;
    use crate::{
        message::Message,
        model::{KindKey, Misfit, Span},
    };

    #[test]
    fn text_hash() {
        TestCase::new("[PKS|party:pks] rapat").quiet("text-hash");
        let mut case = TestCase::new("[PKS|party:pks] rapat");
        case.article.meta.text_sha256 = "0".into();
        case.says("text-hash", &["its hash differs"]);
        let mut case = TestCase::new("[PKS|party:pks] rapat");
        case.article.meta.length = 1;
        case.says("text-hash", &["say 1 code points, the text has 9"]);
    }

    #[test]
    fn misfit() {
        let mut case = TestCase::new("[PKS|party:pks] rapat");
        case.quiet("misfit");
        let mention = case.annotations.mentions.values().next().unwrap().clone();
        case.annotations.misfits.push(Misfit {
            mention,
            quote: "PKB".into(),
            reason: Message::verbatim("the text says “PKS”"),
        });
        case.says("misfit", &["“PKB”, code points 0 to 3"]);
    }

    #[test]
    fn span_fits() {
        let mut case = TestCase::new("[PKS|party:pks] rapat").coalition("c1", |_| {});
        case.quiet("span-fits");
        case.annotations.mentions.values_mut().for_each(|mention| mention.span = Span::new(5, 99));
        case.annotations.coalitions.values_mut().for_each(|coalition| coalition.evidence = vec![Span::new(4, 4)]);
        case.says("span-fits", &["bytes 5 to 99", "bytes 4 to 4"]);
    }

    #[test]
    fn unknown_kind() {
        TestCase::new("[PKS|party:pks]").quiet("unknown-kind");
        TestCase::new("[PKS|partei]").says("unknown-kind", &["no kind “partei”"]);
    }

    #[test]
    fn unlinked() {
        TestCase::new("[PKS|party:pks] [rapat|event]").quiet("unlinked");
        TestCase::new("[Bogor|region]").says("unlinked", &["“Bogor” is not linked to a region"]);
    }

    #[test]
    fn unknown_entity() {
        TestCase::new("[PKS|party:pks] [Bogor|region]").quiet("unknown-entity");
        TestCase::new("[PKX|party:pkx]").says("unknown-entity", &["party:pkx, which neither"]);
    }

    #[test]
    fn link_kind() {
        let mut case = TestCase::new("[PKS|party:pks]");
        case.quiet("link-kind");
        case.annotations.mentions.values_mut().for_each(|mention| mention.kind = KindKey::region());
        case.says("link-kind", &["tagged as region but linked to a party"]);
    }

    #[test]
    fn same_twice() {
        TestCase::new("[Pilbup [Lebak|region:36.02]|event] [PKS|party:pks], [PSI|party:psi]").quiet("same-twice");
        TestCase::new("[[PKS|party:pks]|party:pks]").says("same-twice", &["tagged as party twice"]);
        TestCase::new("[Partai [PKS|party:pks]|party:pks]").says("same-twice", &["“PKS” overlaps “Partai PKS”"]);
    }
}

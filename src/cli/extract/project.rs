//! Suggestions for the articles of a project.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{Arc, atomic::AtomicBool},
};

use serde_json::json;

use super::Extract;
use crate::{
    cli::Failure,
    cli::{
        Report,
        cancel::cancelled_by_keys,
        open,
        progress::ProgressLine,
        say,
        table::{counted, visible},
        who,
    },
    compare::PairCounts,
    formats::RecordFate,
    model::KindKey,
    session::{
        Extracted, ExtractionProgress, ExtractionRequest, Filter, Learned, LearnerTrial, Program, ProgramEnd, one_file,
    },
};

impl Extract {
    pub(super) fn in_project(
        &self,
        dir: &Path,
        program: Option<Program>,
        labels: BTreeMap<String, KindKey>,
        mut learned: Option<Learned>,
    ) -> Result<Report, Failure> {
        let mut session = open(dir, who(self.author.clone()))?;
        if let Some(reason) = session.read_only() {
            return Err(format!("{}: nothing can be stored. {reason}", dir.display()).into());
        }
        if self.learn {
            // What is finished is known only when everything was looked at.
            session.wait_until_read();
        }
        let articles = self.articles.as_ref().map(|words| {
            let filter = Filter { words: words.clone(), ..Filter::default() };
            let rows = session.rows();
            let chosen = rows.passing(&filter).into_iter().filter_map(|at| rows.at(at));
            chosen.map(|row| row.meta.id.clone()).collect::<BTreeSet<_>>()
        });
        let (mut learned_from, mut trial) = (None, None);
        if let Some(keep) = &self.keep {
            one_file::may_write(keep, Learned::is_one)?;
            let taught = session.teacher().run(&AtomicBool::new(false), |_, _| {});
            let taught = taught.ok_or("nothing was learned")?;
            learned_from = Some(taught.articles);
            trial = taught.trial;
            if let Some(trial) = trial.as_ref().filter(|trial| !trial.is_passed()) {
                return Err(format!("{}: nothing is kept. {}", keep.display(), of_trial(trial)).into());
            }
            learned = taught.learned;
            let kept = learned.as_ref().ok_or("there is no finished article with a mention to learn from")?;
            one_file::write_over_ours(keep, &kept.to_bytes(), Learned::is_one)?;
        }
        let cancel = if program.is_some() { cancelled_by_keys() } else { AtomicBool::new(false).into() };
        let run = session.extraction_job(ExtractionRequest {
            articles,
            set: self.set.clone(),
            program,
            learn: self.learn && learned.is_none(),
            learned: learned.map(Arc::new),
            anyway: self.anyway,
            labels,
        })?;
        let mut progress = ProgressLine::new();
        let step = |ExtractionProgress { done, all, percent }| {
            progress.show(|| format!("{percent} %  {done} of {}", counted(all, "article")));
        };
        let found = run.run(&cancel, step)?;
        drop(progress);
        let mut extracted = session.add_extracted(found)?;
        extracted.learned_from = extracted.learned_from.or(learned_from);
        extracted.trial = extracted.trial.or(trial);
        session.save().map_err(|error| Failure::of_project(session.dir(), error))?;
        tell(&extracted);
        if extracted.done == 0
            && let Some(ended) = extracted.program.as_ref().filter(|_| extracted.articles > 0)
        {
            return Err(format!("nothing was answered: {}", ended.how).into());
        }
        let findings = extracted.worth_a_look() || extracted.cancelled;
        let text = if self.json { crate::cli::json(&as_json(&extracted))? } else { in_words(&extracted) };
        Ok(Report { text, findings })
    }
}

/// What the program said and what did not go in, on standard error.
fn tell(extracted: &Extracted) {
    if let Some(program) = &extracted.program {
        program.lines().for_each(|line| say(&format!("program: {line}")));
        if program.how != ProgramEnd::Well {
            say(&program.how.to_string());
        }
    }
    for problem in &extracted.problems {
        let note = if problem.severity == RecordFate::Note { "note: " } else { "" };
        say(&format!("{note}{problem}"));
    }
    if extracted.more_problems > 0 {
        say(&format!("and {} more of that kind", extracted.more_problems));
    }
}

fn in_words(extracted: &Extracted) -> String {
    let kinds: Vec<String> = extracted.mentions.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
    let mentions = if kinds.is_empty() { "no mentions".to_owned() } else { kinds.join(", ") };
    let (articles, coalitions) = (counted(extracted.done, "article"), counted(extracted.coalitions, "coalition"));
    let mut text = format!("{articles}: {mentions}, {coalitions}\n");
    if let Some(from) = extracted.learned_from {
        text += &format!("learned from {}\n", counted(from, "article"));
    }
    if let Some(trial) = &extracted.trial {
        text += &format!("{}\n", of_trial(trial));
    }
    if extracted.silent > 0 {
        let silent = counted(extracted.silent, "article");
        text += &format!("nothing proposed in {silent} without a regional election (--anyway looks into them)\n");
    }
    let changed = counted(extracted.changed, "article");
    text += &match extracted.changed {
        0 => format!("{} says the same as before\n", extracted.set),
        _ => format!("{} says something else now on {changed}\n", extracted.set),
    };
    if !extracted.missing.is_empty() {
        let ids: Vec<&str> = extracted.missing.iter().take(20).map(|id| id.as_str()).collect();
        let more = if extracted.missing.len() > ids.len() { ", …" } else { "" };
        text +=
            &format!("left as they were: {} ({}{more})\n", counted(extracted.missing.len(), "article"), ids.join(", "));
    }
    visible(&text)
}

/// How what was learned did on articles kept back, in a sentence.
fn of_trial(trial: &LearnerTrial) -> String {
    let f1 = |counts: PairCounts| format!("{:.3}", counts.f1().unwrap_or(0.0));
    let (rules, learned) = (f1(trial.rules), f1(trial.learned));
    let articles = counted(trial.articles, "article");
    if trial.is_passed() {
        let kinds: Vec<&str> = trial.kinds.iter().map(|kind| kind.as_str()).collect();
        let kinds = kinds.join(", ");
        return format!(
            "on {articles} kept back: F1 of mentions {learned}, by the rules alone {rules}; what was learned decides of \
             {kinds}"
        );
    }
    format!(
        "What was learned is not used: on {articles} kept back it finds mentions of no kind better than the rules alone, \
         whose F1 is {rules}. Finish more articles, all of them in one way"
    )
}

fn as_json(extracted: &Extracted) -> serde_json::Value {
    let program = extracted.program.as_ref().map(
        |program| json!({ "ended": program.how.to_string(), "well": program.how == ProgramEnd::Well, "stderr": program.said }),
    );
    json!({
        "set": extracted.set,
        "articles": extracted.articles,
        "done": extracted.done,
        "changed": extracted.changed,
        "mentions": extracted.mentions,
        "coalitions": extracted.coalitions,
        "missing": extracted.missing,
        "problems": extracted.problems,
        "more_problems": extracted.more_problems,
        "cancelled": extracted.cancelled,
        "silent": extracted.silent,
        "learned_from": extracted.learned_from,
        "trial": extracted.trial.as_ref().map(|trial| json!({
            "articles": trial.articles,
            "kinds": trial.kinds,
            "f1_rules": trial.rules.f1(),
            "f1_learned": trial.learned.f1(),
            "used": trial.is_passed(),
        })),
        "program": program,
    })
}

//! `tandai assign`: who codes what.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{Mutex, atomic::AtomicBool},
};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{
    Failure, Report, json, open,
    progress::ProgressLine,
    say,
    table::{columns, counted},
    who,
};
use crate::{
    dataset::assign::Draw,
    edit::{Edit, Refusal},
    model::{AnnotationSet, SamplingDraw, SetId, SetRole, Stratum, slug},
    session::{Session, SetProgress},
};

/// Draw who codes which article, or show how far everybody is
///
/// Near copies of a story stay with one person, the strata in proportion, and the share that two people code is drawn at
/// random, so that their agreement tells of all. The same seed draws the same. What is assigned stays: run it again for
/// articles that came later, or with --release to hand on what somebody has not finished. Without --to it shows how far
/// everybody is.
#[derive(Args)]
pub struct Assign {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Who codes: names, with commas between them; a person without a set gets one
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    to: Vec<String>,
    /// The share of the stories that two people code, in percent: 20 or 20%
    #[arg(long, default_value = "0", value_name = "SHARE")]
    double: String,
    /// What each person gets in proportion, with commas between
    #[arg(long, value_delimiter = ',', value_name = "STRATA")]
    by: Vec<StratumArg>,
    /// So many stories for everybody, to begin with
    #[arg(long, default_value_t = 0, value_name = "N")]
    training: usize,
    /// Another number draws otherwise
    #[arg(long, default_value_t = 7, value_name = "N")]
    seed: u64,
    /// Hand on what this person has not finished to those of --to
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum StratumArg {
    Source,
    Month,
    Year,
}

#[derive(Serialize)]
struct AssignmentFigures<'a> {
    assigned: usize,
    unassigned: usize,
    drawings: &'a [SamplingDraw],
    people: Vec<SetProgress>,
}

impl Assign {
    pub fn run(self) -> Result<Report, Failure> {
        let mut session = open(&self.dir, who(None))?;
        if !self.to.is_empty() {
            self.draw(&mut session)?;
        } else if self.release.is_some() {
            return Err("--release needs --to: who takes the articles over".into());
        }
        let people = session.progress()?;
        let problems = session.assignment_problems();
        problems.iter().for_each(|problem| say(&problem.to_string()));
        let assignments = &session.project().assignments;
        let unassigned = session.rows().iter().filter(|row| !assignments.articles.contains_key(&row.meta.id)).count();
        let text = if self.json {
            let (assigned, drawings) = (assignments.articles.len(), &assignments.drawings[..]);
            json(&AssignmentFigures { assigned, unassigned, drawings, people })?
        } else {
            table(&people, assignments.articles.len(), unassigned)
        };
        Ok(Report { text, findings: !problems.is_empty() })
    }

    fn draw(&self, session: &mut Session) -> Result<(), Failure> {
        let dir = session.dir().display().to_string();
        if let Some(reason) = session.read_only() {
            return Err(format!("{dir}: nothing can be assigned. {reason}").into());
        }
        let share = self.double.trim().trim_end_matches('%').trim_end();
        let double = share.parse().ok().filter(|share| *share <= 100);
        let double = double.ok_or_else(|| format!("--double: “{}” is not a share from 0 to 100", self.double))?;
        let find = |name: &String| session.find_set(name).ok_or_else(|| format!("{dir}: there is no set {name}"));
        let release = self.release.as_ref().map(find).transpose()?;
        let (mut new, mut to) = (Vec::new(), BTreeSet::new());
        for name in self.to.iter().map(|name| name.trim()) {
            let set = match session.find_set(name) {
                Some(set) => set,
                None => SetId::new(slug(name)).map_err(|error| format!("--to: {error}"))?,
            };
            if !session.project().sets.contains_key(&set) {
                new.push(AnnotationSet { id: set.clone(), name: name.to_owned(), role: SetRole::Person });
            }
            to.insert(set);
        }
        let by = self.by.iter().map(|by| match by {
            StratumArg::Source => Stratum::Source,
            StratumArg::Month => Stratum::Month,
            StratumArg::Year => Stratum::Year,
        });
        let draw = Draw { to, double, by: by.collect(), training: self.training, seed: self.seed, release };
        let progress = Mutex::new(ProgressLine::new());
        let step = |done, all| {
            if let Ok(mut progress) = progress.lock() {
                progress.show(|| format!("reading {done} of {all}"));
            }
        };
        let drawn = session.assigner(draw).run(&AtomicBool::new(false), step);
        drop(progress);
        let drawn = drawn.ok_or("stopped")?.map_err(|reason| format!("{dir}: {reason}"))?;
        for set in new {
            session.perform(Edit::PutSet { set })?;
        }
        match session.assign(drawn) {
            Ok(_) => {}
            Err(Refusal::Nothing) => say("nothing to do: every article is assigned already"),
            Err(refusal) => return Err(refusal.into()),
        }
        session.save().map_err(Failure::from)
    }
}

fn table(people: &[SetProgress], assigned: usize, unassigned: usize) -> String {
    let head = ["", "assigned", "double", "training", "begun", "finished", "minutes an article"].map(str::to_owned);
    let row = |one: &SetProgress| {
        let counts = [one.assigned, one.double, one.training, one.begun, one.finished].map(|count| count.to_string());
        let [assigned, double, training, begun, finished] = counts;
        let minutes = one.minutes.map_or_else(|| "undefined".to_owned(), |minutes| format!("{minutes:.1}"));
        [one.set.to_string(), assigned, double, training, begun, finished, minutes]
    };
    let mut rows = vec![head];
    rows.extend(people.iter().map(row));
    format!("{}{} assigned, {unassigned} not\n", columns(&rows), counted(assigned, "article"))
}

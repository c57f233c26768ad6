//! `tandai gazetteer`: which names a project knows besides its own.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;
use serde_json::json;

use super::{
    Failure, Report, open, say,
    table::{counted, entities, visible},
    who,
};
use crate::{
    message::Message,
    model::GazetteerChoice,
    session::{GazetteerChange, Session},
};

/// Say or choose which names a project knows besides its own
///
/// A gazetteer is `none`, one that comes with the program (`id-2024`: parties, regions and candidates of Indonesia), or a folder
/// inside the project with any of entities.ron, parties.ron, regions.ron and pairs.ron. Without one the rules for Indonesian
/// news propose nothing. Where marks use entities that nobody would know any more, nothing is changed, and each is named with
/// the number of its uses (exit status 2); with --keep those become the project's own, with --anyway they go (exit status 1).
#[derive(Args)]
pub struct GazetteerArguments {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// none, id-2024, or a folder inside the project; without it the project's own is said
    #[arg(value_parser = choice)]
    choice: Option<GazetteerChoice>,
    /// Keep the names that are in use as the project's own
    #[arg(long, requires = "choice")]
    keep: bool,
    /// Change it even if entities that are in use lose their names
    #[arg(long, requires = "choice", conflicts_with = "keep")]
    anyway: bool,
    /// Say what would happen; store nothing
    #[arg(long, requires = "choice")]
    dry_run: bool,
    /// Say what happened as one JSON object
    #[arg(long)]
    json: bool,
}

/// A gazetteer as it is named on the command line.
pub fn choice(text: &str) -> Result<GazetteerChoice, Message> {
    GazetteerChoice::named(text)
}

impl GazetteerArguments {
    pub fn run(self) -> Result<Report, Failure> {
        let mut session = open(&self.dir, who(None))?;
        let Some(choice) = &self.choice else {
            return self.tell(&session);
        };
        if let Some(reason) = session.read_only().filter(|_| !self.dry_run) {
            return Err(format!("{}: nothing can be stored. {reason}", self.dir.display()).into());
        }
        let change = session.gazetteer_reader(choice.clone())?.read(&AtomicBool::new(false));
        for (entity, uses) in &change.nameless {
            let name = session.entity(entity).map_or("", |entity| entity.name.as_str());
            let would = if self.keep { "becomes the project’s own" } else { "would have no name" };
            say(&format!("{entity} “{name}”, used {}, {would}", counted(*uses, "time")));
        }
        change.unread.iter().for_each(|notice| say(&notice.to_string()));
        let doubtful = (!change.nameless.is_empty() && !self.keep) || !change.unread.is_empty();
        if doubtful && !self.anyway && !self.dry_run {
            let way_out = "say --keep to keep the names that are in use as the project’s own, or --anyway";
            return Err(format!("{}: the gazetteer was not changed; {way_out}", self.dir.display()).into());
        }
        let text = if self.json { super::json(&self.as_json(&change))? } else { self.in_words(&change) };
        if !change.same && !self.dry_run {
            session.put_gazetteer(change, self.keep)?;
            session.save().map_err(|error| Failure::of_project(session.dir(), error))?;
        }
        Ok(Report { text, findings: doubtful })
    }

    fn tell(&self, session: &Session) -> Result<Report, Failure> {
        let told = session.options().gazetteer.told();
        let known = session.lexicon().entities().count();
        let text = if self.json {
            super::json(&json!({ "gazetteer": told, "known": known }))?
        } else {
            format!("{told}: {} known, with the project’s own\n", entities(known))
        };
        Ok(Report { text, findings: false })
    }

    fn in_words(&self, change: &GazetteerChange) -> String {
        let (before, after) = (change.known.0, change.known_after(self.keep));
        let mut text = format!("{}: {} known, {before} before\n", change.choice.told(), entities(after));
        text += match (change.same, self.dry_run) {
            (true, _) => "the project has this gazetteer already\n",
            (false, true) => "nothing was stored\n",
            (false, false) => "the project has this gazetteer now\n",
        };
        visible(&text)
    }

    fn as_json(&self, change: &GazetteerChange) -> serde_json::Value {
        json!({
            "gazetteer": change.choice.told(),
            "same": change.same,
            "known": { "before": change.known.0, "after": change.known_after(self.keep) },
            "nameless": change.nameless,
            "kept": self.keep,
            "unread": change.unread.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "stored": !self.dry_run && !change.same,
        })
    }
}

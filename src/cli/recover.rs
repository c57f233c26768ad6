//! `tandai recover`: what can be restored in a project, and restoring it.

use std::{path::PathBuf, sync::atomic::AtomicBool};

use clap::Args;

use super::{
    Failure, Report, json,
    table::{columns, counted, elided, visible},
};
use crate::{
    model::Status,
    session::{
        Choice, Delta, Difference, FileState, Recoverable, RecoverableContents, Recovery, RecoverySource, Taken,
    },
};

/// List what is damaged and what can be restored: older states, removed articles, what a merge set aside
///
/// Each line begins with the id that --take takes. What is there now is set aside first, under an id of its own, so that
/// nothing is lost by restoring something. Files that are damaged make the exit status 1.
#[derive(Args)]
pub struct Recover {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// Restore these
    #[arg(long, value_name = "ID", num_args = 1..)]
    take: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Recover {
    pub fn run(self) -> Result<Report, Failure> {
        let recovery = Recovery::of(&self.dir)?;
        if self.take.is_empty() {
            let found = recovery.preview(&AtomicBool::new(false));
            let findings = found.iter().any(|found| !matches!(found.state, FileState::Whole | FileState::Removed));
            let text = if self.json { json(&found)? } else { list(&found) };
            return Ok(Report { text, findings });
        }
        let taken = recovery.take(&self.take).map_err(|error| Failure::of_project(recovery.dir(), error))?;
        let findings = taken.iter().any(|taken| taken.left_out > 0);
        let text = if self.json { json(&taken)? } else { taken.iter().map(told).collect() };
        Ok(Report { text, findings })
    }
}

fn list(found: &[Recoverable]) -> String {
    if found.is_empty() {
        return "nothing is damaged, and there is nothing to be restored yet\n".to_owned();
    }
    let mut text = String::new();
    for one in found {
        let state = match one.state {
            FileState::Unreadable => "cannot be read",
            FileState::GitConflict => "has Git's conflict markers in it",
            FileState::Missing => "is gone",
            FileState::Removed => "was removed",
            FileState::Whole => "is well",
        };
        let now = one.contents.as_ref().map_or_else(String::new, |contents| format!(": {}", in_words(contents)));
        text += &format!("{} {state}{now}\n", visible(&one.path));
        if let Some(problem) = &one.problem {
            text += &format!("  {}\n", visible(&problem.to_string()).replace('\n', " "));
        }
        if one.choices.is_empty() {
            text += "  nothing to be restored here; Git may have an older version\n";
        }
        text += &columns(&one.choices.iter().map(row).collect::<Vec<_>>());
    }
    text
}

fn row(choice: &Choice) -> [String; 6] {
    let made = choice.made.map_or_else(|| "–".to_owned(), |made| made.to_string());
    let difference = choice.difference.as_ref().map_or_else(String::new, compared);
    [
        format!("  {}", visible(&choice.id)),
        made,
        format!("{} B", choice.size),
        in_words(&choice.contents),
        difference,
        source(choice.source).to_owned(),
    ]
}

fn source(source: RecoverySource) -> &'static str {
    match source {
        RecoverySource::Saved => "as it was saved",
        RecoverySource::Replaced => "by another program, before it was replaced",
        RecoverySource::Removed => "before it was removed",
        RecoverySource::SetAside => "set aside by a recovery",
        RecoverySource::Conflict => "the other version of a merge",
        RecoverySource::SyncCopy => "a copy that a synchronising program set aside",
        RecoverySource::GitOurs => "ours in Git's conflict",
        RecoverySource::GitTheirs => "theirs in Git's conflict",
        RecoverySource::Trash => "from the trash",
        RecoverySource::Journal => "the damaged end of the journal",
    }
}

fn in_words(contents: &RecoverableContents) -> String {
    match contents {
        RecoverableContents::Annotations { status, mentions, coalitions } => {
            format!(
                "{}, {}, {}",
                counted(*mentions, "mention"),
                counted(*coalitions, "coalition"),
                status_word(*status)
            )
        }
        RecoverableContents::Project { name, kinds, sets } => {
            format!("“{}”, {}, {}", elided(name, 40), counted(*kinds, "kind"), counted(*sets, "set"))
        }
        RecoverableContents::Entities { entities } => format!("{entities} entities"),
        RecoverableContents::Assignments { articles } => format!("assignments of {}", counted(*articles, "article")),
        RecoverableContents::Article { title } => format!("“{}”", elided(title, 60)),
        RecoverableContents::Text { length } => counted(*length, "character"),
        RecoverableContents::Removed { title, mentions, coalitions, sets } => {
            let said = [counted(*mentions, "mention"), counted(*coalitions, "coalition"), counted(*sets, "set")];
            format!("“{}”, {}", elided(title, 60), said.join(", "))
        }
        RecoverableContents::Changes { changes, unreadable } => {
            format!("{}, {} that cannot be read", counted(*changes, "change"), counted(*unreadable, "line"))
        }
        RecoverableContents::Unreadable => "cannot be read".to_owned(),
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::InProgress => "in progress",
        Status::Finished => "finished",
        Status::Ignored => "ignored",
    }
}

/// “+3 −1 mentions”, against what is there now.
fn compared(difference: &Difference) -> String {
    let Difference { mentions, coalitions, entities, status } = difference;
    let parts = [(mentions, "mentions"), (coalitions, "coalitions"), (entities, "entities")];
    let mut said: Vec<String> =
        parts.into_iter().filter_map(|(delta, what)| Some(format!("{} {what}", signs(delta)?))).collect();
    said.extend(status.map(|(_, then)| format!("then {}", status_word(then))));
    said.join(", ")
}

fn signs(delta: &Delta) -> Option<String> {
    let parts = [("+", delta.added), ("−", delta.removed), ("~", delta.changed)];
    let said: Vec<String> = parts.into_iter().filter(|(_, n)| *n > 0).map(|(sign, n)| format!("{sign}{n}")).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn told(taken: &Taken) -> String {
    let paths = visible(&taken.paths.join(", "));
    let mut text = match (taken.applied, taken.left_out) {
        (0, 0) => format!("{paths}: restored\n"),
        (applied, left_out) => format!(
            "{} restored; {left_out} left out, because they changed since. The file is kept as {paths}\n",
            counted(applied, "record")
        ),
    };
    for id in &taken.set_aside {
        text += &format!("  what was there is set aside; “--take {id}” brings it back\n");
    }
    text
}

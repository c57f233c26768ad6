//! `tandai export`: a dataset out of a project.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;

use super::{
    Failure, Report,
    cancel::cancelled_by_keys,
    import::{FormatArgs, writable},
    open,
    progress::ProgressLine,
    say,
    table::{counted, visible},
    who,
};
use crate::{
    dataset::{PartBasis, Sizes, SplitPlan},
    formats::format,
    model::{Date, SetId, Status},
    session::Session,
    session::{ExportRequest, Exported},
};

/// Write a dataset: what one set says of the articles, in any format that is written, with a manifest
///
/// What the format cannot carry is counted, and listed item by item in left_out.jsonl (exit status 1). PATH is a file if
/// it ends as the format's files do, else a new folder. Nothing that is there is overwritten without --force.
#[derive(Args)]
pub struct Export {
    /// The project: its folder, or the project.ron in it
    dir: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = writable)]
    format: &'static str,
    /// Where to: a new file or folder
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Whose annotations [default: your own]
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
    /// Only articles of this status: new, in-progress, finished or ignored; may be given again
    #[arg(long = "status", value_name = "STATUS", value_parser = status)]
    statuses: Vec<Status>,
    #[command(flatten)]
    split: SplitArgs,
    #[command(flatten)]
    settings: FormatArgs,
    /// Leave the articles' words out: ids, offsets and hashes, for texts that may not be passed on
    #[arg(long)]
    no_text: bool,
    /// The licence that a dataset card names, as Hugging Face writes it: cc-by-4.0
    #[arg(long, value_name = "LICENCE")]
    licence: Option<String>,
    /// A CSV table of seats and votes in councils, as tandai ledger --councils takes it: for threshold_met in tables and
    /// Hugging Face
    #[arg(long, value_name = "FILE")]
    councils: Option<PathBuf>,
    /// Replace an export that is there
    #[arg(long)]
    force: bool,
    /// Say what would be written and left out; write nothing
    #[arg(long, alias = "look")]
    dry_run: bool,
    /// Whose set is yours [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
    /// Say what was written as one JSON object
    #[arg(long)]
    json: bool,
}

/// How the articles are divided. Near copies of one story always stay together.
#[derive(Args)]
pub struct SplitArgs {
    /// Divide into parts with shares, as train=80,validation=10,test=10
    #[arg(long, value_name = "PARTS", conflicts_with = "folds")]
    split: Option<String>,
    /// Divide into so many parts of one size
    #[arg(long, value_name = "NUMBER")]
    folds: Option<usize>,
    /// By what an article comes into a part: chance, date, source or region
    #[arg(long, value_name = "WHAT", default_value = "chance")]
    split_by: String,
    /// By date: the first day of every part but the first, as 2024-08-01,2024-10-01. By source or region: which go where,
    /// as region:32=test,region:36=test; the rest are drawn, each as a whole
    #[arg(long, value_name = "WHERE", default_value = "")]
    split_at: String,
    /// Another number, another draw
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Keep all articles on one race in one part
    #[arg(long)]
    races_together: bool,
    /// Let no article change its part when others come, at the price of shares that vary
    #[arg(long)]
    stable: bool,
}

impl SplitArgs {
    fn plan(&self) -> Result<Option<SplitPlan>, Failure> {
        let mut plan = match (&self.split, self.folds) {
            (None, None) => return Ok(None),
            (_, Some(folds)) => SplitPlan::folds(folds, self.seed)?,
            (Some(parts), None) => SplitPlan::read(parts, self.seed)?,
        };
        let places = || self.split_at.split(',').map(str::trim).filter(|place| !place.is_empty());
        let named = || {
            let pair = |place: &str| {
                let pair = place.rsplit_once('=').ok_or_else(|| format!("“{place}” is not NAME=PART"))?;
                Ok((pair.0.trim().to_owned(), pair.1.trim().to_owned()))
            };
            places().map(pair).collect::<Result<_, Failure>>()
        };
        plan.by = match self.split_by.as_str() {
            "chance" => PartBasis::Chance,
            "date" => PartBasis::Date(places().map(str::parse).collect::<Result<Vec<Date>, _>>()?),
            "source" => PartBasis::Source(named()?),
            "region" => PartBasis::Region(named()?),
            other => return Err(format!("“{other}” divides nothing: it is chance, date, source or region").into()),
        };
        plan.sizes = if self.stable { Sizes::Stable } else { Sizes::Exact };
        plan.races_together = self.races_together;
        plan.check()?;
        Ok(Some(plan))
    }
}

fn status(text: &str) -> Result<Status, Failure> {
    match text {
        "new" => Ok(Status::New),
        "in-progress" => Ok(Status::InProgress),
        "finished" => Ok(Status::Finished),
        "ignored" => Ok(Status::Ignored),
        _ => Err("it is new, in-progress, finished or ignored".into()),
    }
}

impl Export {
    pub fn run(self) -> Result<Report, Failure> {
        let format = format(self.format).ok_or_else(|| format!("“{}” is not a format", self.format))?;
        let who = who(self.author.clone());
        let session = open(&self.dir, who)?;
        let sets = &session.project().sets;
        let set = match &self.set {
            None => session.active_set().clone(),
            Some(name) => {
                let by_name = || sets.values().find(|set| set.name == *name).map(|set| set.id.clone());
                let by_id = SetId::new(name).ok().filter(|id| sets.contains_key(id));
                by_id.or_else(by_name).ok_or_else(|| {
                    let known: Vec<&str> = sets.keys().map(SetId::as_str).collect();
                    format!("there is no set “{name}”; these are: {}", known.join(", "))
                })?
            }
        };
        let councils = self.councils.as_ref().map(|file| super::councils(file, &session)).transpose()?;
        let request = ExportRequest {
            statuses: self.statuses.iter().copied().collect::<BTreeSet<_>>(),
            split: self.split.plan()?,
            with_text: !self.no_text,
            licence: self.licence.clone(),
            options: self.settings.options(Some(format))?,
            councils: councils.as_ref().map(|(table, _)| Arc::new(table.clone())),
            ..ExportRequest::of(format, set)
        };
        let exporter = session.exporter();
        if self.out == Path::new("-") && !self.dry_run {
            let reason = "an export is several files and does not go to the standard output; name a file or a folder";
            return Err(reason.to_owned().into());
        }
        let destination = request.destination(&self.out, exporter.project());
        let mut progress = ProgressLine::new();
        let cancel = cancelled_by_keys();
        let step = |done: usize, all: usize| progress.show(|| format!("{done} of {}", counted(all, "article")));
        let exported = if self.dry_run {
            exporter.preview(&request, &cancel, step)
        } else {
            exporter.run(&request, destination, self.force, &cancel, step)
        };
        drop(progress);
        let exported = exported.map_err(|problem| format!("{}: {problem}", self.out.display()))?;
        let hidden = self.marked_elsewhere(&session, &exported);
        if !hidden.is_empty() {
            say(&format!("{} has marked nothing; {}. Choose with --set", session.active_set(), hidden.join(", ")));
        }
        let findings = !exported.left_out.is_empty()
            || !exported.unreadable.is_empty()
            || !exported.undecided.is_empty()
            || !exported.without_part.is_empty()
            || !hidden.is_empty()
            || councils.is_some_and(|(_, unknown)| unknown);
        let text = if self.json { super::json(&as_json(&exported))? } else { self.in_words(&exported) };
        Ok(Report { text, findings })
    }

    /// Who has marked something, where nobody was asked for and the person's own set holds nothing: an empty data set
    /// must not look like a full one.
    fn marked_elsewhere(&self, session: &Session, exported: &Exported) -> Vec<String> {
        if self.set.is_some() || !exported.mentions.is_empty() || exported.coalitions > 0 {
            return Vec::new();
        }
        let marked = session.stats().sets.into_iter().filter(|set| set.mentions + set.coalitions > 0);
        marked.map(|set| format!("{} has {}", set.set, counted(set.mentions, "mention"))).collect()
    }

    fn in_words(&self, exported: &Exported) -> String {
        for (article, reason) in &exported.unreadable {
            say(&format!("article {article} is left out: {reason}"));
        }
        for (article, conflicts) in &exported.undecided {
            let left = counted(*conflicts, "conflict");
            say(&format!(
                "article {article}: {left} of a merge not decided; one side is in the data set. Decide in the window"
            ));
        }
        for article in &exported.without_part {
            say(&format!("article {article} is in no part: it has no date, or one that may lie in two parts"));
        }
        for count in exported.left_out.iter() {
            say(&format!("left out: {} × {count}", count.number));
        }
        let kinds: Vec<String> = exported.mentions.iter().map(|(kind, number)| format!("{number} {kind}")).collect();
        let mentions = if kinds.is_empty() { "no mentions".to_owned() } else { kinds.join(", ") };
        let (articles, coalitions) = (counted(exported.articles, "article"), counted(exported.coalitions, "coalition"));
        let mut text = format!("{articles}: {mentions}, {coalitions}\n");
        for (part, number) in &exported.parts {
            text += &format!("  {part}: {}\n", counted(*number, "article"));
        }
        for (file, size) in &exported.files {
            text += &format!("  {file}  {}\n", counted(usize::try_from(*size).unwrap_or(usize::MAX), "byte"));
        }
        text += &if self.dry_run {
            "nothing was written\n".to_owned()
        } else {
            format!("written to {}\n", self.out.display())
        };
        visible(&text)
    }
}

fn as_json(exported: &Exported) -> serde_json::Value {
    let unreadable =
        exported.unreadable.iter().map(|(article, reason)| serde_json::json!({ "article": article, "reason": reason }));
    let undecided = exported
        .undecided
        .iter()
        .map(|(article, conflicts)| serde_json::json!({ "article": article, "conflicts": conflicts }));
    let files = exported.files.iter().map(|(path, size)| serde_json::json!({ "path": path, "size": size }));
    let parts = exported.parts.iter().map(|(name, articles)| serde_json::json!({ "name": name, "articles": articles }));
    serde_json::json!({
        "articles": exported.articles,
        "mentions": exported.mentions,
        "coalitions": exported.coalitions,
        "backings": exported.backings,
        "entities": exported.entities,
        "left_out": exported.left_out.by_reason(),
        "parts": parts.collect::<Vec<_>>(),
        "files": files.collect::<Vec<_>>(),
        "unreadable": unreadable.collect::<Vec<_>>(),
        "undecided": undecided.collect::<Vec<_>>(),
        "without_part": exported.without_part,
    })
}

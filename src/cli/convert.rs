//! `tandai convert`: from one format to another, without a project.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Report,
    import::{Settings, keep_rejected, readable, tell, writable},
    progress::Progress,
    say,
    table::counted,
};
use crate::{
    formats::{Format, Item, Problem, Reading, Severity, Shape, Source, Stop, Target, Writing, format},
    gazetteer::Lexicon,
    model::{ArticleId, Entity, EntityId, Scheme, Timestamp},
    session::{Destination, DiskSource, DiskTarget, StreamSource, StreamTarget},
};

/// Convert between formats, without a project; a single dash is standard input or output
///
/// What cannot be read or carried is named on standard error and the rest goes on (exit status 1).
#[derive(Args)]
pub struct Convert {
    /// The format of IN
    #[arg(long, value_name = "FORMAT", value_parser = readable)]
    from: &'static str,
    /// A file, a folder, or -
    input: PathBuf,
    /// The format of OUT
    #[arg(long, value_name = "FORMAT", value_parser = writable)]
    to: &'static str,
    /// A new file (or folder, where the format has several files), or -
    output: PathBuf,
    #[command(flatten)]
    settings: Settings,
    /// A setting of the format that is written, as NAME=VALUE; may be given again
    #[arg(long = "out-option", value_name = "NAME=VALUE")]
    out_options: Vec<String>,
    /// Replace what is there
    #[arg(long)]
    force: bool,
    /// Write the records that could not be taken to this new file, to be mended and converted again
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
}

impl Convert {
    pub fn run(self) -> Result<Report, String> {
        let (from, to) = (known(self.from)?, known(self.to)?);
        let mut reading = Reading::new(Scheme::default(), Timestamp(0));
        reading.any_kind = true;
        (reading.labels, reading.options) = (self.settings.labels()?, self.settings.options(Some(from))?);
        let mut problems = Vec::new();
        let source: Box<dyn Source> = if self.input == Path::new("-") {
            Box::new(StreamSource::new("standard input", Box::new(io::stdin())))
        } else if self.input.is_dir() {
            Box::new(DiskSource::folder(&self.input, &mut problems))
        } else {
            Box::new(DiskSource::file(&self.input))
        };
        let out_options = self.out_options(to)?;
        let written = if self.output == Path::new("-") {
            if to.card().shape == Shape::Folder {
                return Err(format!("{} has several files; name a folder", to.card().name));
            }
            let target = StreamTarget::new(Box::new(io::stdout()));
            pass(from, &*source, &reading, to, &target, out_options, problems)?
        } else {
            let card = to.card();
            let extension = self.output.extension().map(|end| end.to_string_lossy().to_lowercase());
            let named = extension.is_some_and(|end| card.extensions.contains(&end.as_str()));
            let file = card.shape == Shape::File || (card.shape == Shape::FilePerArticle && named);
            let destination = if file {
                Destination::File(self.output.clone())
            } else {
                Destination::Folder(self.output.clone(), String::new())
            };
            let target = DiskTarget::new(destination, self.force)?;
            let written = pass(from, &*source, &reading, to, &target, out_options, problems)?;
            target.finish()?;
            written
        };
        tell(&written.problems, 0);
        if let Some(path) = &self.rejected {
            keep_rejected(path, &written.problems)?;
        }
        for (what, number) in &written.left_out {
            say(&format!("left out: {number} × {what}"));
        }
        say(&format!("{} converted", counted(written.articles, "article")));
        let findings =
            written.problems.iter().any(|problem| problem.severity > Severity::Note) || !written.left_out.is_empty();
        Ok(Report { text: String::new(), findings })
    }

    fn out_options(&self, to: &dyn Format) -> Result<BTreeMap<String, String>, String> {
        let pairs = self.out_options.iter().map(|pair| {
            let (name, value) = pair.split_once('=').ok_or_else(|| format!("“{pair}” is not NAME=VALUE"))?;
            let known = to.card().options.iter().any(|choice| choice.name == name.trim());
            if !known {
                return Err(format!("{} has no setting “{name}”", to.card().id));
            }
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        });
        pairs.collect()
    }
}

fn known(id: &str) -> Result<&'static dyn Format, String> {
    format(id).ok_or_else(|| format!("“{id}” is no format"))
}

#[derive(Default)]
struct Written {
    articles: usize,
    problems: Vec<Problem>,
    left_out: BTreeMap<String, usize>,
}

/// Reads and writes, one article after another.
fn pass(
    from: &dyn Format,
    source: &dyn Source,
    reading: &Reading,
    to: &dyn Format,
    target: &dyn Target,
    options: BTreeMap<String, String>,
    problems: Vec<Problem>,
) -> Result<Written, String> {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let entity = |id: &EntityId| -> Option<&Entity> { lexicon.entity(id) };
    let name = source.name().rsplit('/').next().unwrap_or_default().to_owned();
    let project = name.split('.').next().unwrap_or_default();
    let scheme = Scheme::default();
    let story = |_: &ArticleId| None;
    let writing = Writing { project, scheme: &scheme, entity: &entity, story: &story, with_text: true, options };
    let mut writer = to.write(target, &writing).map_err(|error| error.to_string())?;
    let mut written = Written { problems, ..Written::default() };
    let mut failed = None;
    let mut ids: BTreeSet<ArticleId> = BTreeSet::new();
    let mut progress = Progress::new();
    let end = from.read(source, reading, &mut |item| {
        let mut document = match item {
            Item::Problem(problem) => {
                written.problems.push(problem);
                return Ok(());
            }
            Item::Document(document) => document,
        };
        // Two articles of one name would be one file.
        let wanted = document.article.meta.id.clone();
        let numbered = (2..).filter_map(|n| ArticleId::new(format!("{wanted}-{n}")).ok());
        if let Some(id) = std::iter::once(wanted.clone()).chain(numbered).find(|id| !ids.contains(id)) {
            document.article.meta.id = id.clone();
            ids.insert(id);
        }
        match writer.add(&document, "") {
            Ok(left_out) => {
                for item in left_out {
                    *written.left_out.entry(format!("{}: {}", item.what, item.reason)).or_default() += 1;
                }
                written.articles += 1;
                progress.show(|| counted(written.articles, "article"));
                Ok(())
            }
            Err(error) => {
                failed = Some(error);
                Err(Stop::Enough)
            }
        }
    });
    drop(progress);
    match (failed, end) {
        // Who reads has read enough.
        (Some(error), _) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(written),
        (Some(error), _) => return Err(format!("the output cannot be written: {error}")),
        // Nothing could be read, so nothing is written.
        (None, Err(Stop::Problem(problem))) if written.articles == 0 => return Err(problem.to_string()),
        (None, Err(Stop::Problem(problem))) => written.problems.push(problem),
        (None, _) => {}
    }
    writer.finish().map_err(|error| format!("the output cannot be written: {error}"))?;
    Ok(written)
}

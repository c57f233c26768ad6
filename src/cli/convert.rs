//! `tandai convert`: from one format to another, without a project.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Failure, Report,
    cancel::cancelled_by_keys,
    import::{FormatArgs, Rejected, readable, tell, writable},
    progress::ProgressLine,
    say,
    table::counted,
};
use crate::{
    formats::{DiskShape, Format, ReadContext, RecordFate, Source, format},
    model::{Scheme, Timestamp, Zone},
    session::{Destination, DiskSource, DiskTarget, StreamSource, StreamTarget, convert},
};

/// Convert between formats, without a project; a single dash is standard input or output
///
/// What cannot be read or carried is named on standard error and the rest goes on (exit status 1).
#[derive(Args)]
pub struct Convert {
    /// The format of INPUT
    #[arg(long, value_name = "FORMAT", value_parser = readable)]
    from: &'static str,
    /// A file, a folder, or -
    input: PathBuf,
    /// The format of OUTPUT
    #[arg(long, value_name = "FORMAT", value_parser = writable)]
    to: &'static str,
    /// A new file (or folder, where the format has several files), or -
    output: PathBuf,
    #[command(flatten)]
    settings: FormatArgs,
    /// A setting of the format that is written, as NAME=VALUE; may be given again
    #[arg(long = "out-option", value_name = "NAME=VALUE")]
    out_options: Vec<String>,
    /// How far the readers' clocks are ahead of UTC, as +02:00: by them moments in UTC become days
    #[arg(long, value_name = "+HH:MM", default_value = "+07:00", allow_hyphen_values = true)]
    zone: Zone,
    /// Replace what is there
    #[arg(long)]
    force: bool,
    /// Write the records that could not be taken to this new file, to be mended and converted again
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
}

impl Convert {
    pub fn run(self) -> Result<Report, Failure> {
        let (from, to) = (known(self.from)?, known(self.to)?);
        let mut reading = ReadContext::new(Scheme::default(), Timestamp(0));
        (reading.any_kind, reading.zone) = (true, Some(self.zone));
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
        let rejected = self.rejected.as_deref().map(Rejected::new).transpose()?;
        let mut progress = ProgressLine::new();
        let mut step = |articles| progress.show(|| counted(articles, "article"));
        let written = if self.output == Path::new("-") {
            if to.info().shape == DiskShape::Folder {
                return Err(format!("{} has several files; name a folder", to.info().name).into());
            }
            let target = StreamTarget::new(Box::new(io::stdout()));
            convert(from, &*source, &reading, to, &target, out_options, problems, &mut step)?
        } else {
            let card = to.info();
            let extension = self.output.extension().map(|end| end.to_string_lossy().to_lowercase());
            let named = extension.is_some_and(|end| card.extensions.contains(&end.as_str()));
            let file = card.shape == DiskShape::File || (card.shape == DiskShape::FilePerArticle && named);
            let destination = if file {
                Destination::File(self.output.clone())
            } else {
                Destination::Folder(self.output.clone(), String::new())
            };
            // Before anything is written: a signal that comes right after it has to find somebody.
            let cancel = cancelled_by_keys();
            let target = DiskTarget::new(destination, self.force)?.cancelled_by(cancel);
            let written = convert(from, &*source, &reading, to, &target, out_options, problems, &mut step)?;
            target.finish()?;
            written
        };
        drop(progress);
        tell(&written.problems, 0);
        if let Some(rejected) = rejected {
            rejected.keep(&written.problems)?;
        }
        for count in written.left_out.iter() {
            say(&format!("left out: {} × {count}", count.number));
        }
        say(&format!("{} converted", counted(written.articles, "article")));
        let findings =
            written.problems.iter().any(|problem| problem.severity > RecordFate::Note) || !written.left_out.is_empty();
        Ok(Report { text: String::new(), findings })
    }

    fn out_options(&self, to: &dyn Format) -> Result<BTreeMap<String, String>, Failure> {
        let pairs = self.out_options.iter().map(|pair| {
            let (name, value) = pair.split_once('=').ok_or_else(|| format!("“{pair}” is not NAME=VALUE"))?;
            let known = to.info().options.iter().any(|choice| choice.name == name.trim());
            if !known {
                return Err(format!("{} has no setting “{name}”", to.info().id).into());
            }
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        });
        pairs.collect()
    }
}

fn known(id: &str) -> Result<&'static dyn Format, Failure> {
    format(id).ok_or_else(|| format!("“{id}” is not a format").into())
}

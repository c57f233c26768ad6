//! `tandai new`: a project in a new folder.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Report, who};
use crate::{
    model::GazetteerChoice,
    sample::{self, SampleProblem},
    session::Session,
};

/// Make an empty project, or the sample project, in a new or empty folder
#[derive(Args)]
pub struct New {
    /// The folder; it is made if it is not there
    dir: PathBuf,
    /// Make the sample: invented articles, some of them annotated
    #[arg(long, conflicts_with = "name")]
    sample: bool,
    /// What the project is called [default: the folder's name]
    #[arg(long)]
    name: Option<String>,
    /// Which names it knows besides its own: none, or id-2024 [default: id-2024]
    #[arg(long, value_name = "NAME", value_parser = super::gazetteer::choice, conflicts_with = "sample")]
    gazetteer: Option<GazetteerChoice>,
    /// Whose annotation set it begins with [default: your account's name]
    #[arg(long = "as", value_name = "NAME")]
    author: Option<String>,
}

impl New {
    pub fn run(self) -> Result<Report, Failure> {
        let Self { dir, sample, name, gazetteer, author } = self;
        let who = who(author);
        if let Some(GazetteerChoice::Folder(folder)) = &gazetteer {
            let way_out = "Make the project, put the folder into it, then say `tandai gazetteer`";
            return Err(format!("a new project has no folder “{folder}”. {way_out}").into());
        }
        let mut session = if sample {
            sample::make(&dir, who).map_err(|problem| match problem {
                SampleProblem::Open(error) => Failure::of_project(&dir, error),
                SampleProblem::Damaged(_) => Failure::from(problem),
            })?
        } else {
            let name = name.unwrap_or_else(|| name_of(&dir));
            Session::create(&dir, &name, who).map_err(|error| Failure::of_project(&dir, error))?
        };
        if let Some(choice) = gazetteer.filter(|choice| *choice != session.options().gazetteer) {
            session.choose_gazetteer(choice)?;
            session.save().map_err(|error| Failure::of_project(&dir, error))?;
        }
        let (name, articles) = (&session.project().name, session.rows().len());
        let articles = super::table::counted(articles, "article");
        let text = format!("made the project “{name}” with {articles} in {}\n", dir.display());
        Ok(Report { text: super::table::visible(&text), findings: false })
    }
}

/// The folder's own name, also for `.`.
fn name_of(dir: &Path) -> String {
    let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    whole.file_name().map_or_else(|| "Tandai".into(), |name| name.to_string_lossy().into_owned())
}

//! Which command a mistyped one means. To clap the first word is a project, since a window opens with one.

use std::{ffi::OsStr, path::Path};

/// From what likeness on a word is taken for a mistyped command (Jaro and Winkler: from 0 to 1), as clap does.
const ALIKE: f64 = 0.7;

/// What to say about a first word that is neither a command nor something that is there, but like a command.
pub fn command(word: &OsStr, all: &clap::Command) -> Option<String> {
    let word = word.to_str().filter(|word| !word.starts_with('-') && !word.contains(['/', '\\', '.']))?;
    if Path::new(word).exists() || all.find_subcommand(word).is_some() {
        return None;
    }
    let likeness = |command: &&clap::Command| strsim::jaro_winkler(word, command.get_name());
    let nearest = all.get_subcommands().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(&nearest) > ALIKE).then(|| {
        format!("there is no command “{word}”. Did you mean `tandai {}`? `tandai --help` lists all", nearest.get_name())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_that_was_meant() {
        let all =
            clap::Command::new("tandai").subcommands(["stats", "score", "import", "export"].map(clap::Command::new));
        let meant = |word: &str| command(OsStr::new(word), &all);
        for (word, wanted) in [("stas", "stats"), ("scor", "score"), ("imprt", "import"), ("exprot", "export")] {
            assert!(meant(word).is_some_and(|said| said.contains(&format!("`tandai {wanted}`"))), "{word}");
        }
        for other in ["stats", "pilkada", "./stas", "stas.ron", "--stas", ""] {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}

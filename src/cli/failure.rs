//! Why a subcommand could not be done: a line for a person at a shell. The command line speaks English.

use std::{io, path::Path};

use crate::{message::Message, store::StoreError};

/// Why a subcommand, or an argument, cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// About a file that the system does not give or take.
    pub fn of_file(path: &Path, error: io::Error) -> Self {
        Self(format!("{}: {}", path.display(), Message::from(error)))
    }

    /// About a file of a project, with the path as a person at the shell would write it.
    pub fn of_project(dir: &Path, mut error: StoreError) -> Self {
        if !dir.starts_with(&*error.path) {
            error.path = dir.join(&*error.path).display().to_string().into();
        }
        Self(error.to_string())
    }
}

/// Whatever the floors below say, in English.
impl<E: Into<Message>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into().to_string())
    }
}

/// What is said as it is: words of the command line itself, errors of libraries.
macro_rules! said {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Failure {
            fn from(said: $kind) -> Self {
                Self(said.to_string())
            }
        }
    )*};
}

said!(
    &str,
    String,
    csv::Error,
    csv::IntoInnerError<csv::Writer<Vec<u8>>>,
    serde_json::Error,
    std::string::FromUtf8Error
);

//! What the operating system refuses, in our words, with its own behind them: those are in the language of whoever wrote
//! the system, and say little to who never programmed.

use std::io::{self, ErrorKind};

use super::{Message, message};

/// An error of the system, or one that a reader or writer of ours handed through one (`io::Error::other(message!(…))`).
pub(super) fn of_system(error: &io::Error) -> Message {
    if let Some(inner) = error.get_ref() {
        return inner.downcast_ref::<Message>().cloned().unwrap_or_else(|| Message::verbatim(inner));
    }
    let said = said(error);
    match error.kind() {
        ErrorKind::NotFound => message!("there is no such file or folder ({system})", system = said),
        ErrorKind::PermissionDenied => {
            message!("permission denied: your account may not do this ({system})", system = said)
        }
        ErrorKind::AlreadyExists => message!("something with this name exists already ({system})", system = said),
        ErrorKind::StorageFull => message!("there is no space left on the disk ({system})", system = said),
        ErrorKind::QuotaExceeded => message!("your share of this disk is used up ({system})", system = said),
        ErrorKind::ReadOnlyFilesystem => message!("this disk is read-only ({system})", system = said),
        ErrorKind::IsADirectory => message!("it is a folder, not a file ({system})", system = said),
        ErrorKind::NotADirectory => message!("a part of the path is a file, not a folder ({system})", system = said),
        ErrorKind::DirectoryNotEmpty => message!("the folder is not empty ({system})", system = said),
        ErrorKind::InvalidFilename => {
            message!("the name is too long, or has characters that this disk does not allow ({system})", system = said)
        }
        ErrorKind::FileTooLarge => message!("the file is too large for this disk ({system})", system = said),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            message!("another program is using it ({system})", system = said)
        }
        ErrorKind::OutOfMemory => message!("there is not enough memory ({system})", system = said),
        ErrorKind::UnexpectedEof => message!("it ends too early: it was cut off ({system})", system = said),
        ErrorKind::BrokenPipe => message!("nobody reads it any more ({system})", system = said),
        ErrorKind::TimedOut
        | ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::ConnectionReset
        | ErrorKind::NotConnected => {
            message!("the disk does not answer; is it on a network? ({system})", system = said)
        }
        _ if error.raw_os_error() == Some(IO) => {
            message!("the disk reports a fault: save elsewhere, and have it looked at ({system})", system = said)
        }
        _ if error.raw_os_error() == Some(TOO_MANY_FILES) => {
            message!("too many files are open at once ({system})", system = said)
        }
        _ => Message::verbatim(said),
    }
}

/// `EIO` and `EMFILE`, which have no kind; Windows numbers its errors otherwise.
const IO: i32 = if cfg!(windows) { 1117 } else { 5 };
const TOO_MANY_FILES: i32 = if cfg!(windows) { 4 } else { 24 };

/// Its words without brackets within brackets: `No such file or directory, os error 2`.
fn said(error: &io::Error) -> String {
    error.to_string().replace(" (os error ", ", os error ").trim_end_matches(')').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;

    #[test]
    fn the_systems_refusals_have_words_in_every_language() {
        let kinds = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::AlreadyExists,
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::DirectoryNotEmpty,
            ErrorKind::InvalidFilename,
            ErrorKind::FileTooLarge,
            ErrorKind::ResourceBusy,
            ErrorKind::OutOfMemory,
            ErrorKind::UnexpectedEof,
            ErrorKind::TimedOut,
        ];
        for kind in kinds {
            let error = io::Error::from(kind);
            let message = of_system(&error);
            assert!(message.to_string().ends_with(&format!("({error})")), "{message}");
            assert_ne!(message.say(Language::Indonesian), message.to_string(), "{kind:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_the_system_says_stands_behind_our_words() {
        let error = io::Error::from_raw_os_error(2);
        assert_eq!(
            of_system(&error).to_string(),
            "there is no such file or folder (No such file or directory, os error 2)"
        );
        assert!(of_system(&io::Error::from_raw_os_error(5)).to_string().starts_with("the disk reports a fault"));
    }

    #[test]
    fn a_message_goes_through_an_error_of_the_system() {
        let inner = message!("the folder is not empty ({system})", system = "x");
        let outer = io::Error::new(ErrorKind::InvalidData, inner.clone());
        assert_eq!(of_system(&outer), inner);
        assert_eq!(of_system(&io::Error::other("as it is")).to_string(), "as it is");
    }
}

//! Regular expressions as somebody types them: half finished most of the time, so a fault is told with its place.

use regex::{Regex, RegexBuilder};
use regex_syntax::{ast, hir};

/// Bytes that a compiled expression may take; words and names take some thousands.
pub(super) const SIZE: usize = 4 << 20;
/// How deep brackets may be nested.
const NEST: u32 = 60;

/// Why there is nothing to look for yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadPattern {
    /// The character of what was typed at which the fault is, from 0; `None` if it is in no one place.
    pub at: Option<usize>,
    pub fault: ExpressionFault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionFault {
    /// `(` without `)`
    OpenGroup,
    /// `)` without `(`
    ShutGroup,
    /// `[` without `]`
    OpenClass,
    /// `*`, `+`, `?` or `{…}` after nothing
    NothingToRepeat,
    /// `{…}` that is no count
    BadCount,
    /// `\` before what has no meaning after it, or at the end
    BadEscape,
    /// `[z-a]`
    BadRange,
    /// `(?=…)`, `(?<=…)` and their like, or `\1`: not possible in linear time
    NotOffered,
    TooBig,
    /// What the library says, in English.
    Other(String),
}

/// Compiles an expression; `^` and `$` mean lines.
pub(super) fn compile(pattern: &str, match_case: bool) -> Result<Regex, BadPattern> {
    check(pattern, match_case)?;
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(true).case_insensitive(!match_case).size_limit(SIZE).nest_limit(NEST);
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => BadPattern { at: None, fault: ExpressionFault::TooBig },
        other => BadPattern { at: None, fault: ExpressionFault::Other(one_line(&other.to_string())) },
    })
}

/// Finds the first fault and its place, which the compiler tells as a picture only.
fn check(pattern: &str, match_case: bool) -> Result<(), BadPattern> {
    let mut parser = regex_syntax::ParserBuilder::new();
    parser.multi_line(true).case_insensitive(!match_case).nest_limit(NEST);
    let Err(error) = parser.build().parse(pattern) else { return Ok(()) };
    let (offset, fault) = match &error {
        regex_syntax::Error::Parse(error) => (Some(error.span().start.offset), of_syntax(error.kind())),
        regex_syntax::Error::Translate(error) => (Some(error.span().start.offset), of_meaning(error.kind())),
        other => (None, ExpressionFault::Other(one_line(&other.to_string()))),
    };
    let at = offset.and_then(|offset| pattern.get(..offset)).map(|before| before.chars().count());
    Err(BadPattern { at, fault })
}

fn of_syntax(kind: &ast::ErrorKind) -> ExpressionFault {
    use ast::ErrorKind as Kind;
    match kind {
        Kind::GroupUnclosed => ExpressionFault::OpenGroup,
        Kind::GroupUnopened => ExpressionFault::ShutGroup,
        Kind::ClassUnclosed => ExpressionFault::OpenClass,
        Kind::RepetitionMissing => ExpressionFault::NothingToRepeat,
        Kind::RepetitionCountInvalid
        | Kind::RepetitionCountDecimalEmpty
        | Kind::RepetitionCountUnclosed
        | Kind::DecimalEmpty
        | Kind::DecimalInvalid => ExpressionFault::BadCount,
        Kind::EscapeUnexpectedEof
        | Kind::EscapeUnrecognized
        | Kind::EscapeHexEmpty
        | Kind::EscapeHexInvalid
        | Kind::EscapeHexInvalidDigit
        | Kind::ClassEscapeInvalid => ExpressionFault::BadEscape,
        Kind::ClassRangeInvalid | Kind::ClassRangeLiteral => ExpressionFault::BadRange,
        Kind::UnsupportedBackreference | Kind::UnsupportedLookAround => ExpressionFault::NotOffered,
        Kind::NestLimitExceeded(_) | Kind::CaptureLimitExceeded => ExpressionFault::TooBig,
        other => ExpressionFault::Other(one_line(&other.to_string())),
    }
}

fn of_meaning(kind: &hir::ErrorKind) -> ExpressionFault {
    match kind {
        hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound => {
            ExpressionFault::BadEscape
        }
        other => ExpressionFault::Other(one_line(&other.to_string())),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_places() {
        let said = |pattern: &str| compile(pattern, false).err().map(|bad| (bad.at, bad.fault));
        assert_eq!(said("PKS|PSI"), None);
        assert_eq!(said("é(PKS"), Some((Some(1), ExpressionFault::OpenGroup)), "characters, not bytes");
        assert_eq!(said("PKS)"), Some((Some(3), ExpressionFault::ShutGroup)));
        assert_eq!(said("[a-"), Some((Some(0), ExpressionFault::OpenClass)));
        assert_eq!(said("*a"), Some((Some(0), ExpressionFault::NothingToRepeat)));
        assert_eq!(said("a{2"), Some((Some(1), ExpressionFault::BadCount)));
        assert_eq!(said("a\\"), Some((Some(1), ExpressionFault::BadEscape)));
        assert_eq!(said(r"\p{Suku}"), Some((Some(0), ExpressionFault::BadEscape)));
        assert_eq!(said("[z-a]"), Some((Some(1), ExpressionFault::BadRange)));
        assert_eq!(said("(?=a)").map(|(_, fault)| fault), Some(ExpressionFault::NotOffered));
        assert_eq!(said(r"(a)\1").map(|(_, fault)| fault), Some(ExpressionFault::NotOffered));
        assert_eq!(said(r"\w{1000}{1000}"), Some((None, ExpressionFault::TooBig)));
        assert_eq!(said(&"(".repeat(100_000)).map(|(_, fault)| fault), Some(ExpressionFault::OpenGroup));
        assert_eq!(
            said(&format!("{}a{}", "(".repeat(100), ")".repeat(100))).map(|(_, fault)| fault),
            Some(ExpressionFault::TooBig)
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_breaks(pattern in r"[()\[\]{}*+?|\\^$.a-z0-9:<=!-]{0,12}|.{0,8}") {
            let _ = compile(&pattern, true);
        }
    }
}

//! Floor 0: what is said to a person from below the window, in every language.
//!
//! A [`Message`] is made where something is known ([`message!`]) and put into words where it is shown: its key is the
//! English sentence with named places, as gettext has it, and `assets/messages/<language>/<floor>.ron` holds the same
//! sentence in another language. The command line speaks English ([`Message`]'s `Display`), the window the person's
//! language ([`Message::say`]). `tests/messages.rs` finds a sentence without its translation.

mod catalogue;
mod language;
mod names;
mod system;

use std::fmt;

pub use catalogue::templates;
pub use language::Language;
pub use names::Names;

/// A sentence with its values, in no language yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// English, with `{name}` where a value goes, and words that follow a number as [`by_number`] has them.
    template: &'static str,
    /// Apart, since most messages are carried within errors, which are to be small.
    values: Option<Box<Values>>,
}

/// Values by the names of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Values(Vec<(&'static str, Value)>);

/// What goes into a sentence: words as they are, another sentence, or the name of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Words(String),
    Sentence(Box<Message>),
    Names(Names),
}

/// Makes a [`Message`]: `message!("{file} cannot be read", file = path)`. Values are whatever [`Value`] comes from:
/// words, numbers, other messages.
#[macro_export]
macro_rules! message {
    ($template:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($template, vec![$((stringify!($name), $crate::message::Value::from($value))),*])
    };
}

pub use crate::message;

impl Message {
    /// What [`message!`] calls.
    pub fn new(template: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        let values = if values.is_empty() { None } else { Some(Box::new(Values(values))) };
        Self { template, values }
    }

    /// A sentence without values that stands in a table: its translations are found by it, as by those of [`message!`].
    pub fn of_table(sentence: &'static str) -> Self {
        Self { template: sentence, values: None }
    }

    /// Words that are the same in every language, or that somebody else wrote: an error of the system, of a library.
    pub fn verbatim(words: impl fmt::Display) -> Self {
        Self::new("{words}", vec![("words", Value::Words(words.to_string()))])
    }

    /// The same sentence with another value at a place that it has: what a person sees need not be named by its id.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Some((_, there)) =
            self.values.iter_mut().flat_map(|values| &mut values.0).find(|(known, _)| *known == name)
        {
            *there = value.into();
        }
        self
    }

    /// The English sentence with its places: what identifies it.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.template.is_empty()
    }

    /// With values of so many characters at most: a damaged file may hold megabytes of them.
    pub fn shortened(mut self, most: usize) -> Self {
        for (_, value) in self.values.iter_mut().flat_map(|values| &mut values.0) {
            match value {
                Value::Names(names) => {
                    for name in [&mut names.en, &mut names.id] {
                        if let Some((end, _)) = name.char_indices().nth(most) {
                            name.truncate(end);
                            name.push('…');
                        }
                    }
                }
                Value::Words(words) => {
                    if let Some((end, _)) = words.char_indices().nth(most) {
                        words.truncate(end);
                        words.push('…');
                    }
                }
                Value::Sentence(message) => **message = std::mem::take(&mut **message).shortened(most),
            }
        }
        self
    }

    /// In a language; in English where the catalogue lacks it.
    pub fn say(&self, language: Language) -> String {
        let template = catalogue::look_up(language, self.template).unwrap_or(self.template);
        let mut said = String::with_capacity(template.len());
        let mut rest = template;
        // The number that words are chosen by is the value before them.
        let mut number = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                said.push('{');
                rest = after;
                continue;
            };
            if name == "s" || name.contains('|') {
                by_number(&rest[before.len()..rest.len() - after.len()], &number, &mut said);
                rest = after;
                continue;
            }
            let begun = said.len();
            match self.values.iter().flat_map(|values| &values.0).find(|(known, _)| *known == name) {
                Some((_, Value::Words(words))) => said.push_str(words),
                Some((_, Value::Names(names))) => said.push_str(names.say(language)),
                Some((_, Value::Sentence(message))) => said.push_str(&message.say(language)),
                None => said.extend(["{", name, "}"]),
            }
            said[begun..].clone_into(&mut number);
            rest = after;
        }
        said.push_str(rest);
        said
    }
}

/// Words behind a number: of `{story|stories}` the first after “1”, else the second; `{s}` stands for `{|s}`.
pub fn by_number(words: &str, number: &str, said: &mut String) {
    let one = number == "1";
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let Some((choice, after)) = after.split_once('}') else { break };
        match choice.split_once('|') {
            Some((single, several)) => said.push_str(if one { single } else { several }),
            None if choice == "s" => said.push_str(if one { "" } else { "s" }),
            None => said.extend(["{", choice, "}"]),
        }
        rest = after;
    }
    said.push_str(rest);
}

/// In English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

/// In English: what programs read.
impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// So that readers and writers can hand it through the errors of the system: `io::Error::other(message!(…))`.
impl std::error::Error for Message {}

/// In our words, with the system's behind them.
impl From<&std::io::Error> for Message {
    fn from(error: &std::io::Error) -> Self {
        system::of_system(error)
    }
}

impl From<std::io::Error> for Message {
    fn from(error: std::io::Error) -> Self {
        Self::from(&error)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Sentence(Box::new(message))
    }
}

impl From<&Message> for Value {
    fn from(message: &Message) -> Self {
        message.clone().into()
    }
}

impl From<std::io::Error> for Value {
    fn from(error: std::io::Error) -> Self {
        Message::from(error).into()
    }
}

impl From<&std::io::Error> for Value {
    fn from(error: &std::io::Error) -> Self {
        Message::from(error).into()
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

/// Whatever shows itself the same in every language.
macro_rules! shown {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Words(value.to_string())
            }
        }
    )*};
}

shown!(&str, &String, &&str, char, usize, u8, u16, u32, u64, i16, i32, i64, f32, f64);
shown!(std::path::Display<'_>, std::borrow::Cow<'_, str>, std::fmt::Arguments<'_>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_where_they_are_named() {
        let message = message!("{file}: {count} of {all}", count = 2, all = 3, file = "a.txt");
        assert_eq!(message.to_string(), "a.txt: 2 of 3");
        assert_eq!(message!("100 % {odd").to_string(), "100 % {odd");
        assert_eq!(message!("{unknown}").to_string(), "{unknown}");
    }

    #[test]
    fn words_follow_the_number_before_them() {
        let said = |count| {
            let message = message!("{count} mark{s} of {set} {is|are} left", count = count, set = "sri");
            message.to_string()
        };
        assert_eq!(said(2), "2 marks of sri are left");
        let one = message!("{count} stor{y|ies} {is|are} there", count = 1);
        assert_eq!(one.to_string(), "1 story is there");
    }

    #[test]
    fn a_message_within_a_message_speaks_the_same_language() {
        let reason = message!("nothing to do: it is so already");
        let whole = message!("{words}", words = reason.clone());
        assert_eq!(whole.say(Language::Indonesian), reason.say(Language::Indonesian));
        assert_ne!(reason.say(Language::Indonesian), reason.to_string());
    }

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        let message = message!("{coalition} is dated {date}", coalition = "c1", date = "c1 c1");
        assert_eq!(
            message.with("coalition", "this coalition").with("other", 1).to_string(),
            "this coalition is dated c1 c1"
        );
    }

    #[test]
    fn values_are_not_read_as_places() {
        let message = message!("{name} in {place}", name = "{place}", place = "x");
        assert_eq!(message.to_string(), "{place} in x");
    }
}

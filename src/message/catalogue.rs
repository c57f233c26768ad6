//! The sentences in languages other than English, from `assets/messages`. One file a floor, so that who adds a sentence
//! knows where it goes; read once, when the first is asked for.

use std::{collections::HashMap, sync::LazyLock};

use super::Language;

/// One file a floor: English template → Indonesian.
const INDONESIAN: &[&str] = &[
    include_str!("../../assets/messages/id/message.ron"),
    include_str!("../../assets/messages/id/model.ron"),
    include_str!("../../assets/messages/id/edit.ron"),
    include_str!("../../assets/messages/id/check.ron"),
    include_str!("../../assets/messages/id/extract.ron"),
    include_str!("../../assets/messages/id/formats.ron"),
    include_str!("../../assets/messages/id/about_formats.ron"),
    include_str!("../../assets/messages/id/store.ron"),
    include_str!("../../assets/messages/id/session.ron"),
    include_str!("../../assets/messages/id/answers.ron"),
    include_str!("../../assets/messages/id/people.ron"),
];

type Catalogue = HashMap<String, String>;

static IN_INDONESIAN: LazyLock<Catalogue> = LazyLock::new(|| {
    let files = INDONESIAN.iter().map(|file| ron::from_str::<Catalogue>(file).expect("assets/messages/id is RON"));
    files.flatten().collect()
});

fn catalogue(language: Language) -> Option<&'static Catalogue> {
    match language {
        Language::English => None,
        Language::Indonesian => Some(&IN_INDONESIAN),
    }
}

/// The sentence in a language, if it is translated. English is its own key.
pub(super) fn look_up(language: Language, template: &str) -> Option<&'static str> {
    catalogue(language)?.get(template).map(String::as_str)
}

/// Every sentence that a language has, with its English: what tests compare.
pub fn templates(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    catalogue(language).into_iter().flatten().map(|(english, said)| (english.as_str(), said.as_str()))
}

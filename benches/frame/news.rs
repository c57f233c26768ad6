//! Invented news of any length, marked densely, and the project that it lies in.

use std::path::{Path, PathBuf};

use tandai::{
    edit::{Edit, NewMention},
    model::{EntityId, KindKey, LinkSource, Origin, Span},
    session::{Session, Who},
};

/// Bytes of the one paragraph without a line break that a long article has in its middle.
const ENDLESS: usize = 200_000;

const SENTENCES: [&str; 6] = [
    "PKS dan PSI berkoalisi di Pilbup Kabupaten Lebak, Banten. ",
    "“Kami masih menjajaki kemungkinan itu,” kata Rukmana Adiwijaya, Senin (8/7/2024). ",
    "Partai NasDem belum menentukan sikap di Kota Bekasi. ",
    "Menurut dia, pembicaraan antarpartai berjalan pelan tetapi pasti. ",
    "Golkar mengusung pasangan Laras Wening-Bima Sadewa sebagai calon bupati dan wakil bupati. ",
    "Rapat ditutup menjelang sore. ",
];

/// Sentences of names and filler in paragraphs of some five hundred bytes; the only “Tamat” is its last word.
fn text(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + ENDLESS / 100);
    let mut endless = bytes > 4 * ENDLESS;
    while text.len() < bytes {
        let paragraph = if endless && text.len() + ENDLESS / 2 > bytes / 2 {
            endless = false;
            ENDLESS
        } else {
            500
        };
        let end = text.len() + paragraph;
        for sentence in SENTENCES.iter().cycle().skip(text.len() % 5) {
            text.push_str(sentence);
            if text.len() >= end {
                break;
            }
        }
        text.push_str("\n\n");
    }
    text + "Tamat."
}

/// Words spread evenly, two in three of them linked; every fiftieth lies at the bottom of ten that are nested.
fn marks(text: &str, count: usize) -> Vec<NewMention> {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let kinds = [
        (KindKey::party(), EntityId::new("party:pks").ok()),
        (KindKey::candidate(), None),
        (KindKey::region(), EntityId::new("region:36.02").ok()),
    ];
    let mut marks = Vec::with_capacity(count);
    let mut add = |from: usize, to: usize| {
        let (Some(&start), Some(&end)) = (starts.get(from), starts.get(to + 1)) else { return };
        let span = Span::new(start, end - 1);
        if !text[span.range()].contains('\n') {
            let (kind, entity) = kinds[marks.len() % 3].clone();
            marks.push(NewMention { span, kind, entity, linked: LinkSource::Person, by: Origin::Person });
        }
    };
    // Of fifty places one has ten marks.
    let places = (count * 50 / 59).max(1);
    for place in 0..places {
        let word = 10 + place * (starts.len() - 20) / places;
        let deep = if place % 50 == 25 { 10 } else { 1 };
        for around in 0..deep {
            add(word - around, word + around);
        }
    }
    marks
}

/// Makes a project with one article in `folder`; returns where it is, its text and how many mentions there are.
pub fn project(folder: &Path, bytes: usize, mentions: usize) -> (PathBuf, String, usize) {
    let source = folder.join("artikel.txt");
    let text = text(bytes);
    std::fs::write(&source, &text).expect("the text is written");
    let dir = folder.join("project");
    let mut session = Session::create(&dir, "Bench", Who::named("sri")).expect("a project");
    let ready = session.importer().run(&tandai::session::ImportRequest::of(&[source]), &Default::default(), |_| {});
    let id = session.add_articles(ready).expect("the article goes in").articles[0].clone();
    session.load(&id).expect("the article loads");
    let text = session.article(&id).expect("it is loaded").text.to_string();
    let place = session.place(&id);
    let done = session.perform(Edit::Tag { place, mentions: marks(&text, mentions) }).expect("the mentions fit");
    session.save().expect("saved");
    (dir, text, done.mentions.len())
}

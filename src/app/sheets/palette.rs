//! Ctrl+K: any command by its name, and articles by their titles.

use eframe::egui::{RichText, ScrollArea, Ui};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::{
    Stage,
    frame::{self, SheetFrame, SheetPlace},
    list::{self, ListRow, ROW},
};
use crate::{
    app::{
        kit::text::Words,
        state::{
            action::Action,
            command::{COMMANDS, Command, command_name},
            keys,
        },
    },
    message::Language,
    model::ArticleId,
};

/// How many articles are shown at the most, and from how many typed characters on.
const ARTICLES: usize = 8;
const ARTICLES_FROM: usize = 2;
const RECENT: usize = 6;

/// The query, and what fits it.
#[derive(Default)]
pub struct PaletteDraft {
    query: String,
    at: usize,
    found: PaletteHits,
}

/// What fits the query; found again only when the query, the language or the project's list changed.
#[derive(Default)]
struct PaletteHits {
    asked: Option<(String, Language, usize)>,
    /// Places in [`COMMANDS`], and the commands' names.
    commands: Vec<(usize, String)>,
    articles: Vec<(ArticleId, String)>,
}

/// What a query is compared with.
struct Candidate {
    place: usize,
    name: String,
    english: String,
    help: &'static str,
}

pub fn ui(stage: &mut Stage, draft: &mut PaletteDraft) {
    let PaletteDraft { query, at, found } = draft;
    find(stage, query, found);
    let count = found.commands.len() + found.articles.len();
    let steered = list::steer(stage.ctx, frame::first_id("palette"), at, count);
    let sheet = SheetFrame { name: "palette", title: "", width: 620.0, place: SheetPlace::Top };
    let mut chosen = steered.enter.then_some(*at);
    let response = sheet.show(stage, |ui, stage| {
        let hint = stage.say(Words::PaletteHint);
        let before = query.clone();
        frame::first_field(ui, stage.fresh, "palette", hint, hint, query);
        if *query != before {
            *at = 0;
        }
        ui.add_space(4.0);
        if count == 0 {
            frame::note(ui, stage.say(Words::NothingFound));
        }
        let height = (stage.ctx.content_rect().height() - 190.0).min(ROW * 14.0);
        ScrollArea::vertical().auto_shrink([false, true]).max_height(height).show(ui, |ui| {
            if let Some(clicked) = rows(ui, stage, found, *at, steered.moved || stage.fresh) {
                chosen = Some(clicked);
            }
        });
    });
    if response.clicked_elsewhere() {
        stage.close = true;
    }
    if let Some(chosen) = chosen {
        choose(stage, found, chosen);
    }
}

fn find(stage: &Stage, query: &str, found: &mut PaletteHits) {
    let session = stage.screen.session;
    let articles = session.map_or(0, |session| session.rows().len());
    let asked = Some((query.trim().to_owned(), stage.language(), articles));
    if found.asked == asked {
        return;
    }
    let scheme = session.map(|session| &session.project().scheme);
    let named = COMMANDS.iter().enumerate().filter_map(|(place, entry)| {
        let name = command_name(stage.screen.settings, scheme, entry)?;
        let english = Language::English.say(entry.name).replace("{}", "");
        Some(Candidate { place, name, english, help: stage.say(entry.help) })
    });
    let named: Vec<Candidate> = named.collect();
    let places = if query.trim().is_empty() { recent_first(&stage.memory.recent, &named) } else { rank(query, &named) };
    let name_of = |place| named.iter().find(|one| one.place == place).map(|one| (place, one.name.clone()));
    let titles = session.into_iter().flat_map(|session| session.rows().iter());
    *found = PaletteHits {
        asked,
        commands: places.into_iter().filter_map(name_of).collect(),
        articles: with_title(query, titles.map(|row| (&row.meta.id, row.meta.shown_title()))),
    };
}

fn recent_first(recent: &[Command], named: &[Candidate]) -> Vec<usize> {
    let at = |one: &Candidate| recent.iter().position(|command| *command == COMMANDS[one.place].command);
    let mut places: Vec<(usize, usize)> = named.iter().map(|one| (at(one).unwrap_or(usize::MAX), one.place)).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

/// Commands whose name (in the window's language or in English) has the query's letters in order, or whose help has its
/// words; best first.
fn rank(query: &str, named: &[Candidate]) -> Vec<usize> {
    let fuzzy = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let words = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut score = |pattern: &Pattern, text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
    let mut ranked: Vec<(u32, usize)> = Vec::new();
    for one in named {
        // A name counts more than what explains it.
        let name = score(&fuzzy, &one.name).map(|points| points * 4 + 3);
        let english = score(&fuzzy, &one.english).map(|points| points * 4);
        let help = score(&words, one.help);
        let whole = [&one.name, &one.english].into_iter().any(|name| score(&words, name).is_some());
        if let Some(points) = name.max(english).max(help) {
            ranked.push((points + if whole { 400 } else { 0 }, one.place));
        }
    }
    ranked.sort_by_key(|&(points, place)| (std::cmp::Reverse(points), place));
    ranked.into_iter().map(|(_, place)| place).collect()
}

/// The first articles whose title has the query in it, upper and lower case alike.
fn with_title<'a>(query: &str, rows: impl Iterator<Item = (&'a ArticleId, &'a str)>) -> Vec<(ArticleId, String)> {
    let query = query.trim().to_lowercase();
    if query.chars().count() < ARTICLES_FROM {
        return Vec::new();
    }
    let fitting = rows.filter(|(_, title)| title.to_lowercase().contains(&query));
    fitting.take(ARTICLES).map(|(id, title)| (id.clone(), title.to_owned())).collect()
}

/// Draws what was found; tells the row that was clicked.
fn rows(ui: &mut Ui, stage: &Stage, found: &PaletteHits, at: usize, reveal: bool) -> Option<usize> {
    let mut clicked = None;
    let mut show = |ui: &mut Ui, number: usize, row: ListRow| {
        let response = row.show(ui, stage.theme, number == at);
        if number == at && reveal {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            clicked = Some(number);
        }
    };
    ui.spacing_mut().item_spacing.y = 1.0;
    for (number, (place, name)) in found.commands.iter().enumerate() {
        let entry = &COMMANDS[*place];
        let keys = keys::keys_of(stage.screen.settings, entry).map(keys::on_keyboard).unwrap_or_default();
        let weak = format!("{} · {}", stage.say(entry.menu.name()), stage.say(entry.help));
        show(ui, number, ListRow { text: name, weak: &weak, right: &keys, ..ListRow::default() });
    }
    if !found.articles.is_empty() {
        ui.add_space(6.0);
        ui.label(RichText::new(stage.say(Words::Articles)).small().weak());
        for (number, (id, title)) in found.articles.iter().enumerate() {
            let row = ListRow { text: title, weak: id.as_str(), ..ListRow::default() };
            show(ui, found.commands.len() + number, row);
        }
    }
    clicked
}

fn choose(stage: &mut Stage, found: &PaletteHits, number: usize) {
    if let Some((place, _)) = found.commands.get(number) {
        let command = COMMANDS[*place].command;
        let recent = &mut stage.memory.recent;
        recent.retain(|there| *there != command);
        recent.insert(0, command);
        recent.truncate(RECENT);
        stage.finish(Action::Run(command));
    } else if let Some((id, _)) = found.articles.get(number - found.commands.len()) {
        let id = id.clone();
        stage.finish(Action::OpenArticle(id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(language: Language) -> Vec<Candidate> {
        let one = |(place, entry): (usize, &crate::app::state::command::CommandEntry)| Candidate {
            place,
            name: language.say(entry.name).to_owned(),
            english: Language::English.say(entry.name).to_owned(),
            help: language.say(entry.help),
        };
        COMMANDS.iter().enumerate().map(one).collect()
    }

    fn first(query: &str, language: Language) -> Command {
        COMMANDS[rank(query, &named(language))[0]].command
    }

    #[test]
    fn commands_are_found_by_both_languages_and_by_help() {
        assert_eq!(first("undo", Language::English), Command::Undo);
        assert_eq!(first("undo", Language::Indonesian), Command::Undo);
        assert_eq!(first("urungkan", Language::Indonesian), Command::Undo);
        assert_eq!(first("kybd", Language::English), Command::Shortcuts);
        assert_eq!(first("annotation rules", Language::English), Command::Guidelines);
        assert!(rank("qqqq", &named(Language::English)).is_empty());
    }

    #[test]
    fn recent_commands_stand_first() {
        let places = recent_first(&[Command::Save, Command::Find], &named(Language::English));
        assert_eq!(COMMANDS[places[0]].command, Command::Save);
        assert_eq!(COMMANDS[places[1]].command, Command::Find);
        assert_eq!(places.len(), COMMANDS.len());
    }

    #[test]
    fn articles_are_found_by_title() {
        let ids: Vec<ArticleId> = (0..20).map(|n| ArticleId::new(format!("a{n}")).unwrap()).collect();
        let rows = || ids.iter().map(|id| (id, if id.as_str() == "a7" { "Pilbup Lebak" } else { "PILGUB Banten" }));
        assert_eq!(with_title("lebak", rows()).len(), 1);
        assert_eq!(with_title(" pilgub ", rows()).len(), ARTICLES);
        assert!(with_title("p", rows()).is_empty());
    }
}

//! Nothing is accepted unseen: with keys alone, everything that a suggestion would store is said before it is stored.

use eframe::egui::{Key, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use tandai::{
    message::Language,
    model::{Coalition, EntityId, Filler, Span},
    session::{Ghost, Suggestion},
};

use crate::desk::{self, Desk};

impl Desk {
    /// What the strip below the text says.
    fn strip(&self) -> String {
        let labels = self.harness.query_all_by_role(Role::Status);
        labels.filter_map(|node| node.accesskit_node().label()).collect::<Vec<_>>().join("\n")
    }

    /// Its full name, or that of one whom nobody knows yet.
    fn full_name(&self, entity: &EntityId) -> String {
        let known = self.session().entity(entity).map(|entity| entity.name.clone());
        known.unwrap_or_else(|| self.session().suggested_label(&self.article(), entity))
    }

    fn words(&self, span: Span) -> String {
        self.text()[span.range()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What is to be said of a mention besides its keys.
    fn told_of_mention(&self, one: &Suggestion) -> Vec<String> {
        let mut told = vec![self.words(one.span)];
        match &one.entity {
            Some(entity) => told.extend([self.full_name(entity), entity.to_string()]),
            None => told.push("not linked".to_owned()),
        }
        told.extend(one.from.iter().map(|voice| voice.set.to_string()));
        told
    }

    fn label(&self, ghost: &Ghost, filler: &Filler) -> String {
        match &filler.entity {
            Some(entity) => self.session().suggested_label(&self.article(), entity),
            None => {
                let place = filler.mentions.iter().find_map(|id| ghost.mentions.get(id)).expect("a place in the text");
                self.words(place.0)
            }
        }
    }

    fn told_of_coalition(&self, ghost: &Ghost) -> Vec<String> {
        let card = &ghost.coalition;
        let slots = [&card.race.region, &card.ticket.head, &card.ticket.deputy];
        let parties = card.backings.iter().map(|backing| &backing.party);
        let filled = slots.into_iter().chain(parties).filter(|filler| !filler.is_empty());
        let mut told: Vec<String> = filled.map(|filler| self.label(ghost, filler)).collect();
        told.extend(card.race.year.map(|year| year.to_string()));
        told.extend([card.speaker.clone(), card.hedge.trim().to_owned(), card.note.clone()]);
        told.extend(ghost.from.iter().map(|voice| voice.set.to_string()));
        told.retain(|words| !words.is_empty());
        told
    }
}

/// Everything of a statement that its readers see, without who said when that it is so.
fn stored(card: &Coalition) -> impl PartialEq + std::fmt::Debug + use<> {
    let entity = |filler: &Filler| filler.entity.clone();
    let parties: Vec<_> = card.backings.iter().map(|one| (entity(&one.party), one.stance, one.slot)).collect();
    let slots = [&card.race.region, &card.ticket.head, &card.ticket.deputy].map(entity);
    let told = (card.speaker.clone(), card.date, card.hedge.clone(), card.note.clone());
    (slots, card.race.office, card.race.year, parties, card.status, told)
}

fn every_suggestion_is_named(language: Language) {
    let mut desk = Desk::with_sample();
    let mut settings = desk::settings();
    settings.choose_language(language);
    desk.reopen_with(settings);
    let articles = desk.app().listed();
    let (mut mentions, mut coalitions) = (0, 0);
    for article in articles {
        while desk.article() != article {
            desk.alt(Key::ArrowDown);
        }
        desk.settle();
        desk.key(Key::Period);
        while let Some(id) = desk.app().suggestion() {
            let strip = desk.strip();
            let all = desk.session().suggestions(&article).expect("they wait");
            let (one, ghost) = (all.get(id).cloned(), all.ghost(id).cloned());
            let told = match (&one, &ghost) {
                (Some(one), _) => desk.told_of_mention(one),
                (None, Some(ghost)) => desk.told_of_coalition(ghost),
                (None, None) => panic!("keys decide on nothing in {article}"),
            };
            for words in told.iter().filter(|words| language == Language::English || *words != "not linked") {
                assert!(strip.contains(words.as_str()), "“{words}” is not said in {article}: {strip}");
            }
            let enter = if language == Language::English { "Enter accept" } else { "Enter terima" };
            assert!(strip.contains(enter), "{strip}");
            println!("{article}\t{strip}");
            let before = desk.annotations();
            desk.key(Key::Enter);
            let after = desk.annotations();
            if let Some(one) = one {
                mentions += 1;
                let new = after.mentions.values().filter(|mention| !before.mentions.contains_key(&mention.id));
                let new: Vec<_> =
                    new.map(|mention| (mention.span, mention.kind.clone(), mention.entity.clone())).collect();
                assert_eq!(new, [(one.span, one.kind, one.entity)], "and nothing else");
            } else if let Some(ghost) = ghost {
                coalitions += 1;
                let new = after.coalitions.values().filter(|card| !before.coalitions.contains_key(&card.id));
                let new: Vec<_> = new.map(stored).collect();
                assert_eq!(new, [stored(&ghost.coalition)], "as it was said");
                let marked = after.mentions.values().filter(|mention| !before.mentions.contains_key(&mention.id));
                for mention in marked {
                    let of_the_card = ghost.mentions.values().any(|(span, _)| *span == mention.span);
                    assert!(of_the_card, "“{}” was not said in {article}", desk.words(mention.span));
                }
            }
        }
        assert_eq!(desk.session().suggestions(&article).map_or(0, |all| all.left()), 0, "{article}");
    }
    assert!(mentions > 40 && coalitions > 4, "{mentions} mentions, {coalitions} coalitions");
}

#[test]
fn every_suggestion_of_the_sample_is_named_before_it_is_accepted() {
    every_suggestion_is_named(Language::English);
}

#[test]
fn every_suggestion_of_the_sample_is_named_in_indonesian() {
    every_suggestion_is_named(Language::Indonesian);
}

/// What would be stored is said as it is now, not as it was suggested.
#[test]
fn what_is_changed_of_a_suggestion_is_said() {
    let mut desk = Desk::with_sample();
    while desk.article().as_str() != "06-penjajakan-bogor" {
        desk.alt(Key::ArrowDown);
    }
    desk.settle();
    desk.key(Key::Period);
    let is_coalition = |desk: &Desk| {
        let id = desk.app().suggestion().expect("one is decided on");
        desk.session().suggestions(&desk.article()).expect("they wait").ghost(id).is_some()
    };
    while !is_coalition(&desk) {
        desk.key(Key::N);
    }
    assert!(desk.strip().contains("exploring") && desk.strip().contains("Nadia Rahmaputri"), "{}", desk.strip());
    desk.key(Key::T);
    desk.key(Key::D);
    desk.harness.run_steps(2);
    let said = desk.strip();
    assert!(said.contains("hoped") && !said.contains("exploring") && !said.contains("Nadia Rahmaputri"), "{said}");
    desk.key(Key::Enter);
    let card = desk.only_coalition();
    assert!(card.ticket.deputy.is_empty(), "as it was said");
}

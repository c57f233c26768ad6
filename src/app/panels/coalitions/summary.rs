//! What a card says in a line: its race, its ticket, the first words of its evidence. Knows no window.

use crate::{
    app::kit::{names::StatementNames, text::Words},
    model::{Backing, Coalition, Filler, Office, Span, Stance, Text},
};

/// “Pilbup · Kabupaten Tegal · 2024”. `region` is empty if it is open.
pub fn race(names: StatementNames<'_>, region: &str, office: Option<Office>, year: Option<i16>) -> String {
    if region.is_empty() && office.is_none() && year.is_none() {
        return names.language.say(Words::OpenRace).to_owned();
    }
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let parts = [names.election(office), region, &year];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// “Andra Soni – Dimyati”; a place that is open is a dash. Empty if both are.
pub fn ticket(head: &str, deputy: &str) -> String {
    let or_open = |name: &str| if name.is_empty() { "—".to_owned() } else { name.to_owned() };
    match (head.is_empty(), deputy.is_empty()) {
        (true, true) => String::new(),
        (false, true) => head.to_owned(),
        _ => format!("{} – {}", or_open(head), or_open(deputy)),
    }
}

/// “nominating PKS, PPP · supporting PAN (wakil bupati)”: parties by their stances, with the place that one is offered.
pub fn parties(names: StatementNames<'_>, card: &Coalition, label: &dyn Fn(&Filler) -> String) -> String {
    let mut stances: Vec<Stance> = Vec::new();
    for backing in &card.backings {
        if !stances.contains(&backing.stance) {
            stances.push(backing.stance);
        }
    }
    let party = |backing: &Backing| match backing.slot {
        None => label(&backing.party),
        slot => format!("{} ({})", label(&backing.party), names.slot(card.race.office, slot)),
    };
    let of_stance = |stance: Stance| {
        let parties: Vec<String> = card.backings.iter().filter(|one| one.stance == stance).map(party).collect();
        format!("{} {}", names.stance(stance), parties.join(", "))
    };
    stances.into_iter().map(of_stance).collect::<Vec<_>>().join(" · ")
}

/// The beginning of a quotation in one line, at most `most` characters.
pub fn quote(text: &Text, span: Span, most: usize) -> String {
    let slice = text.slice(span);
    // Whitespace folds, so a little more is read than is shown.
    let read: String = slice.chars().take(most + 40).collect();
    let mut line = read.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = line.char_indices().nth(most).map(|(at, _)| at);
    if let Some(cut) = cut {
        line.truncate(cut);
    }
    if cut.is_some() || read.len() < slice.len() {
        line.push('…');
    }
    line
}

/// The same in quotation marks, unless it begins with one.
pub fn quoted(text: &Text, span: Span, most: usize) -> String {
    let quote = quote(text, span, most);
    if quote.starts_with(['“', '"', '‘', '„']) { quote } else { format!("“{quote}”") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{message::Language, model::StatementScheme};

    fn delivered(language: Language) -> StatementNames<'static> {
        StatementNames { statements: StatementScheme::delivered(), language }
    }

    #[test]
    fn races_are_called_as_indonesians_call_them() {
        let say = |region, office, year| race(delivered(Language::English), region, office, year);
        assert_eq!(say("Kabupaten Tegal", Some(Office::REGENT), Some(2024)), "Pilbup · Kabupaten Tegal · 2024");
        assert_eq!(say("Banten", Some(Office::GOVERNOR), None), "Pilgub · Banten");
        assert_eq!(say("", Some(Office::MAYOR), Some(2024)), "Pilwalkot · 2024");
        assert_eq!(say("Papua", None, None), "Pilkada · Papua");
        assert_eq!(say("", None, None), "open race");
        assert_eq!(race(delivered(Language::Indonesian), "", None, None), "pemilihan terbuka");
    }

    #[test]
    fn tickets_keep_their_places() {
        assert_eq!(ticket("Sri", "Budi"), "Sri – Budi");
        assert_eq!(ticket("Sri", ""), "Sri");
        assert_eq!(ticket("", "Budi"), "— – Budi");
        assert_eq!(ticket("", ""), "");
    }

    #[test]
    fn quotations_are_one_line_and_cut_between_characters() {
        let text = Text::new("“Kami\u{a0}mendukung”,\n  kata Ketua é̂ 🙂 DPW.");
        let whole = Span::new(0, text.len());
        assert_eq!(quote(&text, whole, 100), "“Kami mendukung”, kata Ketua é̂ 🙂 DPW.");
        assert_eq!(quote(&text, whole, 5), "“Kami…");
        assert_eq!(quoted(&text, whole, 5), "“Kami…");
        assert_eq!(quoted(&text, Span::new(3, 7), 5), "“Kami”");
        for most in 0..40 {
            assert!(quote(&text, whole, most).chars().count() <= most + 1);
        }
    }
}

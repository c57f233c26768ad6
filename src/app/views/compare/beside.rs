//! The chosen difference: the passage with the marks of both, one above the letters and one below, and of a statement
//! both cards, the slots that differ lit.

use eframe::egui::{Align, Frame, Label, Layout, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use super::{
    button, chosen, described, open,
    state::{CompareState, Compared},
    without_difference,
};
use crate::{
    app::{
        article::{self, PlacedParagraph},
        kit::{fonts::Emphasis, names, row, slots, text::Words, theme::Theme},
        state::{action::Action, screen::Screen},
    },
    compare::{ComparedValues, MarkedSpan, StatementSlot, Told},
    message::Language,
    model::{ArticleId, DecisionId, FieldOwner, Span, Text},
    session::{Differing, Session},
};

/// Bytes around the place that are shown.
const AROUND: usize = 900;

pub fn ui(ui: &mut Ui, screen: &Screen, state: &mut CompareState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(session) = screen.session else { return };
    if state.compared.is_none() {
        return;
    }
    gold(ui, screen, state, actions);
    let Some((compared, difference)) = chosen(state) else {
        return without_difference(ui, screen, state);
    };
    let sides = compared.pairs[state.pair].sides;
    let coded = &compared.comparison.coded[difference.coded];
    let text = &compared.comparison.texts[difference.coded];
    let (what, words) = described(compared, difference, language);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if button(ui, language.say(Words::OpenTheArticle)) {
                actions.extend(open(state));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(RichText::new(what).bold());
                ui.add(Label::new(RichText::new(format!("“{}”", shortened(&words))).color(theme.text)).truncate());
            });
        });
    });
    ui.separator();
    ScrollArea::vertical().id_salt("beside").auto_shrink(false).show(ui, |ui| {
        let of = |side: usize| coded.said[side].as_ref().map_or(&[][..], |said| said.mentions.as_slice());
        let names = [sides.0, sides.1].map(|side| set_name(session, compared, side));
        match &difference.what {
            Differing::Mention(pair) => {
                let told = |mark: &Option<MarkedSpan>| mention_lines(session, text, mark.as_ref(), language);
                let (one, other) = (told(&pair.one), told(&pair.other));
                cards(ui, &names, &one, &other, theme, language);
            }
            Differing::Statement { one, other, .. } => {
                let told = |told: &Option<Box<Told>>| statement_lines(session, text, told.as_deref(), language);
                cards(ui, &names, &told(one), &told(other), theme, language);
            }
            Differing::Article { one, other } => {
                let told = |values: &ComparedValues| article_lines(session, values, language);
                cards(ui, &names, &told(one), &told(other), theme, language);
            }
        }
        // What differs comes first: the text may be long.
        ui.add_space(10.0);
        passage(ui, session, text, difference.place(), [of(sides.0), of(sides.1)], theme);
    });
}

/// What everybody agrees on can be taken at once; the rest is decided with the keys of the review.
fn gold(ui: &mut Ui, screen: &Screen, state: &mut CompareState, actions: &mut Vec<Action>) {
    let (language, theme) = (screen.language(), screen.theme);
    let Some(compared) = state.compared.clone() else { return };
    let count = |all: &[(ArticleId, Vec<DecisionId>)]| all.iter().map(|(_, claims)| claims.len()).sum::<usize>();
    let (all, present) = (count(&compared.agreed), count(&compared.present));
    let single = &compared.comparison.single;
    ui.horizontal_wrapped(|ui| {
        if button(ui, language.say(Words::DecideIntoGold)) {
            actions.push(Action::DecideIntoGold);
        }
        let told = language.fill(Words::AllAgreeOn, &[&all.to_string(), &compared.agreed.len().to_string()]);
        ui.label(RichText::new(told).small().color(theme.weak));
        if present > all {
            let words = language.fill(Words::AgreeWherePresent, &[&(present - all).to_string()]);
            row::checkbox(ui, &mut state.present, RichText::new(words).small())
                .on_hover_text(language.say(Words::PresentHelp));
        }
        if !single.is_empty() {
            let words = language.fill(Words::TakeSingle, &[&count(single).to_string(), &single.len().to_string()]);
            row::checkbox(ui, &mut state.single, RichText::new(words).small());
        }
    });
}

fn set_name(session: &Session, compared: &Compared, side: usize) -> String {
    let id = &compared.comparison.sets[side];
    session.project().sets.get(id).map_or_else(|| id.to_string(), |set| set.name.clone())
}

/// The paragraphs around a place, with marks above the letters and below.
fn passage(ui: &mut Ui, session: &Session, text: &Text, place: Span, sides: [&[MarkedSpan]; 2], theme: &Theme) {
    let first = text.line_of_byte(place.start.saturating_sub(AROUND / 3));
    let last = text.line_of_byte((place.end + AROUND).min(text.len()));
    for line in (first..=last).filter_map(|number| text.line(number)).filter(|line| !line.is_empty()) {
        let width = ui.available_width() - 8.0;
        let galley = article::lay_out(ui, text.slice(line), width, theme.text);
        let (rect, _) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::hover());
        let placed = PlacedParagraph { span: line, galley: galley.clone(), at: rect.min };
        let painter = ui.painter_at(rect.expand(4.0));
        if line.touches(place) {
            for row in placed.rects(text, place) {
                painter.rect_filled(
                    row.shrink2(vec2(0.0, 3.0)),
                    3,
                    ui.visuals().selection.bg_fill.gamma_multiply(0.35),
                );
            }
        }
        painter.galley(rect.min, galley.galley, theme.text);
        for (below, marks) in [(false, sides[0]), (true, sides[1])] {
            for mark in marks.iter().filter(|mark| mark.span.touches(line)) {
                let Some(kind) = session.project().scheme.kind(&mark.kind) else { continue };
                let colour = theme.kind(kind);
                for row in placed.rects(text, mark.span) {
                    let y = if below { row.bottom() - 3.0 } else { row.top() + 3.0 };
                    article::rule(&painter, [pos2(row.left(), y), pos2(row.right(), y)], colour, kind.line);
                    // Ends, so that neighbours stay two: up from below, down from above.
                    let tip = if below { y - 4.0 } else { y + 4.0 };
                    painter.line_segment([pos2(row.left(), y), pos2(row.left(), tip)], Stroke::new(1.5, colour));
                    painter.line_segment([pos2(row.right(), y), pos2(row.right(), tip)], Stroke::new(1.5, colour));
                }
            }
        }
        ui.add_space(4.0);
    }
}

/// The first letters of what is long.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words.to_owned(),
    }
}

/// What a slot is called, and what it says.
type CardLines = Vec<(String, String)>;

fn mention_lines(session: &Session, text: &Text, mark: Option<&MarkedSpan>, language: Language) -> CardLines {
    let Some(mark) = mark else { return Vec::new() };
    let scheme = &session.project().scheme;
    let entity = mark.entity.as_ref().map_or("–", |entity| session.entity_label(entity));
    vec![
        (language.say(Words::QuotedText).to_owned(), text.slice(mark.span).to_owned()),
        (language.say(Words::Kind).to_owned(), names::kind_of(language, scheme, &mark.kind)),
        (language.say(Words::Entity).to_owned(), entity.to_owned()),
    ]
}

fn statement_lines(session: &Session, text: &Text, told: Option<&Told>, language: Language) -> CardLines {
    let Some(told) = told else { return Vec::new() };
    let line = |slot| (slots::name(slot, language).to_owned(), slots::said(session, told, slot, language));
    let mut lines: CardLines = StatementSlot::ALL.into_iter().map(line).collect();
    let own = session.project().scheme.fields_of(FieldOwner::Statement);
    lines.extend(own.map(|field| {
        let said = told.fields.get(field.key.as_str()).cloned().unwrap_or_default();
        (field.name_in(language).to_owned(), said)
    }));
    let evidence = told.evidence.iter().map(|span| crate::session::one_spaced(text.slice(*span)));
    lines.push((language.say(Words::Evidence).to_owned(), evidence.collect::<Vec<_>>().join(" … ")));
    lines
}

/// The project's own fields of an article.
fn article_lines(session: &Session, values: &ComparedValues, language: Language) -> CardLines {
    let own = session.project().scheme.fields_of(FieldOwner::Article);
    let line = |field: &crate::model::Field| {
        (field.name_in(language).to_owned(), values.get(field.key.as_str()).cloned().unwrap_or_default())
    };
    own.map(line).collect()
}

/// Room for the name of a slot, with the sign before it.
const SLOT: f32 = 84.0;

/// Both sides in two columns, as wide as there is room; a line that differs is lit, and has a sign.
fn cards(ui: &mut Ui, names: &[String; 2], one: &CardLines, other: &CardLines, theme: &Theme, language: Language) {
    Frame::group(ui.style()).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 3.0);
        let width = (ui.available_width() - SLOT) / 2.0 - 2.0 * ui.spacing().item_spacing.x;
        line(
            ui,
            width,
            RichText::new(""),
            names.iter().zip(["▔", "▁"]).map(|(name, sign)| RichText::new(format!("{sign} {name}")).bold()),
        );
        let longest = if one.len() > other.len() { one } else { other };
        for (at, (slot, _)) in longest.iter().enumerate() {
            let [one, other] = [one, other].map(|lines| lines.get(at).map(|(_, said)| said.as_str()));
            let differs = one != other;
            let slot = RichText::new(format!("{} {slot}", if differs { "≠" } else { "\u{2007}" })).small();
            let slot = slot.color(if differs { theme.warning } else { theme.weak });
            line(
                ui,
                width,
                slot,
                [one, other].map(|said| {
                    let words = said.unwrap_or(language.say(Words::NothingHere));
                    let rich = RichText::new(if words.is_empty() { "–" } else { words });
                    if differs { rich.background_color(theme.warning.gamma_multiply(0.25)).bold() } else { rich }
                }),
            );
        }
    });
}

/// The name of a slot and what both sides have there, each wrapped within its column.
fn line(ui: &mut Ui, width: f32, slot: RichText, said: impl IntoIterator<Item = RichText>) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(SLOT, 18.0), |ui| {
            ui.set_width(SLOT);
            ui.add(Label::new(slot).wrap());
        });
        for words in said {
            ui.allocate_ui(vec2(width, 18.0), |ui| {
                ui.set_width(width);
                ui.add(Label::new(words).wrap());
            });
        }
    });
}

//! Lines of tokens as an article with its marks.

use std::collections::BTreeMap;

use super::{
    MAGIC,
    slots::{LinkSlot, SlotLink},
};
use crate::{
    formats::{
        format::{Item, ReadContext},
        kit::{
            encoding,
            raw_text::OffsetUnit,
            tally::{FileTally, shortened},
        },
        problem::Problem,
        record::{RawArticle, RawMention, RawRelation, RawSpan, RecordContext},
        stem,
    },
    message::{Message, message},
};

/// Layers that describe every word of a text and mark nothing in it.
pub(super) const OF_WORDS: [&str; 9] =
    ["pos.", "Lemma", "morph", "Stem", "Token", "Sentence", "SurfaceForm", "dependency", "Constituent"];
/// Features that tell what a span is, the likeliest first, and who or what it is.
const LABELS: [&str; 8] = ["label", "value", "kind", "type", "category", "tag", "ner", "class"];
const ENTITIES: [&str; 3] = ["entity", "identifier", "id"];

/// A layer of spans: its columns after the third, by the names of its features.
struct Layer {
    name: String,
    first: usize,
    features: Vec<String>,
    slots: Vec<LinkSlot>,
}

impl Layer {
    /// The feature of these names, the first that there is; columns of slots are none.
    fn feature(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.features.iter().position(|own| own == name)).filter(|at| !self.in_slot(*at))
    }

    /// Whether a column says where links go, or in which role.
    fn in_slot(&self, column: usize) -> bool {
        self.slots.iter().any(|slot| slot.roles == column || slot.roles + 1 == column)
    }
}

/// A layer of relations: the column of its label, if it has one, and the one that names where they come from.
struct RelationLayer {
    name: String,
    label: Option<usize>,
    from: usize,
    /// The layer of spans that they relate.
    of: String,
}

/// A relation to the marks of a token, before it is known which those are.
struct WebannoRelation {
    layer: usize,
    label: String,
    /// The token and the number of the mark that it comes from, and the same for the one that it goes to.
    from: (String, Option<usize>),
    to: (String, Option<usize>),
    line: usize,
}

/// A mark in the making: first and last offset, label, entity, line.
#[derive(Default)]
struct WebannoMark {
    start: usize,
    end: usize,
    label: String,
    entity: String,
    line: usize,
}

pub(super) fn items(file: &str, name: &str, bytes: &[u8], reading: &ReadContext, tally: &FileTally) -> Vec<Item> {
    let own = FileTally::default();
    let items = match encoding::decode(bytes) {
        Ok(decoded) => match record(name, &decoded.text, &own) {
            Ok(record) => {
                let context = RecordContext { file, at: (0, 0), unit: OffsetUnit::Utf16, reading, tally: &own };
                record.items(&context)
            }
            Err((line, reason)) => {
                let fix = message!("Export it again as WebAnno TSV 3; the other files went in");
                vec![Item::Problem(Problem::new(file, reason, fix).at(line, 1))]
            }
        },
        Err(reason) => vec![Item::Problem(Problem::new(file, reason.message(), Message::default()))],
    };
    tally.merge(file, own);
    items
}

fn record(name: &str, text: &str, tally: &FileTally) -> Result<RawArticle, (usize, crate::message::Message)> {
    let (mut layers, mut columns) = (Vec::new(), 3);
    let mut raw = Units::default();
    let mut marks: Vec<WebannoMark> = Vec::new();
    // Marks of several tokens, by layer and number.
    let mut told: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    // All marks of a token, by layer.
    let mut on: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    let (mut relation_layers, mut relations) = (Vec::<RelationLayer>::new(), Vec::new());
    let mut chains: Vec<(String, usize)> = Vec::new();
    let mut links: Vec<SlotLink> = Vec::new();
    if !text.starts_with(MAGIC) {
        return Err((1, message!("it does not begin with {magic}", magic = MAGIC)));
    }
    for (number, line) in text.lines().enumerate() {
        let line_number = number + 1;
        if let Some(layer) = line.strip_prefix("#T_SP=") {
            let mut parts = layer.split('|');
            let name = parts.next().unwrap_or_default().to_owned();
            let features: Vec<&str> = parts.collect();
            let width = features.len().max(1);
            let slots = LinkSlot::all(&features);
            let features = features.into_iter().map(str::to_owned).collect();
            layers.push(Layer { name, first: columns, features, slots });
            columns += width;
            continue;
        }
        if let Some(layer) = line.strip_prefix("#T_RL=") {
            let mut parts = layer.split('|');
            let name = parts.next().unwrap_or_default().to_owned();
            let features: Vec<&str> = parts.collect();
            let of = features.last().and_then(|last| last.strip_prefix("BT_")).unwrap_or_default().to_owned();
            let named = LABELS.iter().find_map(|label| features.iter().position(|feature| feature == label));
            let label = named.or((features.len() > 1).then_some(0)).map(|at| columns + at);
            columns += features.len().max(1);
            relation_layers.push(RelationLayer { name, label, from: columns - 1, of });
            continue;
        }
        if let Some(layer) = line.strip_prefix("#T_CH=") {
            chains.push((short(layer).to_owned(), columns));
            columns += 2;
            continue;
        }
        if line.trim().is_empty() || (line.starts_with('#') && !line.contains('\t')) {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let wrong = || (line_number, message!("the line is not a number, offsets and a token, parted by tabs"));
        let [place, offsets, token, ..] = cells.as_slice() else { return Err(wrong()) };
        let (start, end) = offsets.split_once('-').ok_or_else(wrong)?;
        let (Ok(start), Ok(end)) = (start.parse::<usize>(), end.parse::<usize>()) else { return Err(wrong()) };
        let part = place.contains('.');
        if !part {
            let words = plain(token);
            let length = words.encode_utf16().count();
            if start < raw.units || start.checked_add(length) != Some(end) || end > 64 << 20 {
                return Err((
                    line_number,
                    message!(
                        "the offsets {offsets} are not those of “{token}”",
                        offsets = *offsets,
                        token = shortened(&words)
                    ),
                ));
            }
            raw.add(start, &words, place.split('-').next().unwrap_or_default());
        }
        let is_said = |at: usize| cells.get(at).is_some_and(|cell| *cell != "_" && !cell.is_empty());
        for (name, _) in chains.iter().filter(|(_, at)| is_said(*at)) {
            tally.lost(message!("a link of the chains {layer}", layer = name.as_str()), (line_number, 1));
        }
        for (layer_at, layer) in relation_layers.iter().enumerate().filter(|(_, layer)| is_said(layer.from)) {
            let labels = layer.label.and_then(|at| cells.get(at)).map_or_else(Vec::new, |cell| values(cell));
            for (at, from) in cells[layer.from].split('|').enumerate() {
                let label = labels.get(at).map(|(label, _)| label.clone()).filter(|label| !label.is_empty());
                let (from, to) = ends_of(from);
                let to = ((*place).to_owned(), to);
                let label = label.unwrap_or_else(|| short(&layer.name).to_owned());
                relations.push(WebannoRelation { layer: layer_at, label, from, to, line: line_number });
            }
        }
        for (layer_at, layer) in layers.iter().enumerate() {
            if OF_WORDS.iter().any(|of_words| layer.name.contains(of_words)) {
                if cells.get(layer.first).is_some_and(|cell| *cell != "_" && !cell.is_empty()) {
                    tally.no_place(message!("the layer {layer}", layer = short(&layer.name)), (line_number, 1));
                }
                continue;
            }
            let width = layer.features.len().max(1);
            let cell = |column: usize| cells.get(layer.first + column).copied().unwrap_or_default();
            let targets = |column: usize| layer.slots.iter().any(|slot| slot.roles + 1 == column);
            let stack = |column: usize| match targets(column) {
                // What stands in brackets there are numbers of other marks.
                true if matches!(cell(column), "" | "_") => Vec::new(),
                true => parts(cell(column), '|').into_iter().map(|_| (String::new(), None)).collect(),
                false => values(cell(column)),
            };
            let stacks: Vec<Vec<(String, Option<usize>)>> = (0..width).map(stack).collect();
            let first = || (0..layer.features.len()).find(|column| !layer.in_slot(*column));
            let of_label = layer.feature(&LABELS).or_else(first);
            let of_entity = layer.feature(&ENTITIES).filter(|at| Some(*at) != of_label);
            let own = cells.get(layer.first..).unwrap_or_default();
            for at in 0..stacks.iter().map(Vec::len).max().unwrap_or(0) {
                let value = |feature: Option<usize>| feature.and_then(|feature| stacks.get(feature)?.get(at)).cloned();
                let (said, number) = value(of_label).unwrap_or_default();
                let number = number.or_else(|| stacks.iter().find_map(|stack| stack.get(at)?.1));
                let entity = value(of_entity).map(|(entity, _)| entity).unwrap_or_default();
                let here = on.entry((layer_at, (*place).to_owned())).or_default();
                let known = number.and_then(|number| told.get(&(layer_at, number)).copied());
                if let Some((known, mark)) = known.and_then(|known| Some((known, marks.get_mut(known)?))) {
                    here.push(known);
                    (mark.start, mark.end) = (mark.start.min(start), mark.end.max(end));
                    continue;
                }
                here.push(marks.len());
                links.extend(layer.slots.iter().flat_map(|slot| slot.links(own, at, marks.len(), line_number)));
                if let Some(number) = number {
                    told.insert((layer_at, number), marks.len());
                }
                let label = if said.is_empty() { short(&layer.name).to_owned() } else { said };
                marks.push(WebannoMark { start, end, label, entity, line: line_number });
            }
        }
    }
    let entity =
        |entity: String| if crate::model::EntityId::new(entity.as_str()).is_ok() { entity } else { String::new() };
    let mut article = RawArticle { id: stem(name).to_owned(), text: raw.text, ..RawArticle::default() };
    for WebannoRelation { layer, label, from, to, line } in relations {
        let RelationLayer { name, of, .. } = &relation_layers[layer];
        if OF_WORDS.iter().any(|of_words| name.contains(of_words)) {
            tally.no_place(message!("a relation of the layer {layer}", layer = short(name)), (line, 1));
            continue;
        }
        if OF_WORDS.iter().any(|of_words| of.contains(of_words)) {
            tally.lost(message!("a relation of the layer {layer}", layer = short(name)), (line, 1));
            continue;
        }
        let spans = layers.iter().position(|layer| layer.name == *of);
        let mark = |(token, number): (String, Option<usize>)| match number {
            Some(number) => told.get(&(spans?, number)),
            // Where one alone can be meant, its number is not always told.
            None => on.get(&(spans?, token)).filter(|marks| marks.len() == 1)?.first(),
        };
        let named = |end| mark(end).map_or_else(String::new, usize::to_string);
        article.shown.relations.push(RawRelation { from: named(from), to: named(to), label });
    }
    let mark = |layer: Option<&str>, (token, number): &(String, Option<usize>)| {
        let of_layer = |at: &usize| layer.is_none_or(|name| layers[*at].name == name);
        let places = (0..layers.len()).filter(of_layer);
        match *number {
            Some(number) => places.into_iter().find_map(|layer| told.get(&(layer, number))),
            None => {
                let mut there = places.into_iter().filter_map(|layer| on.get(&(layer, token.clone()))).flatten();
                there.next().filter(|_| there.next().is_none())
            }
        }
    };
    article.shown.relations.extend(links.into_iter().filter_map(|link| link.relation(&mark, tally)));
    let mention = |(at, mark): (usize, WebannoMark)| RawMention {
        name: at.to_string(),
        span: RawSpan::new(mark.start, mark.end, None),
        kind: mark.label,
        entity: entity(mark.entity),
        at: (mark.line, 1),
        ..RawMention::default()
    };
    article.mentions = marks.into_iter().enumerate().map(mention).collect();
    Ok(article)
}

/// Where a relation comes from, as its cell names it, `1-2` or `1-2[3_4]`: the token, the number of the mark there, and that
/// of the mark which it goes to; a number of 0 tells none.
pub(super) fn ends_of(cell: &str) -> ((String, Option<usize>), Option<usize>) {
    let number = |word: &str| word.parse().ok().filter(|number| *number > 0);
    match cell.strip_suffix(']').and_then(|cell| cell.split_once('[')) {
        Some((token, numbers)) => {
            let (from, to) = numbers.split_once('_').unwrap_or((numbers, ""));
            ((token.to_owned(), number(from)), number(to))
        }
        None => ((cell.to_owned(), None), None),
    }
}

/// The last part of a layer's name.
pub(super) fn short(layer: &str) -> &str {
    layer.split('|').next().unwrap_or_default().rsplit('.').next().unwrap_or_default()
}

/// The text, put together from tokens by their offsets.
#[derive(Default)]
struct Units {
    text: String,
    units: usize,
    sentence: String,
}

impl Units {
    fn add(&mut self, start: usize, words: &str, sentence: &str) {
        let gap = start - self.units;
        let begins = !self.text.is_empty() && self.sentence != sentence;
        let filler = if begins { '\n' } else { ' ' };
        self.text.extend(std::iter::repeat_n(filler, gap.min(64 << 20)));
        self.text.push_str(words);
        self.units = start + words.encode_utf16().count();
        sentence.clone_into(&mut self.sentence);
    }
}

/// Words as they were before signs got a backslash.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.clone().next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some(sign) if "\\[]|_;*>-".contains(sign) => out.push(sign),
            _ => {
                out.push('\\');
                continue;
            }
        }
        chars.next();
    }
    out
}

/// The parts of a cell between signs that have no backslash before them.
pub(super) fn parts(cell: &str, sign: char) -> Vec<String> {
    let (mut parts, mut part, mut escaped) = (Vec::new(), String::new(), false);
    for c in cell.chars() {
        if c == sign && !escaped {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        part.push(c);
        escaped = c == '\\' && !escaped;
    }
    parts.push(part);
    parts
}

/// The values of a cell, one a mark: `PER[1]|*[2]`; nothing for `_`.
fn values(cell: &str) -> Vec<(String, Option<usize>)> {
    if cell == "_" || cell.is_empty() {
        return Vec::new();
    }
    let value = |part: String| {
        let number = part.strip_suffix(']').filter(|rest| !rest.ends_with('\\')).and_then(|rest| {
            let (value, number) = rest.rsplit_once('[')?;
            Some((value.to_owned(), number.parse().ok()?))
        });
        let (value, number) = number.map_or((part.clone(), None), |(value, number)| (value, Some(number)));
        (if value == "*" { String::new() } else { plain(&value) }, number)
    };
    parts(cell, '|').into_iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_a_value_a_mark() {
        assert_eq!(values("_"), []);
        assert_eq!(values("PER"), [("PER".to_owned(), None)]);
        assert_eq!(values("PER[1]|*[2]"), [("PER".to_owned(), Some(1)), (String::new(), Some(2))]);
        assert_eq!(values("a\\|b\\[1\\]"), [("a|b[1]".to_owned(), None)]);
        assert_eq!(plain("a\\nb\\\\n"), "a\nb\\n");
        assert_eq!(ends_of("1-2"), (("1-2".to_owned(), None), None));
        assert_eq!(ends_of("1-2[3_0]"), (("1-2".to_owned(), Some(3)), None));
    }
}

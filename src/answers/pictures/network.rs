//! The network as a picture: parties as discs of their colour, ties as wide as they weigh, drawn through where they draw
//! together and dashed where they pull apart.

use super::{AGAINST, Anchor, Drawing, FAINT, INK, PAPER, PictureShape, Rgb, TOGETHER, layout::places, rgb};
use crate::{
    answers::{CountingOptions, EntityNames, Network, NodeId},
    message::{Language, message},
    model::EntityId,
};

/// A drawing, and which node stands where in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkPicture {
    pub drawing: Drawing,
    pub nodes: Vec<(NodeId, (f32, f32))>,
}

const MARGIN: f32 = 64.0;
/// Ties beyond so many hide each other: the heaviest are drawn, and the picture says so.
const MOST_TIES: usize = 400;
/// Beyond so many ties, their numbers would cover them.
const MOST_NUMBERED: usize = 40;
/// What the widest tie weighs at least.
const LIGHT: f64 = 8.0;

/// Draws the nodes that have a tie.
pub fn network_picture(
    network: &Network,
    counting: &CountingOptions,
    names: &EntityNames<'_>,
    size: (f32, f32),
    language: Language,
) -> NetworkPicture {
    let (width, height) = size;
    let mut edges: Vec<_> = network.edges.iter().filter(|edge| edge.weight != 0.0).collect();
    edges.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.ends.cmp(&b.ends)));
    let left_out = edges.len().saturating_sub(MOST_TIES);
    edges.truncate(MOST_TIES);
    let mut drawn: Vec<usize> = edges.iter().flat_map(|edge| [edge.ends.0, edge.ends.1]).collect();
    drawn.sort_unstable();
    drawn.dedup();
    let place = |node: usize| drawn.binary_search(&node).unwrap_or(0);
    let ties: Vec<(usize, usize, f64)> =
        edges.iter().map(|edge| (place(edge.ends.0), place(edge.ends.1), edge.weight)).collect();
    let mut at: Vec<(f32, f32)> = places(drawn.len(), &ties)
        .into_iter()
        .map(|(x, y)| (MARGIN + x as f32 * (width - 2.0 * MARGIN), MARGIN + y as f32 * (height - 2.0 * MARGIN - 20.0)))
        .collect();
    spread(&mut at, (width - MARGIN, height - MARGIN - 20.0));
    // Few and light ties are thin: a width tells nothing unless there is a heavier one. Shares go up to 1.
    let whole = edges.iter().all(|edge| edge.weight.fract() == 0.0);
    let heaviest = edges.first().map_or(1.0, |edge| edge.weight.abs()).max(if whole { LIGHT } else { 0.0 });
    let alike = edges.iter().all(|edge| edge.weight == 1.0);
    let title = message!("Network: {nodes} nodes, {ties} ties", nodes = drawn.len(), ties = edges.len()).say(language);
    let mut shapes = vec![PictureShape::Text {
        at: (12.0, 22.0),
        size: 15.0,
        colour: INK,
        anchor: Anchor::Start,
        text: title.clone(),
    }];
    let mut weights = Vec::new();
    for (edge, (one, two, _)) in edges.iter().zip(&ties).rev() {
        let apart = edge.weight < 0.0;
        shapes.push(PictureShape::Line {
            from: at[*one],
            to: at[*two],
            width: 0.8 + 7.0 * (edge.weight.abs() / heaviest).sqrt() as f32,
            colour: if apart { AGAINST } else { TOGETHER },
            dashed: apart,
        });
        let middle = ((at[*one].0 + at[*two].0) / 2.0, (at[*one].1 + at[*two].1) / 2.0 + 3.5);
        if edges.len() <= MOST_NUMBERED && !alike {
            let text = if whole { format!("{}", edge.weight) } else { format!("{:.2}", edge.weight) };
            weights.extend(on_paper(middle, 10.0, FAINT, text));
        }
    }
    // Numbers lie on all ties, not under the next one.
    shapes.extend(weights);
    let busiest = drawn.iter().map(|node| network.nodes[*node].activity).max().unwrap_or(1).max(1);
    let mut nodes = Vec::new();
    for (node, at) in drawn.iter().map(|node| &network.nodes[*node]).zip(&at) {
        let share = node.activity as f32 / busiest as f32;
        let colour = node.party().and_then(|id| (names.entity)(id)).and_then(|entity| entity.colour);
        let label = label(&node.id, names);
        let about = message!("{name}: {units} units", name = label.as_str(), units = node.activity).say(language);
        let radius = 6.0 + 12.0 * share.sqrt();
        match node.id {
            NodeId::Party(_) => {
                shapes.push(PictureShape::Circle { at: *at, radius, fill: rgb(colour), edge: INK, about });
            }
            NodeId::Race(_) => {
                let corner = (at.0 - 5.0, at.1 - 5.0);
                shapes.push(PictureShape::Rect { at: corner, size: (10.0, 10.0), fill: FAINT });
            }
        }
        let below = (at.0, at.1 + radius + 13.0);
        shapes.extend(on_paper(below, 12.0, INK, label));
        nodes.push((node.id.clone(), *at));
    }
    let settings: Vec<String> =
        counting.settings().into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    // What is not in the picture is told.
    let alone = network.nodes.iter().filter(|node| node.activity > 0).count().saturating_sub(drawn.len());
    let mut words = Vec::new();
    if edges.is_empty() {
        words.push(message!("no tie").say(language));
    }
    if left_out > 0 {
        words.push(message!("{count} lighter ties are not drawn", count = left_out).say(language));
    }
    if alone > 0 {
        words.push(message!("without a tie, not drawn: {count}", count = alone).say(language));
    }
    if network.outside > 0 {
        let count = network.outside;
        words.push(
            message!("statements without a day or on an open race, not counted: {count}", count = count).say(language),
        );
    }
    for (text, up) in [(words.join(" · "), 24.0), (settings.join(" · "), 10.0)] {
        shapes.push(PictureShape::Text {
            at: (12.0, height - up),
            size: 10.0,
            colour: FAINT,
            anchor: Anchor::Start,
            text,
        });
    }
    NetworkPicture { drawing: Drawing { width, height, shapes, title }, nodes }
}

/// Room for a disc and the name below it.
const ROOM: f32 = 62.0;
/// Among more nodes there is no room for each.
const MOST_SPREAD: usize = 80;

/// Moves nodes apart that would hide each other or each other's names, within the page and always in the same way.
fn spread(at: &mut [(f32, f32)], end: (f32, f32)) {
    if at.len() > MOST_SPREAD {
        return;
    }
    for _ in 0..60 {
        let mut moved = false;
        for one in 0..at.len() {
            for two in one + 1..at.len() {
                let (x, y) = (at[two].0 - at[one].0, at[two].1 - at[one].1);
                let apart = (x * x + y * y).sqrt();
                if apart >= ROOM {
                    continue;
                }
                // Nodes in one place go apart to the sides.
                let (x, y) = if apart < 0.1 { (1.0, 0.0) } else { (x / apart, y / apart) };
                let push = (ROOM - apart) / 2.0 + 0.5;
                let within = |place: (f32, f32)| {
                    (place.0.clamp(MARGIN, end.0.max(MARGIN)), place.1.clamp(MARGIN, end.1.max(MARGIN)))
                };
                at[one] = within((at[one].0 - x * push, at[one].1 - y * push));
                at[two] = within((at[two].0 + x * push, at[two].1 + y * push));
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Words with paper behind them: ties do not cross them.
fn on_paper(at: (f32, f32), size: f32, colour: Rgb, text: String) -> [PictureShape; 2] {
    let wide = text.chars().count() as f32 * size * 0.55 + 2.0;
    let corner = (at.0 - wide / 2.0, at.1 - size * 0.85);
    [
        PictureShape::Rect { at: corner, size: (wide, size * 1.1), fill: PAPER },
        PictureShape::Text { at, size, colour, anchor: Anchor::Middle, text },
    ]
}

fn label(id: &NodeId, names: &EntityNames<'_>) -> String {
    match id {
        NodeId::Party(id) => names.label(id),
        NodeId::Race(race) => {
            let region = race.region.as_ref().map_or_else(String::new, |id: &EntityId| names.label(id));
            race.year.map_or_else(|| region.clone(), |year| format!("{region} {year}"))
        }
    }
}

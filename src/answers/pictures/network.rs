//! The network as a picture: parties as discs of their colour, ties as wide as they weigh, drawn through where they draw
//! together and dashed where they pull apart.

use super::{AGAINST, Anchor, Drawing, FAINT, INK, PAPER, Shape, TOGETHER, layout::places, rgb};
use crate::{
    answers::{Counting, Names, Network, NodeId},
    message::{Language, message},
    model::EntityId,
};

/// A drawing, and which node stands where in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkPicture {
    pub drawing: Drawing,
    pub nodes: Vec<(NodeId, (f32, f32))>,
}

const MARGIN: f32 = 60.0;
/// Ties beyond so many hide each other: the heaviest are drawn, and the picture says so.
const MOST_TIES: usize = 400;

/// Draws the nodes that have a tie.
pub fn network_picture(
    network: &Network,
    counting: &Counting,
    names: &Names<'_>,
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
    let at: Vec<(f32, f32)> = places(drawn.len(), &ties)
        .into_iter()
        .map(|(x, y)| (MARGIN + x as f32 * (width - 2.0 * MARGIN), MARGIN + y as f32 * (height - 2.0 * MARGIN - 20.0)))
        .collect();
    let heaviest = edges.first().map_or(1.0, |edge| edge.weight.abs());
    let mut shapes = Vec::new();
    for (edge, (one, two, _)) in edges.iter().zip(&ties).rev() {
        let apart = edge.weight < 0.0;
        shapes.push(Shape::Line {
            from: at[*one],
            to: at[*two],
            width: 0.8 + 7.0 * (edge.weight.abs() / heaviest).sqrt() as f32,
            colour: if apart { AGAINST } else { TOGETHER },
            dashed: apart,
        });
        let middle = ((at[*one].0 + at[*two].0) / 2.0, (at[*one].1 + at[*two].1) / 2.0);
        if edges.len() <= 40 {
            let text =
                if edge.weight.fract() == 0.0 { format!("{}", edge.weight) } else { format!("{:.2}", edge.weight) };
            shapes.push(Shape::Text { at: middle, size: 10.0, colour: FAINT, anchor: Anchor::Middle, text });
        }
    }
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
                shapes.push(Shape::Circle { at: *at, radius, fill: rgb(colour), edge: INK, about });
            }
            NodeId::Race(_) => {
                let corner = (at.0 - 5.0, at.1 - 5.0);
                shapes.push(Shape::Rect { at: corner, size: (10.0, 10.0), fill: FAINT });
            }
        }
        let below = (at.0, at.1 + radius + 13.0);
        // Paper behind the letters: ties do not cross them.
        let wide = label.chars().count() as f32 * 6.6;
        shapes.push(Shape::Rect { at: (below.0 - wide / 2.0, below.1 - 10.0), size: (wide, 13.0), fill: PAPER });
        shapes.push(Shape::Text { at: below, size: 12.0, colour: INK, anchor: Anchor::Middle, text: label });
        nodes.push((node.id.clone(), *at));
    }
    let mut words: Vec<String> =
        counting.settings().into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    if left_out > 0 {
        words.push(message!("{count} lighter ties are not drawn", count = left_out).say(language));
    }
    if edges.is_empty() {
        words.push(message!("no tie").say(language));
    }
    let text = words.join(" · ");
    shapes.push(Shape::Text { at: (12.0, height - 10.0), size: 10.0, colour: FAINT, anchor: Anchor::Start, text });
    let title = message!("Network: {nodes} nodes, {ties} ties", nodes = drawn.len(), ties = edges.len()).say(language);
    NetworkPicture { drawing: Drawing { width, height, shapes, title }, nodes }
}

fn label(id: &NodeId, names: &Names<'_>) -> String {
    match id {
        NodeId::Party(id) => names.label(id),
        NodeId::Race(race) => {
            let region = race.region.as_ref().map_or_else(String::new, |id: &EntityId| names.label(id));
            race.year.map_or_else(|| region.clone(), |year| format!("{region} {year}"))
        }
    }
}

//! Marks of another program, and what Tandai had written of them beside: what the other program shows is what counts,
//! the line tells the rest (entities, provenance), so that a file that went out comes back with nothing lost.

use std::collections::HashMap;

use super::{RawArticle, RawMention};
use crate::{formats::kit::tally::FileTally, message::message};

/// A kind as a label, whatever its case.
fn label(kind: &str) -> String {
    kind.trim().to_lowercase()
}

/// Gives the marks what the line says of them: to that of the same place and kind, else to that of the same id (moved or
/// relabelled in the other program; a relabelled one loses its entity). The marks are the mentions then.
pub(super) fn match_marks(article: &mut RawArticle, at: (usize, usize), tally: &FileTally) {
    let mut marks = std::mem::take(&mut article.shown.marks);
    let mentions = std::mem::take(&mut article.mentions);
    let mut by_place: HashMap<(usize, usize, String), Vec<usize>> = HashMap::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    if !mentions.is_empty() {
        for (at, mark) in marks.iter().enumerate().rev() {
            by_place.entry((mark.span.start, mark.span.end, label(&mark.kind))).or_default().push(at);
            by_id.insert(mark.name.clone(), at);
        }
    }
    let mut taken = vec![false; marks.len()];
    let mut rest = Vec::new();
    for mention in mentions {
        let same = by_place.get_mut(&(mention.span.start, mention.span.end, label(&mention.kind)));
        // Of several on one place the one with the id, else the first.
        let found = same.and_then(|same| {
            let named = same.iter().position(|&at| marks[at].name == mention.id);
            named.map(|at| same.remove(at)).or_else(|| same.pop())
        });
        match found {
            Some(at) => {
                taken[at] = true;
                tell(&mut marks[at], mention);
            }
            None => rest.push(mention),
        }
    }
    for mut mention in rest {
        match by_id.get(&mention.id).copied().filter(|&at| !mention.id.is_empty() && !taken[at]) {
            Some(at) => {
                taken[at] = true;
                if label(&mention.kind) != label(&marks[at].kind) {
                    mention.entity.clear();
                }
                tell(&mut marks[at], mention);
            }
            None => tally.note(
                message!("a mark that Tandai wrote into the file is not there any more"),
                message!("It was left out, as in the other program"),
                at,
            ),
        }
    }
    // Marks with an id of their own first, so that none of those without takes it.
    let (named, nameless): (Vec<RawMention>, Vec<RawMention>) = marks.into_iter().partition(|mark| !mark.id.is_empty());
    article.mentions = named.into_iter().chain(nameless).collect();
}

/// The mark as it is shown, with what else is known of it.
fn tell(mark: &mut RawMention, known: RawMention) {
    let shown = std::mem::take(mark);
    let note = if shown.note.is_empty() { known.note } else { shown.note };
    let RawMention { span, kind, name, at, .. } = shown;
    *mark = RawMention { span, kind, name, at, note, ..known };
}

//! Links from a mark to others, each with a role: a slot of a layer has two columns, the roles and the marks that they
//! go to, `p1;p2` and `1-2;1-3[4]`.

use super::read::{OF_WORDS, ends_of, parts, plain, short};
use crate::formats::{kit::tally::FileTally, record::RawRelation};
use crate::message::message;

/// A slot of a layer.
pub(super) struct LinkSlot {
    /// The column of its roles among those of its layer; that of the targets follows.
    pub roles: usize,
    /// As its feature is called: what a link without a role is.
    pub name: String,
    /// The layer of its targets, or `uima.tcas.Annotation` for any.
    pub of: String,
}

/// A token and the number of a mark there, if it has one.
pub(super) type MarkPlace = (String, Option<usize>);

/// Finds the mark at a place, of the layer with that name or of any.
pub(super) type MarkOn<'a, 'm> = dyn Fn(Option<&str>, &MarkPlace) -> Option<&'m usize> + 'a;

/// A link whose target is not yet known.
pub(super) struct SlotLink {
    /// The number of the mark that has it.
    pub from: usize,
    role: String,
    /// The token of the target, and the number of the mark there.
    to: MarkPlace,
    of: String,
    line: usize,
}

impl LinkSlot {
    /// The slots of a layer, as the parts of its head tell them: `ROLE_layer:feature_link|target`.
    pub(super) fn all(features: &[&str]) -> Vec<Self> {
        let slot = |(at, feature): (usize, &&str)| {
            let (_, named) = feature.strip_prefix("ROLE_")?.rsplit_once(':')?;
            let name = named.split('_').next().unwrap_or(named).to_owned();
            Some(Self { roles: at, name, of: features.get(at + 1)?.to_string() })
        };
        features.iter().enumerate().filter_map(slot).collect()
    }

    /// The links of the mark that stands at a place in the stack of a token.
    pub(super) fn links(&self, cells: &[&str], stacked: usize, from: usize, line: usize) -> Vec<SlotLink> {
        let of_stack = |column: usize, sign: char| -> Vec<String> {
            let cell = cells.get(column).filter(|cell| **cell != "_");
            let stack = cell.map_or_else(Vec::new, |cell| parts(cell, '|'));
            stack.get(stacked).map_or_else(Vec::new, |one| parts(one, sign))
        };
        let (roles, targets) = (of_stack(self.roles, ';'), of_stack(self.roles + 1, ';'));
        let link = |(at, target): (usize, String)| {
            let role = roles.get(at).map_or("", String::as_str);
            // The number behind the last role is that of the mark.
            let role = if at + 1 == roles.len() { role.split('[').next().unwrap_or(role) } else { role };
            let role = if matches!(role, "" | "*" | "_") { self.name.clone() } else { plain(role) };
            SlotLink { from, role, to: ends_of(&target).0, of: self.of.clone(), line }
        };
        let said = targets.into_iter().filter(|target| !matches!(target.as_str(), "" | "*" | "_"));
        said.enumerate().map(link).collect()
    }
}

impl SlotLink {
    /// The link as a relation; `mark`: the mark on a token, by the name of its layer (none: any), the token and its
    /// number. Links to words nobody marked are told.
    pub(super) fn relation<'m>(self, mark: &MarkOn<'_, 'm>, tally: &FileTally) -> Option<RawRelation> {
        let Self { from, role, to, of, line } = self;
        if OF_WORDS.iter().any(|of_words| of.contains(of_words)) {
            tally.lost(message!("a link to the layer {layer}", layer = short(&of)), (line, 1));
            return None;
        }
        let target = mark(Some(of.as_str()).filter(|of| !of.starts_with("uima.tcas.")), &to);
        Some(RawRelation { from: from.to_string(), to: target.map_or_else(String::new, usize::to_string), label: role })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_a_stack() {
        let slots = LinkSlot::all(&["value", "ROLE_custom.Koalisi:anggota_custom.KoalisiAnggotaLink", "custom.Partai"]);
        assert_eq!((slots[0].roles, slots[0].name.as_str(), slots[0].of.as_str()), (1, "anggota", "custom.Partai"));
        let links = |roles: &str, targets: &str, stacked| {
            let links = slots[0].links(&["x", roles, targets], stacked, 7, 3);
            links
                .iter()
                .map(|link| format!("{} {}{:?}", link.role, link.to.0, link.to.1))
                .collect::<Vec<_>>()
                .join(", ")
        };
        assert_eq!(links("p1;p2", "1-2;1-3[4]", 0), "p1 1-2None, p2 1-3Some(4)");
        assert_eq!(links("a\\;b[1]|*;c[2]", "1-1|1-2[3];1-4", 1), "anggota 1-2Some(3), c 1-4None");
        assert_eq!(links("a\\;b[1]|*;c[2]", "1-1|1-2[3];1-4", 0), "a;b 1-1None");
        assert_eq!(links("_", "_", 0), "");
    }
}

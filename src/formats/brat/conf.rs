//! The two files that tell brat what may be annotated and how it looks.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use crate::{
    formats::source::Target,
    model::{Certainty, KindKey, Office, Scheme},
};

/// A kind as a type of brat: `Party`.
pub(super) fn type_of(kind: &KindKey) -> String {
    let mut letters = kind.as_str().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Writes `annotation.conf` and `visual.conf` for the kinds of a scheme and those others that were written.
pub(super) fn write(
    target: &dyn Target,
    scheme: &Scheme,
    others: &BTreeSet<KindKey>,
    years: &BTreeSet<i16>,
    offices: &BTreeSet<Office>,
) -> io::Result<()> {
    let kinds: Vec<&KindKey> = scheme.kinds.iter().map(|kind| &kind.key).collect();
    let others = others.iter().filter(|kind| !kinds.contains(kind));
    let types: Vec<String> = kinds.iter().copied().chain(others).map(type_of).collect();
    let mut out = target.create("annotation.conf")?;
    writeln!(out, "[entities]\n{}\n\n[relations]\n\n[events]", types.join("\n"))?;
    let roles: Vec<String> =
        super::event::roles_of(&scheme.statements).iter().map(|role| format!("{role}*:<ENTITY>")).collect();
    writeln!(out, "{}\t{}\n\n[attributes]", super::COALITION, roles.join(", "))?;
    let own = scheme.statements.statuses.iter().map(|status| status.key);
    let own = own.filter(|status| matches!(status, Certainty::Own(_)));
    let statuses: Vec<String> = Certainty::BUILT_IN.iter().copied().chain(own).map(|one| format!("{one:?}")).collect();
    writeln!(out, "Status\tArg:{}, Value:{}", super::COALITION, statuses.join("|"))?;
    let known: Vec<Office> = scheme.statements.offices.iter().map(|office| office.key).collect();
    let others = offices.iter().filter(|office| !known.contains(office));
    let offices: Vec<String> = known.iter().chain(others).map(|office| format!("{office:?}")).collect();
    writeln!(out, "Office\tArg:{}, Value:{}", super::COALITION, offices.join("|"))?;
    if !years.is_empty() {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        writeln!(out, "Year\tArg:{}, Value:{}", super::COALITION, years.join("|"))?;
    }
    out.flush()?;
    let mut out = target.create("visual.conf")?;
    writeln!(out, "[labels]")?;
    for kind in &scheme.kinds {
        // A bar separates names.
        writeln!(out, "{} | {}", type_of(&kind.key), super::fragments::one_line(&kind.name).replace('|', "/"))?;
    }
    writeln!(out, "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:#e0e0e0, borderColor:darken")?;
    for kind in &scheme.kinds {
        // Colours of the scheme are for lines on a light ground; letters on them are white.
        writeln!(out, "{}\tfgColor:white, bgColor:{}", type_of(&kind.key), kind.colour)?;
    }
    writeln!(out, "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5")?;
    out.flush()
}

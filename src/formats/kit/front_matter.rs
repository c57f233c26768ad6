//! The head of notes and pages that are written in Markdown: `title: …` between two lines of three hyphens.

/// Lines that such a head has at most.
const LONGEST: usize = 200;

/// What a head says, by its names, and the text below it. `None`: the text has none.
pub fn front_matter(text: &str) -> Option<(Vec<(String, String)>, &str)> {
    let rest = text.strip_prefix("---")?;
    let (first, mut rest) = rest.split_once('\n')?;
    if !first.trim().is_empty() {
        return None;
    }
    let mut fields: Vec<(String, String)> = Vec::new();
    for _ in 0..LONGEST {
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        if matches!(line.trim_end(), "---" | "...") {
            return (!fields.is_empty()).then_some((fields, below.trim_start_matches('\n')));
        }
        if below.is_empty() {
            return None;
        }
        rest = below;
        let item = line.trim().strip_prefix("- ").map(plain);
        let named = line.split_once(':').filter(|(name, _)| is_name(name));
        match (named, item) {
            // What goes on is of the name before it: the items of a list.
            (None, Some(item)) => {
                let value = &mut fields.last_mut()?.1;
                *value = if value.is_empty() { item } else { format!("{value}, {item}") };
            }
            (Some((name, value)), _) => fields.push((name.trim().to_owned(), plain(value))),
            _ if line.trim().is_empty() || line.starts_with('#') => {}
            _ if line.starts_with(' ') => {
                let value = &mut fields.last_mut()?.1;
                *value = format!("{value} {}", line.trim()).trim().to_owned();
            }
            _ => return None,
        }
    }
    None
}

/// Whether a line’s beginning is a name: one word, not indented.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
}

/// Without quotes around it, and without the sign of words that go on below.
fn plain(value: &str) -> String {
    let value = value.trim();
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
    if matches!(value, ">" | "|" | ">-" | "|-") { String::new() } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_and_what_is_below() {
        let text = "---\ntitle: \"PKS: hadir\"\ndate: 2024-06-03\ntags:\n  - pilkada\n  - lebak\nnote: >\n  dua\n  baris\n---\n\nPKS hadir.\n";
        let (fields, below) = front_matter(text).unwrap();
        let said: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(said, ["title=PKS: hadir", "date=2024-06-03", "tags=pilkada, lebak", "note=dua baris"]);
        assert_eq!(below, "PKS hadir.\n");
        for none in
            ["---\nPKS hadir.\n---\n", "PKS\n---\na: b\n---\n", "---\na: b\n", "---\n---\nPKS", "--- a\nb: c\n---\n"]
        {
            assert_eq!(front_matter(none), None, "{none}");
        }
    }
}

//! Tokens with a tag each as a text with spans: IOB1, IOB2, BIOES and BILOU alike.

/// A span of a label in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tagged {
    pub start: usize,
    pub end: usize,
    pub label: String,
}

/// The tokens in the text if they stand in it one after another, else joined by blanks; and the spans of their tags.
pub(super) fn tagged(text: Option<&str>, tokens: &[String], tags: &[String]) -> (String, Vec<Tagged>) {
    let (text, places) = text.and_then(|text| Some((text.to_owned(), found(text, tokens)?))).unwrap_or_else(|| {
        let mut places = Vec::with_capacity(tokens.len());
        let mut at = 0;
        for token in tokens {
            let length = token.chars().count();
            places.push((at, at + length));
            at += length + 1;
        }
        (tokens.join(" "), places)
    });
    let mut spans: Vec<Tagged> = Vec::new();
    let mut open = false;
    for (&(start, end), tag) in places.iter().zip(tags) {
        let (mark, label) = match tag.split_once('-') {
            Some((mark, label)) if mark.len() == 1 => (mark, label),
            _ if matches!(tag.as_str(), "O" | "") => ("O", ""),
            _ => ("I", tag.as_str()),
        };
        if mark == "O" {
            open = false;
            continue;
        }
        match spans.last_mut().filter(|last| open && last.label == label) {
            Some(last) if matches!(mark, "I" | "E" | "L") => last.end = end,
            _ => spans.push(Tagged { start, end, label: label.to_owned() }),
        }
        open = !matches!(mark, "E" | "L" | "S" | "U");
    }
    spans.retain(|span| span.start < span.end);
    (text, spans)
}

/// Code points of tokens that stand in the text one after another.
fn found(text: &str, tokens: &[String]) -> Option<Vec<(usize, usize)>> {
    let (mut places, mut rest, mut chars) = (Vec::with_capacity(tokens.len()), text, 0);
    for token in tokens {
        let at = rest.find(token.as_str())?;
        let start = chars + rest[..at].chars().count();
        chars = start + token.chars().count();
        rest = &rest[at + token.len()..];
        places.push((start, chars));
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: Option<&str>, tokens: &str, tags: &str, expected: &[&str]) {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let (text, spans) = tagged(text, &list(tokens), &list(tags));
        let words = |span: &Tagged| text.chars().skip(span.start).take(span.end - span.start).collect::<String>();
        let raw: Vec<String> = spans.iter().map(|span| format!("{} {}", span.label, words(span))).collect();
        assert_eq!(raw, expected);
    }

    #[test]
    fn every_way_of_tagging() {
        let tokens = "Partai NasDem Jawa Barat PKS PSI";
        let spans = ["P Partai NasDem", "R Jawa Barat", "P PKS", "P PSI"];
        check(None, tokens, "B-P I-P B-R I-R B-P B-P", &spans);
        check(None, tokens, "I-P I-P I-R I-R I-P B-P", &spans);
        check(None, tokens, "B-P E-P B-R E-R S-P S-P", &spans);
        check(None, tokens, "B-P L-P B-R L-R U-P U-P", &spans);
        check(None, "PKS dan PSI", "P O P", &["P PKS", "P PSI"]);
        check(Some("“PDIP” 🇮🇩, PPP."), "“ PDIP ” 🇮🇩 , PPP .", "O B-P O O O B-P O", &["P PDIP", "P PPP"]);
    }
}

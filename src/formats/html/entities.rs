//! Character references of HTML: numbers, and the names of HTML 4 with the few of HTML 5 that pages use. A name that is
//! not known stays as it is, as browsers show it.

use std::borrow::Cow;

/// U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times \
    Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml";

/// The others, each with its character.
const OTHERS: &str = "amp & lt < gt > quot \" apos ' ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ hellip … \
    bull • euro € trade ™ dagger † Dagger ‡ permil ‰ lsaquo ‹ rsaquo › OElig Œ oelig œ Scaron Š scaron š Zcaron Ž zcaron ž \
    Yuml Ÿ fnof ƒ circ ˆ tilde ˜ prime ′ Prime ″ oline ‾ frasl ⁄ larr ← uarr ↑ rarr → darr ↓ harr ↔ lArr ⇐ rArr ⇒ hArr ⇔ \
    minus − lowast ∗ radic √ infin ∞ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sum ∑ prod ∏ part ∂ int ∫ loz ◊ spades ♠ clubs ♣ \
    hearts ♥ diams ♦ check ✓ star ☆ starf ★ num # excl ! dollar $ percnt % lpar ( rpar ) ast * plus + comma , period . sol / \
    colon : semi ; equals = quest ? commat @ lsqb [ rsqb ] lbrack [ rbrack ] bsol \\ lowbar _ grave ` lcub { rcub } vert | \
    verbar | lbrace { rbrace } hyphen ‐ dash ‐ horbar ― alpha α beta β gamma γ delta δ epsilon ε lambda λ mu μ pi π sigma σ \
    omega ω Delta Δ Sigma Σ Omega Ω";

/// Characters that cannot stand by themselves in [`OTHERS`].
const UNSEEN: [(&str, char); 9] = [
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
];

/// What numbers from 0x80 to 0x9F mean, by the HTML standard: the characters of Windows-1252.
const NUMBERS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// The longest name that is known.
const LONGEST: usize = 7;

/// Text with its references replaced.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(&rest[1..]) {
            Some((c, length)) => {
                made.push(c);
                rest = &rest[1 + length..];
            }
            None => {
                made.push('&');
                rest = &rest[1..];
            }
        }
    }
    made.push_str(rest);
    made.into()
}

/// The character that a reference without its `&` means, and how many bytes it has.
fn reference(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix('#') {
        let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        // More digits than any character has: no character.
        let code = u32::from_str_radix(digits.get(..length).filter(|digits| (1..=10).contains(&digits.len()))?, radix);
        let code = code.ok()?;
        let c = match code {
            0x80..=0x9F => NUMBERS.chars().nth(code as usize - 0x80)?,
            0 => return None,
            _ => char::from_u32(code)?,
        };
        let semicolon = usize::from(digits[length..].starts_with(';'));
        return Some((c, before + length + semicolon));
    }
    let length = text.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..length)?;
    if !text[length..].starts_with(';') {
        return None;
    }
    named(name).map(|c| (c, length + 1))
}

fn named(name: &str) -> Option<char> {
    let latin = || {
        let at = LATIN.split_ascii_whitespace().position(|known| known == name)?;
        char::from_u32(0xA0 + at as u32)
    };
    let other = || {
        let mut words = OTHERS.split(' ').filter(|word| !word.is_empty());
        while let (Some(known), Some(character)) = (words.next(), words.next()) {
            if known == name {
                return character.chars().next();
            }
        }
        None
    };
    let unseen = || UNSEEN.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    other().or_else(latin).or_else(unseen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let same = [
            ("a &amp; b &lt;c&gt; &quot;d&quot;", "a & b <c> \"d\""),
            ("&ldquo;ya&rdquo;&nbsp;&ndash; caf&eacute; &yuml;", "“ya”\u{a0}– café ÿ"),
            ("&#8220;a&#x201D; &#147;b&#148; &#x1F1EE;&#127465;", "“a” “b” 🇮🇩"),
            (
                "R&D, a&b; &tidakada; &#; &#x; &#99999999999; &#xD800; &#0; &",
                "R&D, a&b; &tidakada; &#; &#x; &#99999999999; &#xD800; &#0; &",
            ),
            ("&amp;amp;", "&amp;"),
            ("&#65 &é", "A &é"),
        ];
        for (text, expected) in same {
            assert_eq!(decoded(text), expected, "{text}");
        }
        assert_eq!(LATIN.split_ascii_whitespace().count(), 96);
        assert_eq!(NUMBERS.chars().count(), 32);
        let longest = [LATIN, OTHERS].iter().flat_map(|all| all.split_ascii_whitespace()).map(str::len).max();
        assert_eq!(longest, Some(LONGEST));
    }
}

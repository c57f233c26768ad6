//! The text of Rich Text (RTF): paragraphs and what is written in them, without styles, pictures, headers and footnotes.
//! Source: Microsoft's “Rich Text Format Specification 1.9”.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups within one another at most: deeper ones are an attack.
const DEEPEST: usize = 10_000;

/// Destinations whose text is not the document's. Those behind `\*` are left out as well.
const SKIPPED: [&str; 20] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "themedata",
    "listtable",
    "xe",
    "fldinst",
];

/// Whether bytes begin as Rich Text does.
pub fn is_rtf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// The text; `None` if groups lie too deep.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let mut reading = RtfText {
        bytes,
        at: 0,
        out: String::new(),
        pending: Vec::new(),
        encoding: WINDOWS_1252,
        fonts: BTreeMap::new(),
    };
    reading.read()?;
    Some(reading.out)
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct RtfGroup {
    skipped: bool,
    /// Bytes that stand behind `\u` for programs that do not know it.
    fallback: usize,
    /// Whether the fonts are described here.
    describes_fonts: bool,
    /// The font, by its number.
    font: i64,
}

impl RtfGroup {
    const FIRST: Self = Self { skipped: false, fallback: 1, describes_fonts: false, font: -1 };
}

struct RtfText<'b> {
    bytes: &'b [u8],
    at: usize,
    out: String,
    /// Bytes in the document's encoding that are not decoded yet.
    pending: Vec<u8>,
    encoding: &'static Encoding,
    /// In which encoding the letters of a font are, where that is another one.
    fonts: BTreeMap<i64, &'static Encoding>,
}

/// The encoding of a number that Windows gives it (`\ansicpg936`).
fn of_page(number: i64) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        65001 => "utf-8".to_owned(),
        10_000 => "macintosh".to_owned(),
        866 => "ibm866".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a font’s letters (`\fcharset134`); none: that of the document.
fn of_charset(number: i64) -> Option<&'static Encoding> {
    const PAGES: [(i64, i64); 15] = [
        (77, 10_000),
        (128, 932),
        (129, 949),
        (134, 936),
        (136, 950),
        (161, 1253),
        (162, 1254),
        (163, 1258),
        (177, 1255),
        (178, 1256),
        (186, 1257),
        (204, 1251),
        (222, 874),
        (238, 1250),
        (255, 850),
    ];
    PAGES.iter().find(|(charset, _)| *charset == number).and_then(|(_, page)| of_page(*page))
}

impl RtfText<'_> {
    fn read(&mut self) -> Option<()> {
        let mut groups = vec![RtfGroup::FIRST];
        // Characters that are still to be passed over behind `\u`, and the first half of a pair of surrogates.
        let (mut passed, mut half) = (0usize, 0u32);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            let group = groups.last().copied().unwrap_or(RtfGroup::FIRST);
            match byte {
                b'{' if groups.len() >= DEEPEST => return None,
                b'{' => groups.push(group),
                b'}' => {
                    self.flush(group.font);
                    if groups.len() > 1 {
                        groups.pop();
                    }
                    passed = 0;
                }
                b'\r' | b'\n' => {}
                b'\\' => {
                    let (word, number) = self.control();
                    match word {
                        "'" => {
                            let hex =
                                self.bytes.get(self.at..self.at + 2).and_then(|hex| std::str::from_utf8(hex).ok());
                            let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                            self.at += if byte.is_some() { 2 } else { 0 };
                            match byte {
                                Some(_) if passed > 0 => passed -= 1,
                                Some(byte) if !group.skipped => self.pending.push(byte),
                                _ => {}
                            }
                        }
                        "bin" => self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)),
                        "*" => groups.last_mut()?.skipped = true,
                        "uc" => groups.last_mut()?.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
                        "ansicpg" => self.encoding = of_page(number.unwrap_or(1252)).unwrap_or(WINDOWS_1252),
                        "f" | "deff" => {
                            self.flush(group.font);
                            groups.last_mut()?.font = number.unwrap_or(0);
                        }
                        "fcharset" if group.describes_fonts => {
                            let encoding = number.and_then(of_charset);
                            encoding.map(|encoding| self.fonts.insert(group.font, encoding));
                        }
                        "fonttbl" => {
                            let group = groups.last_mut()?;
                            (group.skipped, group.describes_fonts) = (true, true);
                        }
                        _ if SKIPPED.contains(&word) => groups.last_mut()?.skipped = true,
                        _ if group.skipped => {}
                        "u" => {
                            self.flush(group.font);
                            let unit = (number.unwrap_or(0).rem_euclid(0x1_0000)) as u32;
                            match unit {
                                0xD800..=0xDBFF => half = unit,
                                0xDC00..=0xDFFF if half > 0 => {
                                    let code = 0x1_0000 + ((half - 0xD800) << 10) + (unit - 0xDC00);
                                    self.out.extend(char::from_u32(code));
                                    half = 0;
                                }
                                _ => self.out.extend(char::from_u32(unit).filter(|c| *c != '\0')),
                            }
                            passed = group.fallback;
                        }
                        "v" | "deleted" if number != Some(0) => groups.last_mut()?.skipped = true,
                        // The second byte of a letter can be one of these in East Asia.
                        "\\" | "{" | "}" => self.pending.extend(word.bytes()),
                        word => self.sign(word, group.font),
                    }
                }
                _ if passed > 0 => passed -= 1,
                _ if group.skipped => {}
                _ => self.pending.push(byte),
            }
        }
        self.flush(groups.last()?.font);
        Some(())
    }

    /// A control word with its number, or a control sign; what follows is read next.
    fn control(&mut self) -> (&'static str, Option<i64>) {
        const WORDS: [&str; 28] = [
            "f",
            "deff",
            "fcharset",
            "par",
            "line",
            "sect",
            "page",
            "row",
            "cell",
            "tab",
            "emdash",
            "endash",
            "lquote",
            "rquote",
            "ldblquote",
            "rdblquote",
            "bullet",
            "emspace",
            "enspace",
            "u",
            "uc",
            "bin",
            "ansicpg",
            "v",
            "deleted",
            "pard",
            "plain",
            "nestcell",
        ];
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            self.at += usize::from(!rest.is_empty());
            const SIGNS: [(u8, &str); 9] = [
                (b'\'', "'"),
                (b'*', "*"),
                (b'~', "~"),
                (b'_', "_"),
                (b'-', "-"),
                (b'\\', "\\"),
                (b'{', "{"),
                (b'}', "}"),
                (b'\n', "par"),
            ];
            let sign = rest.first().and_then(|byte| SIGNS.iter().find(|(sign, _)| sign == byte));
            return (sign.map_or("", |(_, word)| word), None);
        }
        let digits = rest[letters..]
            .iter()
            .enumerate()
            .take_while(|(at, byte)| byte.is_ascii_digit() || (*at == 0 && **byte == b'-'))
            .count();
        let ascii = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (word, number) = (ascii(&rest[..letters]), ascii(&rest[letters..letters + digits]));
        self.at += letters + digits + usize::from(rest.get(letters + digits) == Some(&b' '));
        let known = WORDS.iter().chain(&SKIPPED).find(|known| **known == word);
        (known.copied().unwrap_or_default(), number.parse().ok())
    }

    fn sign(&mut self, word: &str, font: i64) {
        let sign = match word {
            "par" | "line" | "sect" | "page" | "row" => "\n",
            "tab" | "cell" | "nestcell" => "\t",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "~" => "\u{a0}",
            "emspace" | "enspace" => " ",
            "_" => "\u{2011}",
            _ => return,
        };
        self.flush(font);
        self.out.push_str(sign);
    }

    fn flush(&mut self, font: i64) {
        if !self.pending.is_empty() {
            let encoding = self.fonts.get(&font).unwrap_or(&self.encoding);
            let (text, wrong) = encoding.decode_without_bom_handling(&self.pending);
            // Letters of a font of the West in a document of East Asia.
            let western = || WINDOWS_1252.decode_without_bom_handling(&self.pending).0;
            let text = if wrong && !self.fonts.contains_key(&font) { western() } else { text };
            self.out.push_str(&text);
            self.pending.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_the_text() {
        let check = |rtf: &str, text: &str| assert_eq!(text_of(rtf.as_bytes()).unwrap(), text, "{rtf}");
        check(
            r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard PKS \b dan\b0  PSI.\par Dua\line tiga}",
            "PKS dan PSI.\nDua\ntiga",
        );
        check(r"{\rtf1\ansicpg1252 caf\'e9 \u8220?PKS\u8221? \ldblquote x\rdblquote}", "café “PKS” “x”");
        check(r"{\rtf1\uc0 \u-10179\u-8694 {\*\generator x;}{\pict 00ff}a\{b\}\\}", "😊a{b}\\");
        check(r"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt tautan}}{\footnote kaki}}", "tautan");
        check(r"{\rtf1\ansicpg1251 \'cf\'e0}", "Па");
        check(r"{\rtf1\ansicpg936 \'d6\'d0\'b9\'fa}", "中国");
        check(
            r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset134 SimSun;}}\f0 PKS {\f1\'d6\'d0} caf\'e9}",
            "PKS 中 café",
        );
        check(r"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset128 MS Mincho;}}\'83\\\'93\'fa}", "ソ日");
        check(r"{\rtf1\ansicpg950 \'a4\'a4\'b0\'ea}{\rtf1\ansicpg949 \'c7\'d1}", "中國한");
        check("{\\rtf1 a\r\nb\\\nc}", "ab\nc");
        assert_eq!(text_of("{".repeat(20_000).as_bytes()), None);
        assert_eq!(text_of(b"{\\rtf1 \\bin99999999999 x"), Some(String::new()));
        assert_eq!(text_of(b"{\\rtf1 \\'"), Some(String::new()));
    }
}

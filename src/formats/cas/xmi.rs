//! The syntax of UIMA XMI: an element a feature structure, an attribute a feature. XML 1.0, so that a line end in a text
//! is `&#10;` and most control characters cannot be written at all.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use super::model::{Cas, FeatureValue, Sofa, Structure};
use crate::message::{Message, message};

/// Elements in elements; XMI has three.
const DEEPEST: usize = 32;

/// The first character that XML 1.0 cannot hold: <https://www.w3.org/TR/xml/#charsets>.
pub(super) fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|&c| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

/// As the value of an attribute that reads back as it was.
fn escaped(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\t' | '\n' | '\r');
    if !text.contains(special) {
        return text.into();
    }
    let mut made = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => made += "&amp;",
            '<' => made += "&lt;",
            '>' => made += "&gt;",
            '"' => made += "&quot;",
            '\t' | '\n' | '\r' => made += &format!("&#{};", u32::from(c)),
            c => made.push(c),
        }
    }
    made.into()
}

/// The namespace of a type's package and the type's own name.
fn namespace(kind: &str) -> (String, &str) {
    let (package, name) = kind.rsplit_once('.').unwrap_or(("uima.noNamespace", kind));
    (format!("http:///{}.ecore", package.replace('.', "/")), name)
}

/// Writes a whole file.
pub(super) fn write(cas: &Cas, out: &mut dyn Write) -> io::Result<()> {
    let mut prefixes: BTreeMap<String, String> = BTreeMap::new();
    for structure in &cas.structures {
        let (uri, _) = namespace(&structure.kind);
        if prefixes.contains_key(&uri) {
            continue;
        }
        let package = structure.kind.rsplit('.').nth(1).unwrap_or("type");
        // A number where two packages end alike.
        let taken = |prefix: &String| prefixes.values().any(|other| other == prefix);
        let mut names = std::iter::once(package.to_owned()).chain((2..).map(|n| format!("{package}{n}")));
        let prefix = names.find(|name| !taken(name)).unwrap_or_default();
        prefixes.insert(uri, prefix);
    }
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"")?;
    write!(out, " xmlns:cas=\"http:///uima/cas.ecore\"")?;
    for (uri, prefix) in &prefixes {
        write!(out, " xmlns:{prefix}=\"{}\"", escaped(uri))?;
    }
    out.write_all(b" xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n")?;
    for structure in &cas.structures {
        let (uri, name) = namespace(&structure.kind);
        write!(out, "  <{}:{name} xmi:id=\"{}\"", prefixes.get(&uri).map_or("cas", String::as_str), structure.id)?;
        for (name, value) in &structure.features {
            let value = match value {
                FeatureValue::Refs(_, ids) => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
                FeatureValue::Ref(id) => id.to_string(),
                _ => structure.words(name),
            };
            write!(out, " {name}=\"{}\"", escaped(&value))?;
        }
        out.write_all(b"/>\n")?;
    }
    for (number, sofa) in cas.sofas.iter().enumerate() {
        let (name, text) = (escaped(&sofa.name), escaped(sofa.text.as_deref().unwrap_or_default()));
        write!(out, "  <cas:Sofa xmi:id=\"{}\" sofaNum=\"{}\" sofaID=\"{name}\"", sofa.id, number + 1)?;
        writeln!(out, " mimeType=\"text/plain\" sofaString=\"{text}\"/>")?;
        let members = cas.structures.iter().filter(|structure| structure.indexed);
        let members = members.map(|structure| structure.id.to_string()).collect::<Vec<_>>().join(" ");
        writeln!(out, "  <cas:View sofa=\"{}\" members=\"{members}\"/>", sofa.id)?;
    }
    out.write_all(b"</xmi:XMI>\n")
}

/// Lines and columns of bytes that come in order.
struct LineColumns<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    begun: usize,
}

impl LineColumns<'_> {
    fn of(&mut self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        for (at, _) in
            self.text.as_bytes()[self.at.min(byte)..byte].iter().enumerate().filter(|(_, byte)| **byte == b'\n')
        {
            self.line += 1;
            self.begun = self.at + at + 1;
        }
        self.at = self.at.max(byte);
        let column = self.text.get(self.begun..byte).map_or(1, |line| line.chars().count() + 1);
        (self.line, column)
    }
}

/// Reads a whole file. Entities other than XML's own five are no XMI and are not expanded. The error: line, column and
/// reason.
pub(super) fn read(text: &str) -> Result<Cas, (usize, usize, Message)> {
    let mut reader = NsReader::from_str(text);
    let mut places = LineColumns { text, at: 0, line: 1, begun: 0 };
    let (mut cas, mut views, mut depth, mut is_xmi) = (Cas::default(), Vec::new(), 0, false);
    loop {
        let before = reader.buffer_position() as usize;
        let event = match reader.read_resolved_event() {
            Ok((space, event)) => {
                let uri = match space {
                    ResolveResult::Bound(uri) => Some(uri.as_ref().to_owned()),
                    _ => None,
                };
                Ok((uri, event))
            }
            Err(error) => Err(Message::verbatim(error)),
        };
        let mut wrong = |reason: Message, byte: usize| {
            let (line, column) = places.of(byte);
            (line, column, reason)
        };
        let (uri, event) = match event {
            Ok(event) => event,
            Err(reason) => return Err(wrong(reason, reader.error_position() as usize)),
        };
        match event {
            Event::Eof if depth > 0 => return Err(wrong(message!("the file is cut off"), before)),
            Event::Eof if !is_xmi => return Err(wrong(message!("there is no <xmi:XMI>: it is not UIMA XMI"), 0)),
            Event::Eof => {
                cas.index(&views);
                return Ok(cas);
            }
            Event::DocType(_) => {
                return Err(wrong(message!("it declares a document type, which XMI does not have"), before));
            }
            Event::End(_) => depth -= 1,
            Event::Start(ref start) | Event::Empty(ref start) => {
                if depth == 0 {
                    is_xmi = start.local_name().as_ref() == "XMI";
                } else if depth == 1 && is_xmi {
                    let at = places.of(before);
                    add(&mut cas, &mut views, start, uri.as_deref().unwrap_or_default(), at)
                        .map_err(|reason| (at.0, at.1, reason))?;
                }
                if matches!(event, Event::Start(_)) {
                    depth += 1;
                }
                if depth > DEEPEST {
                    let (line, column) = places.of(before);
                    return Err((
                        line,
                        column,
                        message!("elements are nested more than {deepest} deep", deepest = DEEPEST),
                    ));
                }
            }
            _ => {}
        }
    }
}

/// Adds what an element says.
fn add(
    cas: &mut Cas,
    views: &mut Vec<Vec<u64>>,
    element: &BytesStart<'_>,
    uri: &str,
    at: (usize, usize),
) -> Result<(), Message> {
    let mut structure = Structure { indexed: true, at, ..Structure::default() };
    for attribute in element.attributes() {
        let attribute = attribute.map_err(Message::verbatim)?;
        let name = attribute.key.as_ref().to_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(Message::verbatim)?.into_owned();
        match name.as_str() {
            "xmi:id" => {
                structure.id =
                    value.trim().parse().map_err(|_| message!("xmi:id “{id}” is not a number", id = &value))?
            }
            name if name.starts_with("xmlns") || name.starts_with("xmi:") => {}
            _ => structure.features.push((name, FeatureValue::Text(value))),
        }
    }
    let package =
        uri.strip_prefix("http:///").and_then(|uri| uri.strip_suffix(".ecore")).unwrap_or(uri).replace('/', ".");
    let name = element.local_name().as_ref().to_owned();
    structure.kind = match package.as_str() {
        "" | "uima.noNamespace" => name,
        package => format!("{package}.{name}"),
    };
    match structure.kind.as_str() {
        "uima.cas.NULL" => {}
        "uima.cas.View" => {
            views.push(structure.feature("members").map(super::model::references).unwrap_or_default());
        }
        "uima.cas.Sofa" => {
            let text = structure.feature("sofaString").map(|_| structure.words("sofaString"));
            cas.sofas.push(Sofa { id: structure.id, name: structure.words("sofaID"), text });
        }
        kind => {
            if kind == "uima.cas.FSArray" {
                structure.elements = structure.feature("elements").map(super::model::references).unwrap_or_default();
            }
            cas.add(structure);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_attributes_hold_comes_back() {
        let text = "PKS\t<b> & \"PSI\"\r\n\u{85}\u{2028}🇮🇩 e\u{301}\u{fffd}";
        let mut cas = Cas::default();
        cas.sofas.push(Sofa { id: 1, name: "_InitialView".into(), text: Some(text.into()) });
        let mut out = Vec::new();
        write(&cas, &mut out).unwrap();
        let back = read(std::str::from_utf8(&out).unwrap()).unwrap();
        assert_eq!(back.sofas, cas.sofas);
        assert_eq!(forbidden(text), None);
        assert_eq!(forbidden("a\u{7}b"), Some('\u{7}'));
        assert_eq!(forbidden("a\u{ffff}"), Some('\u{ffff}'));
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        let begin = "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\">\n";
        let wrong = |rest: &str| read(&format!("{begin}{rest}")).unwrap_err();
        assert_eq!(wrong("").2.to_string(), "the file is cut off");
        assert_eq!(wrong(" <cas:Sofa xmi:id=\"x\"/>"), (2, 2, message!("xmi:id “{id}” is not a number", id = "x")));
        assert_eq!(wrong(" <cas:Sofa xmi:id=\"1\" sofaString=\"&a;\"/></xmi:XMI>").0, 2);
        assert!(wrong(&"<a>".repeat(100)).2.to_string().contains("deep"));
        assert!(read("<x/>").unwrap_err().2.to_string().contains("not UIMA XMI"));
    }
}

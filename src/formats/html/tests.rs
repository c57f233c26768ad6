//! Pages as sites write them, and as nobody should.

use super::*;
use crate::model::{Scheme, Timestamp};

fn read(name: &str, bytes: &[u8], options: &[(&str, &str)]) -> Vec<Item> {
    let mut reading = ReadContext::new(Scheme::default(), Timestamp(0));
    reading.options = options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    items(name, name, bytes, &reading)
}

fn text(page: &str) -> String {
    match read("a.html", page.as_bytes(), &[]).pop() {
        Some(Item::Document(document)) => document.article.text.as_str().to_owned(),
        Some(Item::Problem(problem)) => problem.to_string(),
        None => String::new(),
    }
}

const SATU: &str = "PKS dan PSI bertemu di Lebak, Senin, untuk membahas calon bupati.";
const DUA: &str = "Pertemuan itu belum menghasilkan keputusan, kata ketua partai, dan akan berlanjut.";

#[test]
fn only_the_story_is_text() {
    let page = format!(
        "<html><body><nav><ul><li><a href=/>Beranda</a></ul></nav><div class='wrap has-sidebar'><h1>Judul</h1>\
         <div class=konten><p>{SATU}<p><strong>Baca juga:</strong> <a href=x>Berita yang lain, yang panjang sekali</a></p>\
         <aside>Iklan di samping, yang panjang juga, sungguh.</aside><script>var a = '<p>x</p>';</script>\
         <p>{DUA}</p><div class='share-box'>Bagikan</div></div><div class=sidebar><p>Terpopuler, kata orang, hari ini \
         juga.</p></div></div><footer>© Kabar</footer></body></html>"
    );
    assert_eq!(text(&page), format!("{SATU}\n\n{DUA}"));
}

#[test]
fn paragraphs_of_every_kind() {
    let page = format!(
        "<div><p>{SATU}</p>{DUA}<br>\n<br>{SATU} <b>tebal</b>&nbsp;&ldquo;ya&rdquo;<br/>baris kedua<ul><li>satu<li>dua</ul>\
         <table><tr><td>PKS<td>5<tr><td>PSI<td>3</table><pre>a\nb</pre></div>"
    );
    assert_eq!(
        text(&page),
        format!("{SATU}\n\n{DUA}\n\n{SATU} tebal\u{a0}“ya”\nbaris kedua\n\nsatu\n\ndua\n\nPKS 5\n\nPSI 3\n\na b")
    );
}

#[test]
fn a_story_in_pieces_is_whole() {
    let page = format!(
        "<body><div id=all><div class=p1><p>{SATU}</p><p>{DUA}</p></div><div class=p2><p>{DUA}</p><p>{SATU}</p></div></div></body>"
    );
    assert_eq!(text(&page), [SATU, DUA, DUA, SATU].join("\n\n"));
}

#[test]
fn articles_that_stand_side_by_side_are_told() {
    let told = |page: &str| {
        let items = read("a.html", page.as_bytes(), &[]);
        let problems = items.iter().filter_map(|item| match item {
            Item::Problem(problem) => Some(problem.reason.to_string()),
            Item::Document(_) => None,
        });
        problems.filter(|reason| reason.contains("articles")).collect::<Vec<_>>()
    };
    let one = |title: &str| format!("<article><h2>{title}</h2><p>{SATU}</p><p>{DUA}</p></article>");
    let three = [one("Satu"), one("Dua"), one("Tiga")].concat();
    let reasons = told(&format!("<body><main>{three}</main></body>"));
    assert!(matches!(&reasons[..], [one] if one.contains("3 articles")), "{reasons:?}");
    // Teasers, comments, and pieces of one article are not articles of their own.
    let teaser = "<article><h3>Lain</h3><p>Tiga partai bertemu lagi di kota itu.</p></article>";
    assert_eq!(told(&format!("<body><main>{}{teaser}{teaser}</main></body>", one("Satu"))), [""; 0]);
    let comment = format!("<div id=comments><article><p>{SATU}</p><p>{DUA}</p></article></div>");
    assert_eq!(told(&format!("<body><main>{}</main>{comment}{comment}</body>", one("Satu"))), [""; 0]);
    let piece = format!("<article><p>{SATU}</p><p>{DUA}</p></article>");
    assert_eq!(told(&format!("<body><article><h1>Satu</h1>{piece}{piece}</article></body>")), [""; 0]);
}

#[test]
fn a_name_beside_the_story_does_not_hide_the_story() {
    assert_eq!(
        text(&format!("<div class='content related'><p>{SATU}</p><p>{DUA}</p></div>")),
        format!("{SATU}\n\n{DUA}")
    );
}

#[test]
fn pages_without_an_article_say_so() {
    for page in ["<html></html>", "<script>x</script>", "<p hidden>x</p>"] {
        assert!(text(page).contains("no article was found"), "{page}");
    }
    assert_eq!(text("<p>pendek"), "pendek");
}

#[test]
fn encodings() {
    let found = |bytes: &[u8], options: &[(&str, &str)]| {
        let items = read("a.html", bytes, options).into_iter().map(|item| match item {
            Item::Document(document) => document.article.text.as_str().to_owned(),
            Item::Problem(problem) => problem.to_string(),
        });
        items.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(found(b"<meta charset=iso-8859-1><p>\x93ya\x94 \xE9", &[]), "“ya” é");
    let http = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>caf\xE9";
    assert_eq!(found(http, &[]), "café");
    assert_eq!(found(b"<p>caf\xE9", &[("encoding", "windows-1252")]), "café");
    assert!(found(b"<p>caf\xE9", &[]).contains("byte 0xE9 is not UTF-8"));
    assert_eq!(found(b"<meta charset=big5><p>\xa7\xda\xad\xcc", &[]), "我們");
    assert!(found(b"<meta charset=utf-7><p>x", &[]).contains("the encoding “utf-7” of the page is not read"));
    let wrongly = found("<meta charset='iso-8859-1'><p>café".as_bytes(), &[]);
    assert!(wrongly.contains("says iso-8859-1 and is UTF-8") && wrongly.ends_with("| café"), "{wrongly}");
    let saved = found("<meta charset=gb2312><p>选举委员会公布候选人名单".as_bytes(), &[]);
    assert!(saved.contains("says gb2312 and is UTF-8") && saved.ends_with("| 选举委员会公布候选人名单"), "{saved}");
    let chinese = encoding_rs::GBK.encode("<meta charset=gb2312><p>选举委员会公布候选人名单").0;
    assert_eq!(found(&chinese, &[]), "选举委员会公布候选人名单");
    let russian = encoding_rs::KOI8_R.encode("<meta charset=koi8-r><p>партии договорились").0;
    assert_eq!(found(&russian, &[]), "партии договорились");
    let wide: Vec<u8> = "\u{feff}<p>PDIP 🇮🇩".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(&wide, &[]), "PDIP 🇮🇩");
    assert!(found(b"%PDF-1.7", &[]).contains("PDF"));
}

#[test]
fn pages_of_teasers_are_weighed_a_few_times() {
    let teasers = |words: &str| {
        let one = format!("<div class=card><h3><a href=x>Judul lain di sini</a></h3><p>{words}</p></div>");
        format!("<div class=list>{}</div>", one.repeat(6))
    };
    let lists = teasers("Ringkasan pendek dari berita lain yang tidak ada di halaman ini.").repeat(400);
    let begun = std::time::Instant::now();
    assert!(text(&format!("<h1>Judul</h1><article><p>{SATU}</p></article>{lists}")).starts_with(SATU));
    assert!(!text(&lists).is_empty());
    assert!(begun.elapsed().as_secs() < 20, "took {:?}", begun.elapsed());
}

#[test]
fn hostile_pages_end() {
    for piece in
        ["<div>", "<b><p>", "<a <a", "<!--", "<script>", "<p a=\"", "</p>", "<li>", "&#", "<table><tr><td>", "<p><div>"]
    {
        let begun = std::time::Instant::now();
        let text = text(&format!("<p>{SATU}</p>{}", piece.repeat(20_000)));
        assert!(begun.elapsed().as_secs() < 20, "{piece} took {:?}", begun.elapsed());
        assert!(!text.is_empty(), "{piece}");
    }
}

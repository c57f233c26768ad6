//! Damaged files: every reader ends, without a panic, whatever the bytes.

use std::collections::BTreeMap;

use tandai::formats::{ALL, MemorySource, Sniff, Source, format, recognise};

use super::{fixtures, nasty, read, source_of, write};

/// Numbers that look random and are the same each time (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn bytes_of(source: &MemorySource, file: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    source.open(file).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn with(source: &MemorySource, file: &str, bytes: Vec<u8>) -> MemorySource {
    if source.files() == [source.name().to_owned()] {
        return MemorySource::file(file, bytes);
    }
    let mut files: BTreeMap<String, Vec<u8>> =
        source.files().iter().map(|name| (name.clone(), bytes_of(source, name))).collect();
    files.insert(file.to_owned(), bytes);
    MemorySource::folder(source.name(), files)
}

/// One damage: cut off, a byte changed, a piece doubled, removed or replaced by what readers choke on.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    const CHOKE: &[&[u8]] = &[
        b"{",
        b"[",
        b"]",
        b"\"",
        b"\0",
        b"\xFF",
        b"\xEF\xBB\xBF",
        b"\t",
        b"\n",
        b"\r\n",
        b"-1",
        b"1e999",
        b"NaN",
        b"18446744073709551615",
        b"99999999999999999999",
        b"<",
        b"&",
        b"]]>",
        b"\xF0\x9F\x87\xAE",
        b"e\xCC\x81",
        b",,",
    ];
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(40)).min(bytes.len());
    match dice.below(6) {
        0 => bytes[..at].to_vec(),
        1 => bytes[at..].to_vec(),
        2 => [&bytes[..at], &bytes[end..]].concat(),
        3 => [&bytes[..end], &bytes[at..]].concat(),
        4 => [&bytes[..at], CHOKE[dice.below(CHOKE.len())], &bytes[at..]].concat(),
        _ => {
            let mut bytes = bytes.to_vec();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
            bytes
        }
    }
}

/// What parts a file into lines, columns, values, tags and words.
const PARTS: &[u8] = b"\n\t,<\">:;{ ";

/// One damage that keeps to the file's structure: of the pieces between two separators one is doubled, left out, put in
/// another place, or replaced by another one.
fn rearranged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let separator = PARTS[dice.below(PARTS.len())];
    let mut pieces: Vec<&[u8]> = bytes.split(|byte| *byte == separator).collect();
    let (one, other) = (dice.below(pieces.len()), dice.below(pieces.len()));
    match dice.below(4) {
        0 => pieces.insert(other, pieces[one]),
        1 => {
            pieces.remove(one);
        }
        2 => pieces.swap(one, other),
        _ => pieces[one] = pieces[other],
    }
    pieces.join(&separator)
}

/// The same within what is packed: one file of an archive, or what a compressed file holds.
fn damaged_within(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let damaged = |bytes: &[u8], dice: &mut Dice| match dice.below(2) {
        0 => damaged(bytes, dice),
        _ => rearranged(bytes, dice),
    };
    if bytes.starts_with(b"\x1F\x8B") {
        let mut plain = Vec::new();
        if flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).is_ok() {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(&damaged(&plain, dice)).unwrap();
            return packed.finish().unwrap();
        }
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return damaged(bytes, dice) };
    let hit = dice.below(archive.len());
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut plain = Vec::new();
        entry.read_to_end(&mut plain).unwrap();
        packed.start_file(entry.name(), zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(&if at == hit { damaged(&plain, dice) } else { plain }).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

/// What `TANDAI_FUZZ` and `TANDAI_FUZZ_SEED` say.
fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|told| told.parse().ok())
}

/// How many damages a file gets: `TANDAI_FUZZ=100000 cargo test --release --test formats hostile` for a long run, with
/// `TANDAI_FUZZ_SEED` for others than those of every run.
fn rounds() -> u64 {
    told("TANDAI_FUZZ").unwrap_or(60)
}

/// The input that is being read, and since when. One that ends the run, by a panic or by its time, is kept in the folder
/// for temporary files.
#[derive(Default)]
struct UnderWay(std::sync::Mutex<Option<(String, Vec<u8>, std::time::Instant)>>);

impl UnderWay {
    fn begin(&self, name: String, bytes: &[u8]) {
        *self.0.lock().unwrap() = Some((name, bytes.to_vec(), std::time::Instant::now()));
    }

    fn end(&self) {
        *self.0.lock().unwrap() = None;
    }

    fn keep(&self) {
        let Ok(Some((name, bytes, _))) = self.0.lock().map(|mut there| there.take()) else { return };
        let path = std::env::temp_dir().join(format!("tandai-fuzz-{}", name.replace('/', "-")));
        match std::fs::write(&path, bytes) {
            Ok(()) => eprintln!("kept as {}", path.display()),
            Err(error) => eprintln!("not kept: {error}"),
        }
    }

    /// Ends the program if one input takes too long; nothing else can end it.
    fn watch(this: &std::sync::Arc<Self>) {
        let this = this.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(SLOW / 10);
                let slow = |(_, _, since): &(_, _, std::time::Instant)| since.elapsed() > SLOW;
                if this.0.lock().is_ok_and(|there| there.as_ref().is_some_and(slow)) {
                    this.keep();
                    std::process::abort();
                }
            }
        });
    }
}

/// Keeps the input that is being read when the test ends by a panic.
struct KeepOnPanic(std::sync::Arc<UnderWay>);

impl Drop for KeepOnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.keep();
        }
    }
}

/// Longer than any file of a few kilobytes takes, on the busiest machine.
const SLOW: std::time::Duration = std::time::Duration::from_secs(60);

#[test]
fn damage_is_told_and_never_panics() {
    let mut inputs: Vec<(String, MemorySource, BTreeMap<String, String>)> =
        fixtures::cases().into_iter().map(|(id, _, source, options)| (id, source, options)).collect();
    for &format in ALL.iter().filter(|format| format.info().reads && format.info().writes) {
        let files = write(format, &nasty::documents()).0;
        inputs.push((format.info().id.to_owned(), source_of(format, &files), BTreeMap::new()));
    }
    let (mut tried, mut dice) = (0, Dice(0x7A6E_6461_6931_3234 ^ told("TANDAI_FUZZ_SEED").unwrap_or_default()));
    let under_way = std::sync::Arc::new(UnderWay::default());
    UnderWay::watch(&under_way);
    let _kept = KeepOnPanic(under_way.clone());
    for (id, source, options) in &inputs {
        let format = format(id).unwrap();
        for file in source.files() {
            let bytes = bytes_of(source, file);
            for _ in 0..rounds() {
                let mut bytes =
                    if dice.below(2) == 0 { damaged(&bytes, &mut dice) } else { damaged_within(&bytes, &mut dice) };
                if dice.below(3) == 0 {
                    bytes = damaged(&bytes, &mut dice);
                }
                let damaged = with(source, file, bytes.clone());
                under_way.begin(format!("{id}-{file}"), &bytes);
                recognise(&Sniff::of(&damaged));
                let (documents, _) = read(format, &damaged, options);
                under_way.end();
                for document in &documents {
                    for mention in document.annotations.mentions.values() {
                        assert!(document.article.text.fits(mention.span), "{id}: every span fits its text");
                    }
                }
                tried += 1;
            }
        }
    }
    println!("{tried} damaged inputs");
}

#[test]
fn deep_nesting_ends() {
    for &format in ALL.iter().filter(|format| format.info().reads) {
        for deep in ["[", "{\"a\":", "<a>", "(", "[{\"annotations\":["] {
            let name = format!("deep.{}", format.info().extensions[0]);
            let bytes = deep.repeat(200_000).into_bytes();
            let (documents, problems) = read(format, &MemorySource::file(&name, bytes), &BTreeMap::new());
            assert!(documents.len() + problems.len() < 10_000, "{}: {deep}", format.info().id);
        }
    }
}

/// A PDF of one page, without a table of what is where.
fn pdf(page: &str, contents: &str, more: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 \
         obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]{page}/Contents 4 0 R>>endobj\n4 0 obj<</Length {}>>stream\n\
         {contents}\nendstream endobj\n{more}trailer<</Root 1 0 R>>\n",
        contents.len()
    )
    .into_bytes()
}

#[test]
fn pages_without_end_end() {
    // Forms that draw each other ten times each, twelve deep.
    let form = |at: usize| {
        let next = format!("/BBox[0 0 9 9]/Resources<</XObject<</F {} 0 R>>>>/Length 60", at + 1);
        format!("{at} 0 obj<</Type/XObject/Subtype/Form{next}>>stream\n{}\nendstream endobj\n", "/F Do ".repeat(10))
    };
    let forms: String = (10..22).map(form).collect();
    let deep = "[".repeat(200_000);
    for bytes in [
        pdf("/Resources<</XObject<</F 10 0 R>>>>", "/F Do", &forms),
        pdf("", &"q ".repeat(1_000_000), ""),
        pdf("", &"0 0 m ".repeat(1_000_000), ""),
        pdf("", &format!("{deep} TJ"), &format!("9 0 obj{deep} endobj\n")),
    ] {
        let began = std::time::Instant::now();
        let (documents, problems) = read(format("pdf").unwrap(), &MemorySource::file("a.pdf", bytes), &BTreeMap::new());
        assert_eq!((documents.len(), problems.len()), (0, 1), "{problems:?}");
        assert!(began.elapsed() < SLOW, "{:?}", began.elapsed());
    }
}

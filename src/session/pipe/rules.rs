//! The built-in rules in a pipe: lines stream through on all cores, in their order.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
    sync::{Mutex, mpsc},
};

use super::line::{article_of, line_of, write_line_of};
use crate::{
    extract::Extraction,
    formats::{RawArticle, read_line, write_line},
    gazetteer::Lexicon,
    message::{Message, message},
    model::Article,
    session::{Learned, ProjectExtractor, extract_with, jobs::learned::unbroken},
};

/// A line and its place in the input, from 1; none if it is too long.
type Numbered = (usize, Option<Vec<u8>>);

/// What became of a line: the line to print, nothing for an empty one, or why it cannot be read.
type LineOutcome = (usize, Result<Option<ExtractedLine>, Message>);

/// A line to print.
enum ExtractedLine {
    Whole(String),
    /// One of a long text: it is put into words as it is printed.
    Long(Box<(RawArticle, Article, Extraction)>),
}

/// Longer texts, in bytes, make lines that are not held in memory whole.
const LONG: usize = 1 << 20;

/// The field that says why nothing is proposed.
const SILENT: &str = "silent";

/// Longest line, in bytes: an article is far shorter, and memory is bounded.
const LONGEST: u64 = 64 << 20;

/// How the rules work in a pipe.
#[derive(Clone, Copy, Default)]
pub struct RulesInPipe<'a> {
    pub threads: usize,
    /// Articles too that are not about a regional election.
    pub anyway: bool,
    /// The rules are read again by what was learned.
    pub learned: Option<&'a Learned>,
}

/// Reads, works in as many threads as asked, and writes in the order of the input; the number of lines that could not be read. The
/// error is that of reading or writing. `step` hears how many lines were written.
pub fn extract_by_rules(
    input: impl BufRead + Send,
    output: impl Write,
    options: &RulesInPipe<'_>,
    complain: &dyn Fn(&str),
    step: &mut dyn FnMut(usize),
) -> Result<usize, Message> {
    let lexicon = Lexicon::new(&BTreeMap::new());
    let extracting = ProjectExtractor::new(&lexicon).anyway(options.anyway);
    let (threads, learned) = (options.threads.max(1), options.learned);
    std::thread::scope(|scope| {
        // So few lines are under way that a reader that waits holds everything back.
        let (lines, work) = mpsc::sync_channel::<Numbered>(threads);
        let (done, answers) = mpsc::sync_channel::<LineOutcome>(threads);
        let work = std::sync::Arc::new(Mutex::new(work));
        // A permit a line: what is read and not yet written is bounded even if one line takes long.
        let (permits, taken) = mpsc::sync_channel::<()>(threads * 4);
        let reader = scope.spawn(move || read(input, &lines, &permits));
        for _ in 0..threads {
            let (work, done, extracting) = (work.clone(), done.clone(), &extracting);
            scope.spawn(move || {
                loop {
                    let Ok(next) = work.lock().map(|work| work.recv()) else { return };
                    let Ok((number, line)) = next else { return };
                    if done.send((number, extracted(line, extracting, learned))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((work, done));
        let bad = write(output, &answers, &taken, complain, step);
        // Whoever still works finds nobody to tell, and ends.
        drop((answers, taken));
        let read = reader.join().unwrap_or_else(|_| Err(message!("reading standard input failed")));
        let bad = bad?;
        read.map(|()| bad)
    })
}

fn read(
    mut input: impl BufRead,
    lines: &mpsc::SyncSender<Numbered>,
    permits: &mpsc::SyncSender<()>,
) -> Result<(), Message> {
    for number in 1.. {
        let Some(line) = next_line(&mut input).map_err(|error| message!("standard input: {reason}", reason = error))?
        else {
            break;
        };
        if permits.send(()).is_err() || lines.send((number, line)).is_err() {
            break;
        }
    }
    Ok(())
}

/// The next line; nothing at the end; nothing inside for one that is too long.
pub(super) fn next_line(input: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut line = Vec::new();
    if io::Read::take(&mut *input, LONGEST).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if (line.len() as u64) < LONGEST || line.ends_with(b"\n") {
        return Ok(Some(Some(line)));
    }
    input.skip_until(b'\n')?;
    Ok(Some(None))
}

/// A line as it is understood; nothing for an empty one. The error: why it cannot be read.
pub(super) fn parsed(line: Option<&[u8]>) -> Result<Option<RawArticle>, Message> {
    let line = line.ok_or_else(|| message!("longer than {size} MiB. Split the article", size = LONGEST >> 20))?;
    let line = std::str::from_utf8(line)
        .map_err(|error| message!("byte {at}: this is not UTF-8. Convert the file", at = error.valid_up_to() + 1))?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() { Ok(None) } else { read_line(line).map(Some) }
}

/// One line through the extractor.
fn extracted(
    line: Option<Vec<u8>>,
    extracting: &ProjectExtractor<'_>,
    learned: Option<&Learned>,
) -> Result<Option<ExtractedLine>, Message> {
    let Some(mut parsed) = parsed(line.as_deref())? else { return Ok(None) };
    // The longest line is as long as the longest article.
    drop(line);
    let article = article_of(&parsed);
    let mut extraction = unbroken(|| extract_with(extracting, learned, &article, &[]))?;
    parsed.odd.more.remove(SILENT);
    if let Some(silence) = extraction.silence.take() {
        parsed.odd.more.insert(SILENT.to_owned(), silence.key().into());
    }
    if article.text.len() > LONG {
        return Ok(Some(ExtractedLine::Long(Box::new((parsed, article, extraction)))));
    }
    write_line(&line_of(parsed, article, extraction)).map(|line| Some(ExtractedLine::Whole(line)))
}

impl ExtractedLine {
    fn write(self, output: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Whole(mut line) => {
                line.push('\n');
                output.write_all(line.as_bytes())?;
            }
            Self::Long(parts) => {
                let (line, article, extraction) = *parts;
                let mut output = io::BufWriter::with_capacity(1 << 16, &mut *output);
                write_line_of(line, article, extraction, &mut output)?;
                output.write_all(b"\n")?;
                output.flush()?;
            }
        }
        output.flush()
    }
}

/// Writes answers in order, as soon as all before them are there.
fn write(
    mut output: impl Write,
    answers: &mpsc::Receiver<LineOutcome>,
    taken: &mpsc::Receiver<()>,
    complain: &dyn Fn(&str),
    step: &mut dyn FnMut(usize),
) -> Result<usize, Message> {
    let mut waiting: BTreeMap<usize, Result<Option<ExtractedLine>, Message>> = BTreeMap::new();
    let (mut next, mut bad, mut written) = (1, 0, 0);
    for (number, answer) in answers {
        waiting.insert(number, answer);
        while let Some(answer) = waiting.remove(&next) {
            let wrote = match answer {
                Ok(None) => Ok(()),
                Ok(Some(line)) => {
                    written += 1;
                    line.write(&mut output)
                }
                Err(reason) => {
                    bad += 1;
                    complain(&format!("line {next}: {reason}"));
                    Ok(())
                }
            };
            match wrote {
                Ok(()) => {}
                // Who reads has read enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(bad),
                Err(error) => return Err(message!("standard output: {reason}", reason = error)),
            }
            // The reader may take one more.
            let _ = taken.try_recv();
            next += 1;
            step(written);
        }
    }
    Ok(bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn through(input: &str, threads: usize) -> (String, Vec<String>, usize) {
        let complaints = RefCell::new(Vec::new());
        let mut output = Vec::new();
        let complain = |message: &str| complaints.borrow_mut().push(message.to_owned());
        let bad = extract_by_rules(
            input.as_bytes(),
            &mut output,
            &RulesInPipe { threads, anyway: true, learned: None },
            &complain,
            &mut |_| {},
        );
        (String::from_utf8(output).unwrap(), complaints.into_inner(), bad.unwrap())
    }

    #[test]
    fn order_is_kept_and_bad_lines_are_passed_over() {
        let mut input = String::new();
        for n in 0..60 {
            let text = "PKS mengusung Budi Santoso di Pilbup Lebak. ".repeat(if n % 7 == 0 { 4 } else { 1 });
            input += &format!("{{\"id\":\"a{n}\",\"text\":\"{text}\",\"more\":{n}}}\n");
            if n == 30 {
                input += "{broken\n\n";
            }
        }
        for threads in [1, 4] {
            let (output, complaints, bad) = through(&input, threads);
            let ids: Vec<_> = output.lines().map(|line| read_line(line).unwrap()).collect();
            assert_eq!(ids.len(), 60);
            assert!(ids.iter().enumerate().all(|(n, line)| line.id == format!("a{n}") && line.odd.more["more"] == n));
            assert_eq!(bad, 1);
            assert!(complaints[0].starts_with("line 32: column 2"), "{complaints:?}");
        }
    }

    #[test]
    fn a_long_text_is_a_line_like_any_other() {
        let said = "PKS mengusung Budi Santoso di Pilbup Lebak 2024. ";
        let text = format!("{said}{}{said}", "Hujan turun lagi. ".repeat(LONG / 18));
        let input = format!("{{\"id\":\"a\",\"text\":\"{text}\",\"more\":[1]}}\n{{\"id\":\"b\",\"text\":\"PKS\"}}\n");
        let (output, complaints, bad) = through(&input, 2);
        assert_eq!((complaints.len(), bad, output.lines().count()), (0, 0, 2));
        let line = read_line(output.lines().next().unwrap()).unwrap();
        assert_eq!(
            (line.id.as_str(), line.text.len(), &line.odd.more["more"]),
            ("a", text.len(), &serde_json::json!([1]))
        );
        let names = line.mentions.iter().filter(|mention| mention.words() == "Budi Santoso").count();
        assert_eq!((names, line.coalitions.len()), (2, 1));
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(through("", 2).0, "");
        assert_eq!(through("\n\u{feff}\n", 2).0, "");
    }

    #[test]
    fn offsets_are_code_points() {
        let (output, ..) = through("{\"id\":\"a\",\"text\":\"😀 PKS\"}", 1);
        let line = read_line(output.trim()).unwrap();
        assert_eq!((line.mentions[0].span.start, line.mentions[0].span.end, line.mentions[0].words()), (2, 5, "PKS"));
        assert!(line.mentions[0].making.by.starts_with("rule:") && line.mentions[0].making.score.is_some());
    }

    #[test]
    fn a_writer_that_fails_is_told() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::Error::other("full"))
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let input = "{\"id\":\"a\",\"text\":\"b\"}\n".repeat(1000);
        assert!(
            extract_by_rules(
                input.as_bytes(),
                Full,
                &RulesInPipe { threads: 2, ..RulesInPipe::default() },
                &|_| {},
                &mut |_| {}
            )
            .unwrap_err()
            .to_string()
            .contains("full")
        );
    }
}

//! A person's own program, over a project and in a pipe: what it answers goes in, whatever else it does.
//!
//! The programs are scripts for `sh`, so these tests run where there is one.
#![cfg(unix)]

mod shell;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use shell::{Run, files, tandai};

/// Marks the first three letters of every article.
const MARK: &str = r#"sed -n 's/^{"id":"\([^"]*\)".*/{"id":"\1","mentions":[{"start":0,"end":3,"kind":"party","score":0.9,"by":"model-1"}]}/p'"#;

struct Desk {
    folder: tempfile::TempDir,
    project: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("proyek").display().to_string();
        assert_eq!(tandai(["new", &project, "--sample", "--as", "Sri"]).status, 0);
        Self { folder, project }
    }

    /// The command of a program that does this.
    fn program(&self, script: &str) -> String {
        let path = self.folder.path().join("program ku.sh");
        fs::write(&path, script).unwrap();
        format!("sh '{}'", path.display())
    }

    /// Runs a program over the project.
    fn extract(&self, script: &str, more: &[&str]) -> Run {
        let program = self.program(script);
        let mut arguments = vec!["extract", self.project.as_str(), "--as", "Sri", "--with", &program];
        arguments.extend(more);
        tandai(arguments)
    }

    /// Runs a program over lines.
    fn pipe(&self, script: &str, input: &str, more: &[&str]) -> Run {
        let program = self.program(script);
        let mut arguments = vec!["extract", "--with", &program];
        arguments.extend(more);
        let mut child = Command::new(env!("CARGO_BIN_EXE_tandai"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
        // It may stop reading before everything is said.
        let feeding = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        let output = child.wait_with_output().unwrap();
        feeding.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    fn set(&self, set: &str) -> Vec<String> {
        let folder = Path::new(&self.project).join("annotations").join(set);
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut texts: Vec<(PathBuf, String)> =
            entries.map(|entry| (entry.path(), fs::read_to_string(entry.path()).unwrap())).collect();
        texts.sort();
        texts.into_iter().map(|(_, text)| text).collect()
    }
}

fn lines(number: usize, text: &str) -> String {
    (0..number).map(|n| format!("{{\"id\":\"a{n}\",\"text\":\"{text}\"}}\n")).collect()
}

fn ids(run: &Run) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    run.out.lines().map(id).collect()
}

#[test]
fn the_rules_fill_a_set_of_their_own_and_say_the_same_twice() {
    let desk = Desk::new();
    let before = files(Path::new(&desk.project));
    let run = tandai(["extract", &desk.project, "--as", "Sri", "--set", "aturan"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.starts_with("8 articles: ") && run.out.contains("aturan says something else now on 8"), "{run:?}");
    let said = desk.set("aturan");
    assert_eq!(said.len(), 8);
    assert!(
        said.iter().all(|file| file.contains("by: machine((rule: \"rule:") && file.contains("score: ")),
        "{}",
        said[0]
    );
    let project = fs::read_to_string(Path::new(&desk.project).join("project.ron")).unwrap();
    assert!(project.contains("aturan") && project.contains("role: extractor"), "{project}");
    for (path, bytes) in &before {
        let same = fs::read(path).unwrap() == *bytes;
        assert!(same || path.ends_with("project.ron"), "{} was written", path.display());
    }
    let run = tandai(["extract", &desk.project, "--as", "Sri", "--set", "aturan", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, json["done"].as_u64(), json["changed"].as_u64()), (0, Some(8), Some(0)), "{run:?}");
    assert_eq!(desk.set("aturan"), said);
    let run = tandai(["extract", &desk.project, "--articles", "tidak ada yang begini"]);
    assert!(run.status == 0 && run.out.starts_with("0 articles: no mentions"), "{run:?}");
    let run = tandai(["check", &desk.project]);
    assert!(run.out.contains("0 errors, 0 warnings"), "{run:?}");
}

#[test]
fn what_was_finished_is_learned_from() {
    let desk = Desk::new();
    let run = tandai(["extract", &desk.project, "--learn", "--as", "Sri"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    // The rules know all of the sample: nothing that was learned is better.
    assert!(
        run.out.contains("\nlearned from 4 articles\nWhat was learned is not used: on 4 articles kept back"),
        "{run:?}"
    );
    assert_eq!(desk.set("auto-learned-2").len(), 8);
    let run = tandai(["extract", &desk.project, "--learn", "--as", "Orang Lain"]);
    assert!(run.status == 2 && run.err.contains("nothing to learn from"), "{run:?}");
}

/// A name that the rules do not know, in a dozen finished articles, is found in the next one.
#[test]
fn what_only_people_know_is_learned() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (project, lines, kept) = (at("p"), at("baris.jsonl"), at("kabar.model"));
    assert_eq!(tandai(["new", &project, "--as", "Sri"]).status, 0);
    let finished = (0..12).map(|n| {
        let text = format!("Ketua Sagara Raya rapat ke-{n} di gedung itu. Kata Sagara Raya, semua hadir.");
        let start = "Ketua ".len();
        format!(
            r#"{{"id":"a{n}","text":"{text}","status":"finished","mentions":[{{"start":{start},"end":{},"kind":"party"}}]}}"#,
            start + "Sagara Raya".len()
        ) + "\n"
    });
    let open = r#"{"id":"b","text":"Ketua Sagara Raya rapat besok di gedung itu."}"#;
    fs::write(&lines, finished.collect::<String>() + open + "\n").unwrap();
    let run = tandai(["import", &project, &lines, "--as", "Sri"]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = tandai(["extract", &project, "--learn", "--keep", &kept, "--as", "Sri"]);
    assert!(run.status == 0 && run.out.contains("learned from 12 articles\non 12 articles kept back: F1"), "{run:?}");
    let found = fs::read_to_string(Path::new(&project).join("annotations/auto-learned-2/b.ron")).unwrap();
    assert!(found.contains("Sagara Raya") && found.contains("party"), "{found}");
    let run = tandai(["extract", &project, "--model", &kept, "--as", "Sri", "--set", "dari-berkas"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        fs::read_to_string(Path::new(&project).join("annotations/dari-berkas/b.ron")).unwrap().contains("Sagara Raya")
    );
}

#[test]
fn a_program_s_answers_go_into_its_set() {
    let desk = Desk::new();
    let run = desk.extract(MARK, &[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    assert!(run.out.starts_with("8 articles: 8 party, 0 coalitions\nauto-sh-program-ku says something"), "{run:?}");
    let said = desk.set("auto-sh-program-ku");
    assert_eq!(said.len(), 8);
    assert!(said[0].contains("by: machine((rule: \"model-1\", score: 0.9))"), "{}", said[0]);
    let run = desk.extract(MARK, &[]);
    assert!(run.status == 0 && run.out.contains("says the same as before"), "{run:?}");
    // Another answer takes the place of the first; an empty one takes it away.
    let run = desk.extract(&MARK.replace("\"end\":3", "\"end\":2"), &[]);
    assert!(run.status == 0 && run.out.contains("says something else now on 8"), "{run:?}");
    let run = desk.extract(r#"sed -n 's/^{"id":"\([^"]*\)".*/{"id":"\1"}/p'"#, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(desk.set("auto-sh-program-ku").iter().all(|file| !file.contains("machine")));
    // In a set of people nothing is replaced.
    for set in ["sri", "Sri"] {
        let run = desk.extract(MARK, &["--set", set]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        run.errs(&["holds people’s work", "name another set"]);
    }
}

#[test]
fn a_program_that_cannot_be_started() {
    let desk = Desk::new();
    for (command, parts) in [("/tiada/program", "cannot be started"), ("'x", "is not closed"), ("", "no command")] {
        let run = tandai(["extract", &desk.project, "--with", command]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        run.errs(&[parts]);
    }
}

#[test]
fn a_program_that_hangs_is_killed_with_all_it_started() {
    let desk = Desk::new();
    let pids = desk.folder.path().join("pids");
    let script = format!("sleep 1000 & echo $$ $! > '{}'\nwait", pids.display());
    let begun = Instant::now();
    let run = desk.extract(&script, &["--limit", "1"]);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert_eq!(run.status, 2, "{run:?}");
    run.errs(&["nothing was answered", "for 1 seconds it neither took nor answered anything"]);
    gone(&pids);
    assert_eq!(desk.set("auto-sh-program-ku"), [""; 0]);
}

/// No process with one of these ids lives.
fn gone(pids: &Path) {
    let text = fs::read_to_string(pids).unwrap();
    for pid in text.split_whitespace() {
        let lives = || Command::new("kill").args(["-0", pid]).stderr(Stdio::null()).status().unwrap().success();
        let begun = Instant::now();
        while lives() && begun.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(!lives(), "{pid} lives");
    }
}

#[test]
fn ctrl_c_ends_the_program_with_us() {
    let desk = Desk::new();
    let pids = desk.folder.path().join("pids");
    let script = format!("sleep 1000 & echo $$ $! > '{}'\nwait", pids.display());
    let child = Command::new(env!("CARGO_BIN_EXE_tandai"))
        .args(["extract", &desk.project, "--as", "Sri", "--with", &desk.program(&script)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while fs::read_to_string(&pids).map_or(true, |text| !text.ends_with('\n')) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it was not started");
        std::thread::sleep(Duration::from_millis(20));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("stopped, as you wished"));
    gone(&pids);
}

#[test]
fn what_was_answered_before_a_crash_goes_in_and_the_rest_is_listed() {
    let desk = Desk::new();
    let run = desk.extract(&format!("head -n 2 | {MARK}\necho 'model meledak' >&2\nexit 3"), &[]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&["program: model meledak", "the program ended with exit status: 3"]);
    assert!(
        run.out.starts_with("2 articles: 2 party") && run.out.contains("left as they were: 6 articles ("),
        "{run:?}"
    );
    assert_eq!(desk.set("auto-sh-program-ku").len(), 2);
}

#[test]
fn floods_are_stopped() {
    let desk = Desk::new();
    let run = desk.extract("yes", &[]);
    assert_eq!(run.status, 2, "{:.300}", run.err);
    run.errs(&["1001 lines of its standard output are not answers", "answers:1:1: expected value"]);
    let run = desk.extract("cat /dev/zero", &[]);
    assert_eq!(run.status, 2, "{:.300}", run.err);
    run.errs(&["line 1 of its answers is longer than 64 MB"]);
    // What it says on its standard error holds nothing up, and its end is shown.
    let run = desk.extract(&format!("yes keluhan | head -c 3000000 >&2\necho tamat >&2\n{MARK}"), &[]);
    assert_eq!(run.status, 0, "{:.300}", run.err);
    assert!(run.err.len() < 300_000 && run.err.ends_with("program: tamat\n"), "{} bytes", run.err.len());
}

#[test]
fn bad_answers_are_located_and_the_rest_goes_in() {
    let desk = Desk::new();
    let more = r#"'
{"id":"tiada","mentions":[]}
{broken
{"id":"'"$FIRST"'","mentions":[]}'"#;
    let script = format!(
        "read -r line\nFIRST=$(printf '%s' \"$line\" | sed 's/^{{\"id\":\"\\([^\"]*\\)\".*/\\1/')\n\
         printf '%s\\n' \"$line\" | sed 's/^{{\"id\":\"\\([^\"]*\\)\".*/{{\"id\":\"\\1\",\"mentions\":[{}]}}/'\n\
         echo {more}\n{MARK}",
        r#"{"start":0,"end":3,"kind":"party"},{"start":0,"end":99999,"kind":"party"},{"start":0,"end":3,"kind":"uang"},{"start":-1,"end":3,"kind":"party"}"#
    );
    let run = desk.extract(&script, &[]);
    assert_eq!(run.status, 1, "{run:?}");
    run.errs(&[
        ":1:1: mention m2: code points 0 to 99999 are not whole characters",
        ":1:1: the label “uang”",
        "--label uang=party",
        "is -1 and not a whole number from 0",
        "answers:3:1: article “tiada” was not asked about",
        "answers:4:2: key must be a string",
        "answers:5:1: article “",
        "is answered again; the first answer stands",
    ]);
    assert!(run.out.starts_with("8 articles: 8 party"), "{run:?}");
    let run = desk.extract(&script, &["--label", "uang=region"]);
    assert!(run.out.starts_with("8 articles: 8 party, 1 region"), "{run:?}");
}

#[test]
fn quoted_words_mend_offsets_of_other_units() {
    let desk = Desk::new();
    let input = "{\"id\":\"a\",\"text\":\"😀 PKS 😀 PKS\",\"more\":7}\n";
    for (start, end) in [(2, 5), (3, 6), (5, 8)] {
        let answer =
            format!(r#"{{"id":"a","mentions":[{{"start":{start},"end":{end},"kind":"party","text":"PKS"}}]}}"#);
        let run = desk.pipe(&format!("cat > /dev/null\necho '{answer}'"), input, &[]);
        assert_eq!(run.status, 0, "{run:?}");
        let line: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!((line["mentions"][0]["start"].as_u64(), line["mentions"][0]["end"].as_u64()), (Some(2), Some(5)));
        assert_eq!(line["more"], 7);
        assert_eq!(run.err.contains("as their words show"), start != 2, "{run:?}");
    }
}

#[test]
fn a_pipe_keeps_its_order_and_names_what_is_missing() {
    let desk = Desk::new();
    // A program that reads everything, and answers from the last to the first.
    let run = desk.pipe(&format!("{MARK} | tac"), &lines(3000, "PKS menang"), &[]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{:.500}", run.err);
    assert_eq!(ids(&run), (0..3000).map(|n| format!("a{n}")).collect::<Vec<_>>());

    let input = format!(
        "{}{{rusak\n\n{}",
        lines(3, "PKS"),
        "{\"id\":\"b\",\"text\":\"PSI\"}\n{\"id\":\"b\",\"text\":\"PSI\"}\n"
    );
    let run = desk.pipe(&format!("sed '2d' | {MARK}"), &input, &[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert_eq!(ids(&run).iter().filter(|id| id.starts_with('a')).collect::<Vec<_>>(), ["a0", "a2"]);
    run.errs(&["line 2: article “a1” was not answered", "line 4: column 2"]);
}

#[test]
fn a_program_that_reads_no_more_holds_nothing_up() {
    let desk = Desk::new();
    let begun = Instant::now();
    let run = desk.pipe(&format!("head -n 5 | {MARK}\nexec <&-\nexit 0"), &lines(10_000, &"PKS ".repeat(200)), &[]);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert_eq!((run.status, ids(&run).len()), (1, 5), "{:.500}", run.err);
    run.errs(&["line 6: article “a5” was not answered"]);
    let run = desk.pipe("exit 4", &lines(10_000, "PKS"), &[]);
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{:.500}", run.err);
    run.errs(&["the program ended with exit status: 4"]);
}

/// Whether a process is there and not only waiting to be buried.
fn is_alive(pid: &str) -> bool {
    let state = Command::new("ps").args(["-o", "stat=", "-p", pid]).output().unwrap();
    let state = String::from_utf8_lossy(&state.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

#[test]
fn a_program_dies_with_us_however_we_die() {
    for signal in ["KILL", "TERM", "HUP"] {
        let desk = Desk::new();
        let pids = desk.folder.path().join("pids");
        let script =
            format!("sleep 300 & echo $! > '{0}.1'; echo $$ > '{0}'; cat > /dev/null; sleep 300\n", pids.display());
        let program = desk.program(&script);
        let mut child = Command::new(env!("CARGO_BIN_EXE_tandai"))
            .args(["extract", &desk.project, "--as", "Sri", "--with", &program])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_secs(60);
        while !fs::read_to_string(&pids).is_ok_and(|pid| pid.ends_with('\n')) {
            assert!(Instant::now() < until, "the program was not started");
            std::thread::sleep(Duration::from_millis(20));
        }
        let read = |end: &str| fs::read_to_string(format!("{}{end}", pids.display())).unwrap().trim().to_owned();
        let programs = [read(""), read(".1")];
        assert!(programs.iter().all(|pid| is_alive(pid)));
        let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        child.wait().unwrap();
        let until = Instant::now() + Duration::from_secs(20);
        while programs.iter().any(|pid| is_alive(pid)) {
            assert!(Instant::now() < until, "{signal}: {programs:?} live on");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

//! Kills through the window: a window tags word after word in a process of its own and is killed at a random moment; what
//! it had called saved must be there. `TANDAI_WINDOW_KILLS` sets how many (none without it: each takes a second).

use std::{
    env, fs,
    io::{Read, Write},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use eframe::egui::{Key, Modifiers};
use tandai::{
    model::Mention,
    session::{Session, Who},
    store::SaveState,
};

use crate::desk::Desk;

const WORDS: usize = 400;

fn text() -> String {
    (0..WORDS).map(|number| format!("k{number:03}")).collect::<Vec<_>>().join(" ")
}

/// What is marked, in reading order, as anybody finds it who opens the project.
fn marked(dir: &Path) -> Result<Vec<Mention>, String> {
    let mut session = Session::open(dir, Who::named("sri")).map_err(|error| error.to_string())?;
    if let Some(reason) = session.read_only() {
        return Err(format!("read only: {reason}"));
    }
    let id = session.rows().at(0).ok_or("the article is gone")?.meta.id.clone();
    session.load(&id).map_err(|error| error.to_string())?;
    let bad: Vec<_> =
        session.notices().iter().filter(|n| n.severity == tandai::store::NoticeSeverity::Problem).collect();
    if !bad.is_empty() {
        return Err(format!("damaged: {bad:?}"));
    }
    let annotations = session.annotations(&id).map(|there| (**there).clone()).unwrap_or_default();
    Ok(annotations.in_reading_order().into_iter().cloned().collect())
}

/// Not a test by itself: what the parent starts and kills. Tags words in their order and notes on some of them, and says
/// how many are called saved.
#[test]
fn child_tags_until_it_is_killed() {
    let Ok(dir) = env::var("TANDAI_WINDOW_DIR") else { return };
    let mut desk = Desk::at(Path::new(&dir));
    let ctrl_shift = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };
    let ctrl_home = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    let mut done = desk.annotations().mentions.len();
    let mut out = std::io::stdout();
    desk.click("k000", 0);
    desk.key(Key::Escape);
    desk.keys(ctrl_home, Key::Home);
    for _ in 0..done {
        desk.keys(ctrl_home, Key::ArrowRight);
    }
    while done < WORDS {
        desk.keys(ctrl_shift, Key::ArrowRight);
        desk.key(Key::Num1);
        desk.keys(ctrl_home, Key::ArrowRight);
        done = desk.annotations().mentions.len();
        if fastrand::u8(..) < 20 {
            // Long enough that the files follow.
            std::thread::sleep(Duration::from_millis(2100));
            desk.harness.run_steps(3);
        }
        // What stands in the status bar.
        if desk.session().save_state() == SaveState::Saved {
            writeln!(out, "\nsaved {done}").and_then(|()| out.flush()).expect("the parent listens");
        }
    }
    std::thread::sleep(Duration::from_secs(60));
}

/// Lets a window work and kills it; how many marks it last called saved.
fn kill(dir: &Path) -> usize {
    let mut child = Command::new(env::current_exe().expect("this program"));
    child.args(["killed::child_tags_until_it_is_killed", "--exact", "--nocapture", "--test-threads=1"]);
    child.env("TANDAI_WINDOW_DIR", dir).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = child.spawn().expect("the child starts");
    let mut said = child.stdout.take().expect("piped");
    let (begun, at_work) = std::sync::mpsc::channel();
    let listener = std::thread::spawn(move || {
        let (mut heard, mut piece) = (Vec::new(), [0; 4096]);
        while let Ok(length @ 1..) = said.read(&mut piece) {
            heard.extend_from_slice(&piece[..length]);
            if heard.windows(6).any(|word| word == b"saved ") {
                let _ = begun.send(());
            }
        }
        String::from_utf8_lossy(&heard).into_owned()
    });
    // Every fourth while it opens the project, the others at work.
    if fastrand::u8(..) > 63 {
        let _ = at_work.recv_timeout(Duration::from_secs(60));
    }
    std::thread::sleep(Duration::from_micros(fastrand::u64(2_000..400_000)));
    child.kill().expect("it is running");
    child.wait().expect("it is gone");
    let said = listener.join().expect("it only listens");
    // The last line may be cut, as the child was.
    let whole = said.rfind('\n').map_or("", |end| &said[..end]);
    let saved = whole.lines().filter_map(|line| line.strip_prefix("saved ")?.parse().ok());
    saved.max().unwrap_or(0)
}

#[test]
fn windows_killed_at_random_moments() {
    let Some(kills) = env::var("TANDAI_WINDOW_KILLS").ok().and_then(|n| n.parse::<usize>().ok()) else {
        return println!("skipped: set TANDAI_WINDOW_KILLS to the number of kills");
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (mut acknowledged, mut unacknowledged, mut projects) = (0, 0, 0);
    let (mut dir, mut known) = (folder.path().join("0"), WORDS);
    for kill_number in 0..kills {
        if known + 60 > WORDS {
            projects += 1;
            dir = folder.path().join(projects.to_string());
            let source = folder.path().join("artikel.txt");
            fs::write(&source, text()).expect("it is written");
            let mut session = Session::create(&dir, "Uji", Who::named("sri")).expect("a project");
            let request = tandai::session::ImportRequest::of(&[source]);
            let ready = session.importer().run(&request, &Default::default(), |_| {});
            session.add_articles(ready).expect("it comes in");
            session.save().expect("it is saved");
            known = 0;
        }
        let saved = kill(&dir).max(known);
        let found = marked(&dir).unwrap_or_else(|reason| panic!("kill {kill_number}: {reason}"));
        // The words from the first on, each once, none left out: no mark on what nobody chose.
        for (number, mention) in found.iter().enumerate() {
            let span = mention.span.range();
            assert_eq!(span, number * 5..number * 5 + 4, "kill {kill_number}: mark {number} is on other words");
        }
        assert!(found.len() >= saved, "kill {kill_number}: {saved} were called saved, {} are there", found.len());
        acknowledged += saved - known;
        unacknowledged += found.len() - saved;
        known = found.len();
    }
    println!(
        "kills through the window: {kills}, marks called saved: {acknowledged}, lost: 0, damaged files: 0, marks not yet \
         called saved that were there all the same: {unacknowledged}"
    );
}

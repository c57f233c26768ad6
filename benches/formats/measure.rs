//! One measurement, in a process of its own: wall time, CPU time of all threads, and the most memory that the process
//! ever held.

use std::{collections::BTreeMap, fmt, fs, path::Path, str::FromStr, sync::atomic::AtomicBool, time::Instant};

use tandai::{
    formats::{DiskShape, Format, Item, ReadContext, ReadError, Writing, format},
    gazetteer::Lexicon,
    model::{EntityId, Scheme, SetId, Timestamp},
    session::{Destination, DiskSource, DiskTarget, ExportRequest, ImportRequest, Session, Who},
};

use super::news::{MENTIONS, document};

/// Writing and reading through a format alone; making a project, out of it, and into a new one.
pub const STAGES: [&str; 5] = ["write", "read", "make", "export", "import"];

/// What a measurement tells, as words on a line.
#[derive(Default)]
pub struct Cost {
    pub articles: usize,
    /// Of the files written.
    pub bytes: u64,
    /// Seconds.
    pub wall: f64,
    pub cpu: f64,
    /// Megabytes; not known but on Linux.
    pub peak: f64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {} {}", self.articles, self.bytes, self.wall, self.cpu, self.peak)
    }
}

impl FromStr for Cost {
    type Err = ();

    fn from_str(line: &str) -> Result<Self, ()> {
        let numbers: Vec<f64> = line.split_whitespace().map_while(|word| word.parse().ok()).collect();
        let [articles, bytes, wall, cpu, peak] = numbers[..] else { return Err(()) };
        Ok(Self { articles: articles as usize, bytes: bytes as u64, wall, cpu, peak })
    }
}

/// Stage, format, number of articles, folder; the files written are in `out` there.
pub fn one(arguments: &[String]) -> Cost {
    let [stage, id, count, folder] = arguments else { panic!("a stage, a format, a number and a folder") };
    let (format, folder) = (format(id).expect("a format"), Path::new(folder));
    let count = count.parse().expect("a number");
    let mut cost = match stage.as_str() {
        "write" => write(format, count, folder),
        "read" => read(format, &folder.join("out")),
        "make" => make(count, folder),
        "export" => export(format, folder),
        _ => import(format, folder),
    };
    cost.peak = peak();
    cost
}

/// Adds up what is measured, and leaves out what is between.
struct Watch(Cost);

impl Watch {
    fn measure<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (begun, before) = (Instant::now(), cpu());
        let done = work();
        self.0.wall += begun.elapsed().as_secs_f64();
        self.0.cpu += cpu() - before;
        done
    }
}

fn write(format: &dyn Format, count: usize, folder: &Path) -> Cost {
    let mut watch = Watch(Cost { articles: count, ..Cost::default() });
    let lexicon = Lexicon::new(&BTreeMap::new());
    let (scheme, entity) = (Scheme::default(), |id: &EntityId| lexicon.entity(id));
    let writing = Writing {
        project: "berita",
        scheme: &scheme,
        elections: tandai::answers::ElectionFacts::delivered(),
        entity: &entity,
        story: &|_| None,
        with_text: true,
        councils: None,
        options: BTreeMap::new(),
    };
    let name = format!("berita.{}", format.info().extensions[0]);
    let target = DiskTarget::new(Destination::Folder(folder.join("out"), name), false).expect("a new folder");
    let mut writer = format.write(&target, &writing).expect("it begins");
    for n in 0..count {
        let document = document(n);
        watch.measure(|| writer.add(&document, "")).expect("it is written");
    }
    watch.measure(|| writer.finish()).expect("it is written");
    watch.0.bytes = target.written().iter().map(|entry| entry.size).sum();
    watch.measure(|| target.finish()).expect("it is put in its place");
    watch.0
}

/// What a format's files are read from: the folder, or the one file in it.
fn source(format: &dyn Format, out: &Path) -> DiskSource {
    let file = out.join(format!("berita.{}", format.info().extensions[0]));
    if format.info().shape == DiskShape::File {
        DiskSource::file(&file)
    } else {
        DiskSource::folder(out, &mut Vec::new())
    }
}

fn read(format: &dyn Format, out: &Path) -> Cost {
    let mut watch = Watch(Cost::default());
    let (mut articles, mut mentions) = (0, 0);
    watch.measure(|| {
        let mut reading = ReadContext::new(Scheme::default(), Timestamp(0));
        reading.any_kind = true;
        let end = format.read(&source(format, out), &reading, &mut |item| {
            if let Item::Document(document) = item {
                articles += 1;
                mentions += document.annotations.mentions.len();
            }
            Ok(())
        });
        if let Err(ReadError::Problem(problem)) = end {
            panic!("{problem}");
        }
    });
    assert_eq!(mentions, articles * MENTIONS, "every mention comes back");
    Cost { articles, ..watch.0 }
}

fn make(count: usize, folder: &Path) -> Cost {
    let made = folder.join("made");
    let cost = write(format("tandai").expect("a format"), count, &made);
    let mut session = Session::create(&folder.join("project"), "Berita", Who::named("sri")).expect("a project");
    bring_in(&mut session, &made.join("out/berita.jsonl"));
    fs::remove_dir_all(&made).expect("it was made here");
    cost
}

fn export(format: &'static dyn Format, folder: &Path) -> Cost {
    let session = Session::open(&folder.join("project"), Who::named("sri")).expect("it opens");
    let request = ExportRequest::of(format, SetId::new("sri").expect("an id"));
    let destination = request.destination(&folder.join("out"), "berita");
    let mut watch = Watch(Cost::default());
    let exporter = session.exporter();
    let exported = watch.measure(|| exporter.run(&request, destination, false, &AtomicBool::new(false), |_, _| {}));
    let exported = exported.expect("it is exported");
    let bytes = exported.files.iter().map(|(_, size)| size).sum();
    Cost { articles: exported.articles, bytes, ..watch.0 }
}

fn import(format: &dyn Format, folder: &Path) -> Cost {
    let out = folder.join("out");
    let path = if format.info().shape == DiskShape::File {
        out.join(format!("berita.{}", format.info().extensions[0]))
    } else {
        out
    };
    let mut session = Session::create(&folder.join("imported"), "Berita", Who::named("sri")).expect("a project");
    let mut watch = Watch(Cost::default());
    let articles = watch.measure(|| bring_in(&mut session, &path));
    Cost { articles, ..watch.0 }
}

/// Imports into a project until everything is on disk.
fn bring_in(session: &mut Session, path: &Path) -> usize {
    let ready = session.importer().run(&ImportRequest::of(&[path.to_owned()]), &AtomicBool::new(false), |_| {});
    let imported = session.add_articles(ready).expect("it is added");
    session.save().expect("it is saved");
    imported.articles.len()
}

/// CPU seconds of all threads since the process began; wall time where the system does not tell.
#[cfg(target_os = "linux")]
fn cpu() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(not(target_os = "linux"))]
fn cpu() -> f64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// The most memory that the process ever held, in megabytes.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

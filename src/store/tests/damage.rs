//! Files cut at every byte, and bytes turned: never a panic, never data overwritten, never taken for empty.

use std::{path::Path, sync::Arc};

use crate::{
    model::{Annotations, Place},
    store::{
        files::{annotation_file, disk::Disk},
        journal,
        open::open,
        tests::{
            script::{DIR, read_all, without_blanks, work},
            sim::SimDisk,
        },
    },
};

/// The script's project, closed, with everything in its files.
fn closed() -> (SimDisk, crate::model::Workspace) {
    let mut session = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    session.fold(|_| true);
    (session.disk.settled(), session.workspace.clone())
}

#[test]
fn every_file_cut_at_every_byte() {
    let (disk, workspace) = closed();
    let files = disk.files();
    let cut = files.iter().filter(|(path, _)| path.ends_with(".ron") && !path.contains(".local"));
    let mut tried = 0;
    for (path, bytes) in cut {
        for end in 0..bytes.len() - 1 {
            let disk = disk.settled();
            disk.plant(path, &bytes[..end]);
            let before = disk.files();
            let read = read_all(&disk);
            tried += 1;
            // Cut before the last parenthesis, the file says that it ends early; one without its last line end is whole.
            match read {
                Ok((found, _)) => assert_eq!((end + 1, found), (bytes.len(), without_blanks(&workspace)), "{path}"),
                Err(reason) => {
                    let name = path.strip_prefix("/p/").expect("inside");
                    assert!(reason.to_string().contains(name) && reason.contains(":"), "{path} cut at {end}: {reason}");
                }
            }
            let after = disk.files();
            assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "{path} cut at {end}");
        }
    }
    println!("truncations of saved files: {tried} tried, 0 panics, 0 overwritten");
}

#[test]
fn the_journal_cut_at_every_byte_recovers_a_prefix() {
    let session = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    let mut session = session;
    // A row of edits that only the journal has.
    for status in crate::model::Status::ALL {
        let here = super::script::place("sri", "dua");
        if session.workspace.annotations[&here].status != status {
            session.edit(crate::edit::Edit::SetStatus { places: vec![here], status });
        }
    }
    let disk = session.disk.settled();
    let states: Vec<_> = session.states.iter().map(without_blanks).collect();
    let journal = disk.files()["/p/.local/journal"].clone();
    let lines = journal.iter().filter(|&&byte| byte == b'\n').count();
    assert!(lines >= 4, "{lines}");
    for end in 0..=journal.len() {
        let disk = disk.settled();
        disk.plant("/p/.local/journal", &journal[..end]);
        let (found, notices) = read_all(&disk).unwrap_or_else(|error| panic!("cut at {end}: {error}"));
        // A line that lacks nothing but its line end counts.
        let whole = journal::scan(&journal[..end]).changes.len();
        assert_eq!(found, states[states.len() - 1 - lines + whole], "cut at {end}");
        let torn = notices.iter().any(|notice| notice.message.to_string().starts_with("cut a torn last line"));
        assert_eq!(torn, journal::scan(&journal[..end]).good < end, "cut at {end}");
        assert_eq!(disk.files()["/p/.local/journal"], b"", "folded");
    }
}

#[test]
fn a_damaged_line_is_set_aside_with_all_after_it() {
    let session = work(SimDisk::with_folder(DIR)).expect("nothing fails");
    let mut session = session;
    for status in crate::model::Status::ALL.into_iter().rev() {
        let here = super::script::place("sri", "dua");
        if session.workspace.annotations[&here].status != status {
            session.edit(crate::edit::Edit::SetStatus { places: vec![here], status });
        }
    }
    let disk = session.disk.settled();
    let journal = disk.files()["/p/.local/journal"].clone();
    let first = journal.iter().position(|&byte| byte == b'\n').expect("lines") + 1;
    for at in [first, first + 4, first + 20] {
        let disk = disk.settled();
        let mut damaged = journal.clone();
        damaged[at] ^= 1;
        disk.plant("/p/.local/journal", &damaged);
        let error = read_all(&disk).expect_err("it is said");
        assert!(error.starts_with(".local/journal:2:1: this line is damaged"), "{error}");
        let kept = disk.files();
        let kept = kept.iter().find(|(path, _)| path.starts_with("/p/.local/journal-damaged-"));
        assert_eq!(kept.expect("set aside").1, &damaged[first..]);
        read_all(&disk).expect("said once; the project is whole");
    }
}

#[test]
fn a_journal_from_the_future_stays() {
    let (disk, _) = closed();
    let ron = "(deed:teleport,count:1,puts:[])";
    let line = format!("{:08x} {ron}\n", crc32fast::hash(ron.as_bytes()));
    disk.plant("/p/.local/journal", line.as_bytes());
    let error = read_all(&disk).expect_err("read-only");
    assert!(error.contains("the version that wrote it"), "{error}");
    assert_eq!(disk.files()["/p/.local/journal"], line.as_bytes());
}

/// Bytes turned into others: read or refused, never a panic, and what is refused freezes.
#[test]
fn annotation_files_with_any_byte_turned() {
    let (disk, workspace) = closed();
    let (place, annotations): (&Place, &Arc<Annotations>) =
        workspace.annotations.iter().max_by_key(|(_, a)| a.mentions.len() + a.coalitions.len()).expect("some");
    let article = &workspace.articles[&place.article];
    let path = format!("annotations/{}/{}.ron", place.set, place.article);
    let bytes = disk.read(&Path::new(DIR).join(&path)).expect("it is there");
    assert_eq!(annotation_file::write(article, annotations).as_deref(), Ok(bytes.as_slice()));
    for at in 0..bytes.len() {
        for with in [0, b'(', b'"', b'9', b'\n', 0xff, bytes[at] ^ 1] {
            let mut turned = bytes.clone();
            turned[at] = with;
            let loaded = annotation_file::read(&path, &turned, article);
            assert!(loaded.frozen.is_none() || !loaded.notices.is_empty());
            if loaded.frozen.is_none() {
                // What could be read, misfits too, is written as it was understood.
                let again = annotation_file::write(article, &loaded.annotations).expect("it fits");
                assert_eq!(annotation_file::read(&path, &again, article).annotations, loaded.annotations, "byte {at}");
            }
        }
    }
}

#[test]
fn a_project_that_cannot_be_read_is_refused_with_the_place() {
    let (disk, _) = closed();
    for (bytes, said) in [
        (&b"(\n    format: 2,\n    warna: 1,\n)\n"[..], "project.ron:2:13: format 2 is newer"),
        (
            b"(\n    format: 1,\n    nama: \"x\",\n)\n",
            "project.ron:3:5: this version of Tandai does not know the field",
        ),
        (b"(\n    format: 1,\n\xff", "project.ron:3:1: this is not UTF-8"),
        (b"(\n=======\n", "project.ron:2:1: Git left conflict markers"),
        (b"", "project.ron:1:1: "),
    ] {
        disk.plant("/p/project.ron", bytes);
        let before = disk.files();
        let error = open(Arc::new(disk.clone()), Path::new(DIR)).map(|_| ()).expect_err("refused");
        assert!(error.to_string().starts_with(said), "{error}");
        assert_eq!(disk.files(), before);
    }
}

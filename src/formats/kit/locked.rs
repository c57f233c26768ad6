//! Documents of LibreOffice that are locked by a password: archives that say so of their parts.

use std::io::{Read, Seek};

use zip::ZipArchive;

/// Of the list of parts at most.
const LONGEST: u64 = 1 << 20;

/// Whether the parts of a document cannot be read without its password.
pub fn is_locked(archive: &mut ZipArchive<impl Read + Seek>) -> bool {
    let Ok(manifest) = archive.by_name("META-INF/manifest.xml") else { return false };
    let mut text = Vec::new();
    // What cannot be read says nothing.
    let _ = manifest.take(LONGEST).read_to_end(&mut text);
    String::from_utf8_lossy(&text).contains("encryption-data")
}

//! `manifest.json`: what an export holds, how it was made, what it lacks, and the checksum of each file, so that a
//! reader years later can tell whether it is whole. Does not know files and folders; holds no time and no machine, so
//! the same input gives the same bytes.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{PartBasis, Sizes, Split, SplitPlan, near_copies};

/// The version of this file's own shape.
pub const VERSION: u32 = 1;

/// The manifest of one export. Fields stand in the order of their names, as they do in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub application: Software,
    pub counts: Counts,
    /// By path; the manifest itself is not among them.
    pub files: Vec<FileEntry>,
    /// What was chosen, as the person said it: `status` → `finished`.
    pub filters: BTreeMap<String, String>,
    pub format: Software,
    /// SHA-256 of the project's `guidelines.md`, which the annotators followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidelines_sha256: Option<String>,
    /// Reason → number of items. The items themselves are in [`LEFT_OUT`], one a line.
    pub left_out: BTreeMap<String, usize>,
    pub manifest_version: u32,
    pub offsets: ManifestUnit,
    /// The annotation set.
    pub set: String,
    /// How things were counted, every setting as it was in force: `unit` → `story`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, String>,
    /// Whether cells that a spreadsheet would take for a formula begin with an apostrophe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spreadsheet_safe: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitMethod>,
    /// Whether the articles' texts are in it; without them there are ids, offsets and hashes.
    pub texts: bool,
}

/// The file beside the manifest that names each item which was left out: see [`super::LeftOut`].
pub const LEFT_OUT: &str = "left_out.jsonl";

/// The table of the entities that a data set speaks of, as `tandai entities` writes and reads it.
pub const NAMES: &str = "names.csv";

/// The scheme of statements and the fields of the project, where they are its own; as `tandai scheme` writes and reads it.
pub const SCHEME: &str = "scheme.ron";

/// A program or format with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Software {
    pub name: String,
    pub version: String,
}

/// How many of each there are in the files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    pub articles: usize,
    pub backings: usize,
    pub coalitions: usize,
    /// Distinct entities that mentions or coalitions are linked to.
    pub entities: usize,
    /// By kind.
    pub mentions: BTreeMap<String, usize>,
}

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManifestUnit {
    CodePoints,
    Utf16,
    Bytes,
    Tokens,
    /// The format has no offsets.
    None,
}

/// One file of the export.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Relative to the manifest, with `/`.
    pub path: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// How the parts were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitMethod {
    /// `chance`, `date`, `source` or `region`.
    pub by: String,
    /// By date: the first day of each part but the first. By source or region: the names that were sent to a part.
    pub held: BTreeMap<String, String>,
    /// Articles of the largest group that stays together.
    pub largest_group: usize,
    /// Articles that followed their group into another part than their own date, source or region says.
    pub moved: usize,
    /// From what share of common runs of words two articles are near copies, in percent.
    pub near_copies_percent: u32,
    /// In the plan's order, which is not that of their names.
    pub parts: Vec<PartCount>,
    pub races_together: bool,
    pub seed: u64,
    pub sizes: Sizes,
    /// Articles in no part: without a date in a split by date.
    pub unplaced: usize,
}

/// A part and its articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartCount {
    pub articles: usize,
    pub name: String,
    pub share: u32,
}

impl Manifest {
    /// An empty manifest of this program.
    pub fn new(format: &str, version: &str, offsets: ManifestUnit) -> Self {
        let named = |name: &str, version: &str| Software { name: name.into(), version: version.into() };
        Self {
            application: named("tandai", env!("CARGO_PKG_VERSION")),
            counts: Counts::default(),
            files: Vec::new(),
            filters: BTreeMap::new(),
            format: named(format, version),
            guidelines_sha256: None,
            left_out: BTreeMap::new(),
            manifest_version: VERSION,
            offsets,
            set: String::new(),
            settings: BTreeMap::new(),
            spreadsheet_safe: None,
            split: None,
            texts: true,
        }
    }

    /// The bytes of the file: keys in order, two spaces deep, a line feed at the end.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let mut sorted = self.clone();
        sorted.files.sort();
        serde_json::to_string_pretty(&sorted).map(|json| json + "\n")
    }
}

impl SplitMethod {
    pub fn of(plan: &SplitPlan, split: &Split) -> Self {
        let (by, held) = match &plan.by {
            PartBasis::Chance => ("chance", BTreeMap::new()),
            PartBasis::Date(firsts) => {
                let after = plan.parts.iter().skip(1);
                let held = after.zip(firsts).map(|(part, first)| (part.name.clone(), first.to_string()));
                ("date", held.collect())
            }
            PartBasis::Source(held) => ("source", held.clone()),
            PartBasis::Region(held) => ("region", held.clone()),
        };
        let part = |(part, articles): (&super::Part, usize)| PartCount {
            articles,
            name: part.name.clone(),
            share: part.share,
        };
        Self {
            by: by.into(),
            held,
            largest_group: split.largest_unit,
            moved: split.moved.len(),
            near_copies_percent: (near_copies::SAME_STORY * 100.0) as u32,
            parts: plan.parts.iter().zip(split.sizes(plan)).map(part).collect(),
            races_together: plan.races_together,
            seed: plan.seed,
            sizes: plan.sizes,
            unplaced: split.unplaced().count(),
        }
    }
}

/// Counts and hashes what goes through it, so that a file of any size needs to be looked at once only.
#[derive(Debug)]
pub struct Summing<W> {
    inner: W,
    hash: Sha256,
    size: u64,
}

impl<W: Write> Summing<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), size: 0 }
    }

    /// The writer beneath, and the entry of a file at `path` with all that was written.
    pub fn finish(self, path: impl Into<String>) -> (W, FileEntry) {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        (self.inner, FileEntry { path: path.into(), sha256, size: self.size })
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{self, split};

    fn example() -> Manifest {
        let mut manifest = Manifest::new("tables", "1", ManifestUnit::CodePoints);
        for path in ["b.csv", "a.csv"] {
            let mut file = Summing::new(Vec::new());
            file.write_all(b"PDIP").unwrap();
            manifest.files.push(file.finish(path).1);
        }
        manifest.counts.mentions = [("region".into(), 2), ("party".into(), 4)].into();
        manifest.left_out.insert("overlaps another mention".into(), 3);
        let plan = SplitPlan::by_chance(&[("train", 4), ("test", 1)], 7);
        let items: Vec<dataset::SplitItem> =
            (0..5).map(|n| dataset::SplitItem { id: n.to_string(), story: n, ..Default::default() }).collect();
        manifest.split = Some(SplitMethod::of(&plan, &split(&items, &plan).unwrap()));
        manifest
    }

    #[test]
    fn the_file() {
        let json = example().to_json().unwrap();
        // The checksum as `printf PDIP | sha256sum` prints it.
        let sum = "4669ff2a29d2b013449f3bd4616b923f136e40bbdf31831fdedd308265803142";
        assert_eq!(json.matches(&format!("\"sha256\": \"{sum}\",\n      \"size\": 4\n")).count(), 2, "{json}");
        assert!(json.find("a.csv") < json.find("b.csv"), "files in order");
        assert_eq!(json, example().to_json().unwrap());
        assert_eq!(serde_json::from_str::<Manifest>(&json).unwrap().to_json().unwrap(), json);
        assert!(json.ends_with("}\n"));
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        fn check(value: &serde_json::Value, text: &str) {
            match value {
                serde_json::Value::Object(map) => {
                    let places: Vec<_> = map.keys().map(|key| text.find(&format!("\"{key}\":"))).collect();
                    assert!(places.is_sorted(), "{:?}", map.keys());
                    for (key, value) in map {
                        let from = text.find(&format!("\"{key}\":")).unwrap_or_default();
                        check(value, &text[from..]);
                    }
                }
                serde_json::Value::Array(all) => all.iter().for_each(|value| {
                    let own = serde_json::to_string_pretty(value).unwrap();
                    check(value, &own);
                }),
                _ => {}
            }
        }
        let json = example().to_json().unwrap();
        check(&serde_json::from_str(&json).unwrap(), &json);
    }
}

//! The dataset card: `README.md` of a Hugging Face folder, whose YAML head tells the hub and `load_dataset` where each
//! part is. Fields: <https://github.com/huggingface/hub-docs/blob/main/datasetcard.md>. Pure; knows a manifest only.

use super::manifest::{Manifest, NAMES, SplitMethod};

/// What a card says beyond the manifest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DatasetCard {
    /// The name that people read.
    pub name: String,
    /// As the hub writes it (`cc-by-4.0`), or `None`: it then says `unknown`.
    pub licence: Option<String>,
    /// ISO 639-1 of the texts: `id`.
    pub language: String,
    /// Part → pattern of its files, relative to the card. Parts without articles are passed over.
    pub data_files: Vec<(String, String)>,
    /// Whether the table of entities lies beside the data.
    pub names: bool,
    pub agreement: Vec<Agreement>,
}

/// One figure of agreement between two annotators, or between a set and gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// `Krippendorff’s α, party`.
    pub measure: String,
    /// `None`: undefined.
    pub value: Option<f64>,
    /// Who was compared, and over how many articles.
    pub of: String,
}

/// The whole file. The same card and manifest give the same bytes.
pub fn card(card: &DatasetCard, manifest: &Manifest) -> String {
    let mut text = head(card, manifest);
    let name = line(&card.name);
    let counts = &manifest.counts;
    let mut say = |args: std::fmt::Arguments| text += &args.to_string();
    say(format_args!(
        "\n# {name}\n\nNews articles about electoral coalitions, with mentions of {} and with statements on who backs whom, for \
         which office, where, and how firmly.\n\n## Contents\n\n| | number |\n|---|---:|\n| articles | {} |\n",
        counts.mentions.keys().map(|kind| line(kind)).collect::<Vec<_>>().join(", "),
        counts.articles
    ));
    for (kind, count) in &counts.mentions {
        say(format_args!("| mentions: {} | {count} |\n", cell(kind)));
    }
    say(format_args!(
        "| entities | {} |\n| coalition statements | {} |\n| parties in them | {} |\n\nAnnotation set: `{}`. ",
        counts.entities,
        counts.coalitions,
        counts.backings,
        line(&manifest.set).replace('`', "'")
    ));
    say(format_args!("Offsets count code points, from 0, the end not included.\n"));
    if card.names {
        say(format_args!(
            "\n`{NAMES}` has what is known of the entities that the marks mean; every cell of it is text.\n"
        ));
    }
    if !manifest.texts {
        say(format_args!("\nThe texts are not included: `text_sha256` tells which text the offsets belong to.\n"));
    }
    for (filter, value) in &manifest.filters {
        say(format_args!("\nOnly articles with {}: {}.\n", line(filter), line(value)));
    }
    if !manifest.left_out.is_empty() {
        say(format_args!("\n## Left out\n\n| why | items |\n|---|---:|\n"));
        for (reason, count) in &manifest.left_out {
            say(format_args!("| {} | {count} |\n", cell(reason)));
        }
    }
    if let Some(split) = &manifest.split {
        say(format_args!("\n## Split\n\n{}", split_text(split)));
    }
    say(format_args!("\n## Annotation\n\n"));
    match &manifest.guidelines_sha256 {
        Some(hash) => say(format_args!("Guidelines: `guidelines.md` with SHA-256 `{hash}`.\n")),
        None => say(format_args!("Guidelines: none were recorded.\n")),
    }
    if card.agreement.is_empty() {
        say(format_args!("\nAgreement: not measured.\n"));
    } else {
        say(format_args!("\n| agreement | value | of |\n|---|---:|---|\n"));
        for Agreement { measure, value, of } in &card.agreement {
            let value = value.map_or("undefined".into(), |value| format!("{value:.3}"));
            say(format_args!("| {} | {value} | {} |\n", cell(measure), cell(of)));
        }
    }
    let (application, format) = (&manifest.application, &manifest.format);
    say(format_args!(
        "\nMade with {} {}, format {} {}; `manifest.json` has the checksum of each file.\n",
        application.name, application.version, format.name, format.version
    ));
    text
}

fn head(card: &DatasetCard, manifest: &Manifest) -> String {
    let licence = card.licence.as_deref().map_or("unknown", str::trim);
    let licence = if licence.is_empty() { "unknown" } else { licence };
    let mut head = format!("---\nlanguage:\n- {}\n", yaml(&card.language));
    head += &format!("license: {}\npretty_name: {}\n", yaml(licence), yaml(&card.name));
    head += &format!("size_categories:\n- {}\n", yaml(size_category(manifest.counts.articles)));
    head += "task_categories:\n- token-classification\ntask_ids:\n- named-entity-recognition\n";
    head += "configs:\n- config_name: default\n  data_files:\n";
    // `datasets` refuses a part whose file is missing or has no row.
    let empty = |name: &String| {
        let parts = manifest.split.iter().flat_map(|split| &split.parts);
        parts.into_iter().any(|part| part.name == *name && part.articles == 0)
    };
    for (part, path) in card.data_files.iter().filter(|(part, _)| !empty(part)) {
        head += &format!("  - split: {}\n    path: {}\n", yaml(part), yaml(path));
    }
    head + "---\n"
}

/// The hub's classes of size.
fn size_category(articles: usize) -> &'static str {
    match articles {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        _ => "1M<n<10M",
    }
}

fn split_text(split: &SplitMethod) -> String {
    let shares: Vec<String> = split.parts.iter().map(|part| format!("{} {}", part.name, part.share)).collect();
    let shares = shares.join(", ");
    let held: Vec<String> = split.held.iter().map(|(name, part)| format!("{} → {}", line(name), line(part))).collect();
    let held = held.join("; ");
    let mut text = match split.by.as_str() {
        "date" => format!("By date; first day of each part after the first: {held}."),
        "chance" => format!("By chance, shares {shares}, seed {}.", split.seed),
        by if held.is_empty() => format!("By {by}, each as a whole, shares {shares}, seed {}.", split.seed),
        by => format!("By {by}: {held}; others drawn as a whole, shares {shares}, seed {}.", split.seed),
    };
    text += &format!(
        " Articles that have {} % or more of their runs of words in common are near copies and stay together",
        split.near_copies_percent
    );
    text += if split.races_together { ", and so do all articles on one race." } else { "." };
    if split.moved > 0 {
        text += &format!(" To that end {} articles came into another part than their own.", split.moved);
    }
    if split.unplaced > 0 {
        text += &format!(" {} articles without a date are in no part.", split.unplaced);
    }
    text += "\n\n| part | articles |\n|---|---:|\n";
    for part in &split.parts {
        text += &format!("| {} | {} |\n", part.name, part.articles);
    }
    text
}

/// A YAML scalar that no reader takes for anything but this string: JSON's strings are YAML's.
fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Text within a paragraph: on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text within a table.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{SplitItem, SplitPlan, manifest::ManifestUnit, split};

    fn example() -> (DatasetCard, Manifest) {
        let mut manifest = Manifest::new("huggingface", "1", ManifestUnit::CodePoints);
        manifest.set = "emas".into();
        manifest.counts.articles = 1_200;
        manifest.counts.mentions = [("party".into(), 9), ("region".into(), 3)].into();
        manifest.left_out.insert("a | in it".into(), 2);
        let plan = SplitPlan::by_chance(&[("train", 9), ("test", 1)], 7);
        let items: Vec<SplitItem> =
            (0..10).map(|n| SplitItem { id: n.to_string(), story: n, ..SplitItem::default() }).collect();
        manifest.split = Some(SplitMethod::of(&plan, &split(&items, &plan).unwrap()));
        let data_files = vec![("train".into(), "data/train-*.parquet".into()), ("test".into(), "data/test-*".into())];
        let card = DatasetCard {
            name: "Koalisi: \"Pilkada\"\n2024".into(),
            language: "id".into(),
            data_files,
            ..DatasetCard::default()
        };
        (card, manifest)
    }

    #[test]
    fn the_head_is_what_the_hub_reads() {
        let (with, manifest) = example();
        let text = card(&with, &manifest);
        let head = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).map(|(head, _)| head);
        let expected = "language:\n- \"id\"\nlicense: \"unknown\"\npretty_name: \"Koalisi: \\\"Pilkada\\\"\\n2024\"\n\
            size_categories:\n- \"1K<n<10K\"\ntask_categories:\n- token-classification\ntask_ids:\n\
            - named-entity-recognition\nconfigs:\n- config_name: default\n  data_files:\n  - split: \"train\"\n    \
            path: \"data/train-*.parquet\"\n  - split: \"test\"\n    path: \"data/test-*\"";
        assert_eq!(head, Some(expected));
        assert!(text.contains("\n# Koalisi: \"Pilkada\" 2024\n"), "{text}");
    }

    #[test]
    fn what_the_card_tells() {
        let (mut with, mut manifest) = example();
        let text = card(&with, &manifest);
        for part in [
            "| articles | 1200 |",
            "| mentions: party | 9 |",
            "| a \\| in it | 2 |",
            "By chance, shares train 9, test 1, seed 7.",
            "50 % or more of their runs of words",
            "| train | 9 |\n| test | 1 |",
            "Agreement: not measured.",
            "Guidelines: none were recorded.",
        ] {
            assert!(text.contains(part), "{text}\nlacks {part:?}");
        }
        if let Some(split) = &mut manifest.split {
            split.parts[1].articles = 0;
        }
        assert!(!card(&with, &manifest).contains("split: \"test\""), "an empty part");
        with.licence = Some("cc-by-4.0".into());
        with.agreement = vec![
            Agreement {
                measure: "strict F1, party".into(),
                value: Some(0.9712),
                of: "sri and budi, 40 articles".into(),
            },
            Agreement { measure: "κ".into(), value: None, of: "sri and budi".into() },
        ];
        (manifest.guidelines_sha256, manifest.texts) = (Some("bba2".into()), false);
        let text = card(&with, &manifest);
        for part in [
            "license: \"cc-by-4.0\"",
            "| strict F1, party | 0.971 | sri and budi, 40 articles |",
            "| κ | undefined |",
            "SHA-256 `bba2`",
            "The texts are not included",
        ] {
            assert!(text.contains(part), "{text}\nlacks {part:?}");
        }
    }
}

//! Fields that a project can take as they are: `assets/fields/delivered.ron`.

use std::sync::LazyLock;

use crate::model::Field;

static DELIVERED: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let file = include_str!("../../assets/fields/delivered.ron");
    // A test reads the same file.
    ron::from_str(file).unwrap_or_default()
});

/// The delivered fields, in the order in which they are offered. No project has any of them until somebody ticks it.
pub fn delivered_fields() -> &'static [Field] {
    &DELIVERED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        message::Language,
        model::{FieldOwner, Scheme},
    };

    #[test]
    fn they_are_whole_and_said_in_both_languages() {
        let fields = delivered_fields();
        assert!(!fields.is_empty(), "the file is read");
        assert_eq!(Scheme::default().wrong_with(fields), None);
        for field in fields {
            assert_ne!(field.name, "", "{:?}", field.key);
            for language in Language::ALL {
                assert!(!field.name_in(language).is_empty() && !field.help_in(language).is_empty(), "{:?}", field.key);
            }
            assert!(!field.name_id.is_empty() && !field.help_id.is_empty(), "{:?}", field.key);
        }
        assert!(fields.iter().all(|field| field.on == FieldOwner::Statement && !field.required));
    }

    /// What studies code by hand, and no other field of a statement has.
    #[test]
    fn what_is_coded_by_hand_can_be_coded() {
        let keys: Vec<&str> = delivered_fields().iter().map(|field| field.key.as_str()).collect();
        for key in [
            "stage",
            "conditional",
            "negated",
            "speaker_entity",
            "speaker_party",
            "speaker_level",
            "speaker_role",
            "alliance_label",
            "lead_party",
            "independent",
            "head_party",
            "deputy_party",
            "incumbent_head",
            "incumbent_deputy",
            "kin_of_incumbent",
            "status_from",
            "status_to",
            "kpu_pair_id",
        ] {
            assert!(keys.contains(&key), "{key}");
        }
    }
}

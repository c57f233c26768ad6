//! The person at the keyboard.

use crate::model::{AnnotationSet, SetId, SetRole, slug};

/// Who annotates: a name, from which the set's id follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub name: String,
}

impl Who {
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }

    /// The name of the account that runs the program.
    pub fn of_system() -> Self {
        let name = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|key| std::env::var(key).ok());
        Self::named(name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "annotator".into()))
    }

    /// The set that this person's marks go to.
    pub fn set_id(&self) -> SetId {
        SetId::new(slug(&self.name))
            .or_else(|_| SetId::new("annotator"))
            .unwrap_or_else(|_| unreachable!("“annotator” is an id"))
    }

    pub(super) fn set(&self, id: SetId) -> AnnotationSet {
        AnnotationSet { id, name: self.name.clone(), role: SetRole::Person }
    }
}

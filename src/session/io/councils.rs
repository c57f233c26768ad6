//! The table of seats and votes that a person brings: read in one place for the ledger, reports and exports.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    answers::Councils,
    message::{Message, message},
    model::EntityId,
};

/// A table with the name and the hash of its file, so that an export can say what it was counted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilTable {
    pub councils: Councils,
    /// Of the file, without its folders.
    pub name: String,
    pub sha256: String,
}

impl CouncilTable {
    pub fn read(path: &Path) -> Result<Self, Message> {
        let failed = |reason: Message| message!("{path}: {reason}", path = path.display(), reason = reason);
        let bytes = fs::read(path).map_err(|error| failed(message!("it cannot be read: {reason}", reason = error)))?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| failed(message!("it is not UTF-8: save it as “CSV UTF-8”, then choose it again")))?;
        let councils = Councils::read(text).map_err(failed)?;
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { councils, name, sha256 })
    }

    /// For manifests and reports.
    pub fn told(&self) -> String {
        format!("{} sha256:{}", self.name, self.sha256)
    }

    /// Says which regions and parties of the table nobody knows: nothing is told of them.
    pub fn unknown(&self, is_known: impl Fn(&EntityId) -> bool) -> Option<Message> {
        const MOST: usize = 5;
        let unknown: Vec<&EntityId> = self.councils.ids().into_iter().filter(|id| !is_known(id)).collect();
        let some: Vec<&str> = unknown.iter().take(MOST).map(|id| id.as_str()).collect();
        let more = if unknown.len() > MOST { " …" } else { "" };
        (!unknown.is_empty()).then(|| {
            message!(
                "{file}: nobody knows {ids}{more}: write regions by their codes (36.02) and parties by their ids (pks)",
                file = self.name.clone(),
                ids = some.join(", "),
                more = more
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_its_hash_and_says_what_nobody_knows() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("kursi.csv");
        fs::write(&file, "\u{feff}region;party;seats\r\n36.02;pks;7\r\n3602;pks;8\r\n").unwrap();
        let table = CouncilTable::read(&file).unwrap();
        assert_eq!((table.name.as_str(), table.sha256.len()), ("kursi.csv", 64));
        let said = table.unknown(|id| id.as_str() != "region:3602").map(|message| message.to_string());
        assert!(said.is_some_and(|said| said.starts_with("kursi.csv: nobody knows region:3602: write")));
        assert_eq!(table.unknown(|_| true), None);
        fs::write(&file, b"region,party\n36,\xff\n").unwrap();
        let refused = CouncilTable::read(&file).map_err(|reason| reason.to_string());
        assert!(refused.is_err_and(|reason| reason.contains("kursi.csv: it is not UTF-8")));
        assert!(CouncilTable::read(&dir.path().join("none.csv")).is_err());
    }
}

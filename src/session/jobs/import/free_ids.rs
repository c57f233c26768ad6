//! Ids that nobody has, as every file system tells them apart: Windows and macOS take `PKS.txt` and `pks.txt` for one
//! file, and Windows opens a device where a file is called `con.txt`.

use std::collections::{HashMap, HashSet};

/// Names of devices, of which Windows makes no file, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a number from 1 to 9 behind them.
const PORTS: [&str; 2] = ["com", "lpt"];
/// So many bytes of an id are kept where a number has to stand behind it.
const STEM: usize = 100;

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct FreeIds {
    taken: HashSet<String>,
    /// The number that was given last for a name, so that the thousandth of it is not looked for from 2.
    last: HashMap<String, usize>,
}

impl FreeIds {
    pub(super) fn new(taken: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self { taken: taken.into_iter().map(|id| folded(id.as_ref())).collect(), last: HashMap::new() }
    }

    pub(super) fn is_taken(&self, id: &str) -> bool {
        self.taken.contains(&folded(id))
    }

    /// The first of `wanted`, `wanted-2`, `wanted-3` … that nobody has and every system can keep, and takes it.
    /// `before` stands before a name that is a device's.
    pub(super) fn take<T>(&mut self, wanted: &str, before: &str, id: impl Fn(&str) -> Option<T>) -> Option<T> {
        let wanted = wanted.trim_end_matches('.');
        let wanted = if is_device(wanted) { format!("{before}-{wanted}") } else { wanted.to_owned() };
        if !self.is_taken(&wanted)
            && let Some(own) = id(&wanted)
        {
            self.taken.insert(folded(&wanted));
            return Some(own);
        }
        let cut = (0..=STEM.min(wanted.len())).rev().find(|at| wanted.is_char_boundary(*at)).unwrap_or(0);
        let stem = wanted[..cut].trim_end_matches('.').to_owned();
        let last = self.last.entry(folded(&stem)).or_insert(1);
        loop {
            *last += 1;
            let name = format!("{stem}-{last}");
            if !self.taken.contains(&folded(&name)) {
                let own = id(&name)?;
                self.taken.insert(folded(&name));
                return Some(own);
            }
        }
    }
}

/// What file systems that do not tell large letters from small ones take for the same.
fn folded(id: &str) -> String {
    id.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// By what stands before the first dot: endings make no difference.
fn is_device(id: &str) -> bool {
    let stem = folded(id.split('.').next().unwrap_or_default());
    let port = |name: &str| {
        let number = stem.strip_prefix(name).and_then(|rest| rest.strip_suffix(|c: char| "123456789¹²³".contains(c)));
        number == Some("")
    };
    DEVICES.contains(&stem.as_str()) || PORTS.iter().any(|name| port(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    #[test]
    fn every_system_tells_them_apart() {
        let mut ids = FreeIds::new(["Berita"]);
        let mut take = |wanted: &str| {
            ids.take(wanted, "article", |id| ArticleId::new(id).ok()).map_or(String::new(), |id| id.to_string())
        };
        let taken =
            ["PKS", "pks", "Pks", "berita", "CON", "con", "aux.v2", "COM1", "com0", "nul", "console", "a.", "a"]
                .map(&mut take);
        assert_eq!(
            taken,
            [
                "PKS",
                "pks-2",
                "Pks-3",
                "berita-2",
                "article-CON",
                "article-con-2",
                "article-aux.v2",
                "article-COM1",
                "com0",
                "article-nul",
                "console",
                "a",
                "a-2"
            ]
        );
        assert_eq!([take("ß"), take("SS"), take("ſs")], ["ß", "SS-2", "ſs-3"]);
    }

    #[test]
    fn a_long_name_gets_its_number_and_a_thousand_of_one_name_are_quick() {
        let mut ids = FreeIds::default();
        let long = "é".repeat(60);
        let mut take = |wanted: &str| ids.take(wanted, "article", |id| ArticleId::new(id).ok());
        assert_eq!(take(&long).map(|id| id.as_str().len()), Some(120));
        assert_eq!(take(&long).map(|id| id.as_str().len()), Some(102));
        let last = (0..20_000).filter_map(|_| take("article")).last();
        assert_eq!(last.map(|id| id.to_string()), Some("article-20000".into()));
    }
}

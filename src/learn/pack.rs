//! A model as bytes, to be kept beside a project: small, and the same bytes for the same model on every machine.
//! Numbers take as many bytes as they need (LEB128), hashes eight; weights that nothing was learned of take none.

use super::{
    labels::Labels,
    learned::Model,
    memory::{Memory, WeightTable},
    weights::{UNIT, Weights},
    words::hash_of,
};
use crate::model::KindKey;

/// What the bytes begin with. The number changes with the features, whose rows would mean something else.
const HEAD: &[u8] = b"tandai learner 1\n";

/// Why bytes are no model that can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadModel {
    #[error("this is not a learner of this version of Tandai; let it learn again")]
    Other,
    #[error("the learner's file is damaged at byte {0}; let it learn again")]
    Damaged(usize),
}

impl Model {
    /// All of it; [`Model::from_bytes`] reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.to_vec();
        number(&mut out, self.articles as u64);
        number(&mut out, self.labels.kinds.len() as u64);
        for kind in &self.labels.kinds {
            number(&mut out, kind.as_str().len() as u64);
            out.extend_from_slice(kind.as_str().as_bytes());
        }
        self.memory.forms.iter().for_each(|count| number(&mut out, *count));
        for table in [&self.memory.words, &self.memory.names] {
            let mut rows: Vec<_> = table.iter().collect();
            rows.sort_unstable();
            number(&mut out, rows.len() as u64);
            for (hash, counts) in rows {
                out.extend_from_slice(&hash.to_le_bytes());
                counts.iter().for_each(|count| number(&mut out, u64::from(*count)));
            }
        }
        let blank = Weights::new(self.labels.len());
        sparse(&mut out, &self.weights.table, &blank.table);
        sparse(&mut out, self.weights.steps.scores(), blank.steps.scores());
        let sum = hash_of(&out);
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    /// Reads what [`Model::to_bytes`] made.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let end = bytes.len().checked_sub(8).filter(|_| bytes.starts_with(HEAD)).ok_or(BadModel::Other)?;
        let (body, sum) = bytes.split_at(end);
        if sum != hash_of(body).to_le_bytes() {
            return Err(BadModel::Damaged(end));
        }
        let mut reader = ModelReader { bytes: body, at: HEAD.len() };
        reader.model().ok_or(BadModel::Damaged(reader.at))
    }
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Weights that differ from those before learning: how many others are between, and the weight in units.
fn sparse(out: &mut Vec<u8>, weights: &[f32], blank: &[f32]) {
    let differ: Vec<usize> = (0..weights.len()).filter(|&at| weights[at] != blank[at]).collect();
    number(out, differ.len() as u64);
    let mut next = 0;
    for at in differ {
        number(out, (at - next) as u64);
        let units = (weights[at] / UNIT).round() as i64;
        number(out, (units << 1 ^ units >> 63) as u64);
        next = at + 1;
    }
}

struct ModelReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl ModelReader<'_> {
    fn take(&mut self, many: usize) -> Option<&[u8]> {
        let end = self.at.checked_add(many)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn table(&mut self, columns: usize) -> Option<WeightTable> {
        let mut table = WeightTable::default();
        for _ in 0..self.number()? {
            let hash = u64::from_le_bytes(self.take(8)?.try_into().ok()?);
            let counts: Option<Vec<u32>> = (0..columns).map(|_| u32::try_from(self.number()?).ok()).collect();
            table.insert(hash, counts?);
        }
        Some(table)
    }

    fn sparse(&mut self, weights: &mut [f32]) -> Option<()> {
        let mut next = 0;
        for _ in 0..self.number()? {
            let at = self.size()?.checked_add(next)?;
            let units = self.number()?;
            *weights.get_mut(at)? = ((units >> 1) as i64 ^ -((units & 1) as i64)) as f32 * UNIT;
            next = at + 1;
        }
        Some(())
    }

    fn model(&mut self) -> Option<Model> {
        let articles = self.size()?;
        let mut kinds = Vec::new();
        for _ in 0..self.number()? {
            let length = self.size()?;
            kinds.push(KindKey::new(std::str::from_utf8(self.take(length)?).ok()?).ok()?);
        }
        let labels = Labels::new(kinds);
        if labels.kinds.is_empty() || labels.len() > usize::from(u8::MAX) {
            return None;
        }
        let mut memory = Memory::new(labels.kinds.len());
        for count in &mut memory.forms {
            *count = self.number()?;
        }
        memory.words = self.table(1 + labels.kinds.len())?;
        memory.names = self.table(labels.kinds.len())?;
        let mut weights = Weights::new(labels.len());
        self.sparse(&mut weights.table)?;
        self.sparse(weights.steps.scores_mut())?;
        weights.settle();
        (self.at == self.bytes.len()).then_some(Model { labels, memory, weights, articles })
    }
}

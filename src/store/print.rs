//! What tells one version of a file from another.

use sha2::{Digest, Sha256};

/// The first half of a file's SHA-256; `None`: there is no file.
pub(super) type Print = Option<[u8; 16]>;

pub(super) fn print_of(bytes: Option<&[u8]>) -> Print {
    bytes.map(|bytes| {
        let mut print = [0; 16];
        print.copy_from_slice(&Sha256::digest(bytes)[..16]);
        print
    })
}

pub(super) fn hash_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

//! The two versions that Git left in one file, taken apart again. Pure.

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Ours,
    Theirs,
}

/// One side of a file with conflict markers (those of a base, with `|||||||`, are passed over); `None` if there are none
/// or they do not fit together.
pub(super) fn side(bytes: &[u8], side: Side) -> Option<Vec<u8>> {
    #[derive(PartialEq)]
    enum At {
        Both,
        Ours,
        Base,
        Theirs,
    }
    let mut at = At::Both;
    let mut taken = Vec::with_capacity(bytes.len());
    let mut conflicts = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let marker = |with: &[u8]| line.starts_with(with) && line.get(7).is_none_or(|next| b" \r\n".contains(next));
        at = match at {
            At::Both if marker(b"<<<<<<<") => {
                conflicts += 1;
                At::Ours
            }
            At::Ours if marker(b"|||||||") => At::Base,
            At::Ours | At::Base if marker(b"=======") => At::Theirs,
            At::Theirs if marker(b">>>>>>>") => At::Both,
            now => {
                let wanted = match now {
                    At::Both => true,
                    At::Ours => side == Side::Ours,
                    At::Base => false,
                    At::Theirs => side == Side::Theirs,
                };
                if wanted {
                    taken.extend_from_slice(line);
                }
                now
            }
        };
    }
    (conflicts > 0 && at == At::Both).then_some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_come_apart() {
        let both = |file: &str| {
            [Side::Ours, Side::Theirs].map(|one| side(file.as_bytes(), one).map(|b| String::from_utf8(b).unwrap()))
        };
        let some = |a: &str, b: &str| [Some(a.to_owned()), Some(b.to_owned())];
        let file = "(\n<<<<<<< HEAD\n  a,\n=======\n  b,\n  c,\n>>>>>>> rekan\n)\n";
        assert_eq!(both(file), some("(\n  a,\n)\n", "(\n  b,\n  c,\n)\n"));
        let file = "<<<<<<< HEAD\r\na\r\n||||||| base\r\no\r\n=======\r\n>>>>>>> x\r\nz";
        assert_eq!(both(file), some("a\r\nz", "z"));
        for odd in
            ["", "(\n)\n", "<<<<<<< HEAD\na\n=======\n", "=======\n", ">>>>>>> x\n", "<<<<<<<x\n=======\n>>>>>>> x\n"]
        {
            assert_eq!(both(odd), [None, None], "{odd:?}");
        }
    }
}

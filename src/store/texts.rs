//! The texts of many articles, read to look for something in them: on all cores, and without the work that only
//! annotating needs.

use std::{cell::RefCell, sync::atomic::AtomicBool};

use crate::{
    model::{Article, ArticleMeta},
    store::{
        Reader, StoreError,
        files::{
            layout::{ARTICLES, text_path},
            text_file::{text_gone, text_of},
        },
        parallel::in_pieces,
    },
};

thread_local! {
    /// Where a text is read to: the same memory for one after the other.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Reader {
    /// Hands the text of each article to `look`, from memory where it is given, and what that says to `take`, piece by
    /// piece and in order. Returns whether all were looked at: not if `cancel` was set.
    ///
    /// A text is not compared with its hash (that would take longer than all the rest), unless its line ends or a byte
    /// order mark show that a checkout changed it. Opening the article does compare it.
    pub fn look_through<T: Sync, R: Send>(
        &self,
        items: &[T],
        article: impl Fn(&T) -> (&ArticleMeta, Option<&Article>) + Sync,
        cancel: &AtomicBool,
        look: impl Fn(&T, &str) -> R + Sync,
        take: impl FnMut(Vec<Result<R, StoreError>>),
    ) -> bool {
        // Asked once, not for each of a hundred thousand files in it.
        let folder = self.shared.folder().refuse_links(ARTICLES);
        let look = |item: &T| match article(item) {
            (_, Some(loaded)) => Ok(look(item, &loaded.text)),
            (meta, None) => folder.clone().and_then(|()| self.with_text(meta, |text| look(item, text))),
        };
        in_pieces(items, cancel, look, take)
    }

    fn with_text<R>(&self, meta: &ArticleMeta, look: impl FnOnce(&str) -> R) -> Result<R, StoreError> {
        BYTES.with_borrow_mut(|bytes| {
            let path = text_path(&meta.id);
            if !self.shared.folder().read_into(&path, bytes)? {
                return Err(text_gone(&path));
            }
            let altered = bytes.starts_with("\u{feff}".as_bytes()) || bytes.contains(&b'\r');
            match std::str::from_utf8(bytes) {
                Ok(text) if !altered => Ok(look(text)),
                // Also says what is wrong with a text that is none.
                _ => text_of(&path, std::mem::take(bytes), &meta.text_sha256).map(|text| look(&text)),
            }
        })
    }
}

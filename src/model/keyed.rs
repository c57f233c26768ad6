//! Values that files keep by a key, which never changes, whatever they are called on the screen.

/// Makes an enum of values with their keys, and the list of all.
macro_rules! keyed {
    ($(#[$about:meta])* $all:ident { $($(#[$doc:meta])* $name:ident = $key:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $all {
            $($(#[$doc])* $name,)*
        }

        impl $all {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What files keep of it.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// What a key stands for.
            pub fn of_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use keyed;

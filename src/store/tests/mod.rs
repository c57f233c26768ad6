//! The laws of the store, on a disk that fails and loses power.

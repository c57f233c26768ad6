//! The laws of the store, on a disk that fails, loses power and remembers what was done to it.

mod backups;
mod crash;
mod damage;
mod failing;
mod formats;
mod index;
mod merging;
mod naive;
mod opening;
mod outside;
mod recovery;
mod schemes;
mod script;
mod sim;

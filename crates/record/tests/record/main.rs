//! A record as its users meet it: batches, snapshots, merging, damage.

mod commit;
mod damage;
mod formats;
mod merge;
mod sample;
mod views;

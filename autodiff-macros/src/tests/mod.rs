//! Tests of the stages together.

mod build;
mod corpus;
mod random;
mod snapshots;
mod storage;

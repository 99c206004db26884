//! Tests of the stages together.

mod build;
mod copies;
mod corpus;
mod joint;
mod random;
mod snapshots;
mod storage;

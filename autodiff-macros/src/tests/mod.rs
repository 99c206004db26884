//! Tests of the stages together.

mod build;
mod copies;
pub mod corpus;
mod doubt;
mod fresh;
mod inline;
mod jam;
mod joint;
mod mode;
mod random;
mod settled;
mod snapshots;
mod storage;

//! Compiles programs through the macro and runs them, in a scratch crate of batches.

pub mod campaign;
pub mod diagnostics;
pub mod execute;
pub mod reduce;
pub mod scratch;

use crate::program::Program;

/// What is wrong with a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub kind: String,
    pub detail: String,
}

impl Failure {
    pub fn new(kind: impl Into<String>, detail: impl Into<String>) -> Self {
        Failure {
            kind: kind.into(),
            detail: detail.into(),
        }
    }

    /// What it has in common with other failures of the same cause: of a compile error, its first words.
    pub fn signature(&self) -> String {
        let first = self.detail.lines().next().unwrap_or_default();
        match self.kind.as_str() {
            "compile" => format!("compile: {}", first.split('`').next().unwrap_or_default().trim()),
            kind => kind.to_owned(),
        }
    }
}

/// A program that was tested, and what is wrong with it if anything is.
pub struct Tested {
    pub program: Program,
    pub failure: Option<Failure>,
}

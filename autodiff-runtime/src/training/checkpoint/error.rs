//! What can be wrong with a checkpoint.

use super::file::previous;
use core::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::string::String;

/// Why a checkpoint was not written, or not read. Nothing is overwritten after such an error.
#[derive(Debug)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The system has refused.
    Io {
        /// The checkpoint.
        path: PathBuf,
        /// "written" or "read".
        doing: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// The file is no checkpoint.
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The checkpoint is of another version of the format.
    Version {
        /// The checkpoint.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version that this crate reads.
        expected: u32,
    },
    /// The end is missing.
    Truncated {
        /// The checkpoint.
        path: PathBuf,
        /// How many bytes it should have.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The content has not the checksum that was written with it.
    Damaged {
        /// The checkpoint.
        path: PathBuf,
    },
    /// It is a whole checkpoint, but of another run: other parameters, optimizer, data or callbacks.
    OtherRun {
        /// The checkpoint.
        path: PathBuf,
        /// What differs.
        what: String,
    },
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, doing, source } => {
                write!(f, "the checkpoint {} could not be {doing}: {source}", path.display())
            }
            Self::Foreign { path } => write!(
                f,
                "{} is no checkpoint; it has been left as it is (move it away, or give the checkpoint another name)",
                path.display()
            ),
            Self::Version { path, found, expected } => write!(
                f,
                "the checkpoint {} is of version {found}, but this crate reads version {expected}",
                path.display()
            ),
            Self::Truncated { path, expected, found } => {
                let shown = path.display();
                write!(
                    f,
                    "the checkpoint {shown} is truncated: it has {found} bytes of {expected}"
                )?;
                and_previous(f, path)
            }
            Self::Damaged { path } => {
                write!(
                    f,
                    "the checkpoint {} is damaged: its checksum does not fit",
                    path.display()
                )?;
                and_previous(f, path)
            }
            Self::OtherRun { path, what } => write!(f, "the checkpoint {} is of another run: {what}", path.display()),
        }
    }
}

/// Says what to do instead, if something can be done.
fn and_previous(f: &mut fmt::Formatter<'_>, path: &Path) -> fmt::Result {
    let previous = previous(path);
    match previous.exists() {
        true => write!(
            f,
            "; {} is the one before, which training takes up if this file is removed",
            previous.display()
        ),
        false => Ok(()),
    }
}

impl core::error::Error for CheckpointError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

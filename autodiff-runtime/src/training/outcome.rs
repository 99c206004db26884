//! How training ended.

use super::history::History;
use super::non_finite::NonFiniteValue;
use super::snapshot::Snapshot;
use crate::clipping::NonFiniteGradient;
use core::fmt;
use std::string::String;

/// What a run gives, beside the parameters.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// Why it ended.
    pub ending: Ending,
    /// How many steps were taken, those of earlier parts of a resumed run included.
    pub steps: u64,
    /// How many epochs are complete.
    pub epochs: u64,
    /// How many steps were left out because something was not finite ([`OnNonFinite::Skip`](super::OnNonFinite::Skip)).
    pub skipped: u64,
    /// How it went.
    pub history: History,
    /// The best epoch; none before the end of the first, and where no loss was finite.
    pub best: Option<Best>,
}

/// Why training ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Ending {
    /// All epochs are done.
    Finished,
    /// A callback stopped it, for this reason.
    Stopped(String),
    /// It was asked to stop, and can be resumed ([`Trainer::stop_when`](super::Trainer::stop_when)).
    Interrupted,
}

/// The epoch with the smallest validation loss (training loss, if there is no validation).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Best {
    /// The number of the epoch, from 0.
    pub epoch: u64,
    /// That loss.
    pub loss: f64,
    /// The parameters at its end, if [`Trainer::keep_best`](super::Trainer::keep_best) asks for them.
    pub params: Option<Snapshot>,
}

/// What ends training with an error. The parameters are those after the last step that was taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum TrainingError {
    /// Something is NaN or infinite.
    NonFinite(NonFiniteValue),
    /// Clipping has refused a gradient.
    Clipping(NonFiniteGradient),
    /// A checkpoint could not be written, or read.
    #[cfg(feature = "checkpoint")]
    Checkpoint(super::CheckpointError),
}

impl fmt::Display for TrainingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NonFinite(value) => write!(f, "training stopped: {value}"),
            Self::Clipping(error) => write!(f, "training stopped: {error}"),
            #[cfg(feature = "checkpoint")]
            Self::Checkpoint(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for TrainingError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::NonFinite(_) => None,
            Self::Clipping(error) => Some(error),
            #[cfg(feature = "checkpoint")]
            Self::Checkpoint(error) => Some(error),
        }
    }
}

impl From<NonFiniteGradient> for TrainingError {
    fn from(error: NonFiniteGradient) -> Self {
        Self::Clipping(error)
    }
}

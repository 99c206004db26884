//! The loop around a gradient: [`Trainer`] takes steps over batches of data, and tells callbacks how it goes.
//!
//! ```
//! use autodiff_runtime::optimizers::Adam;
//! use autodiff_runtime::schedules::CosineAnnealingLr;
//! use autodiff_runtime::training::{Batches, EarlyStopping, Trainer};
//!
//! // A line through some points, by least squares.
//! let xs: Vec<f64> = (0..64).map(|k| f64::from(k) / 64.0).collect();
//! let ys: Vec<f64> = xs.iter().map(|x| 3.0 * x - 1.0).collect();
//!
//! let mut line = vec![0.0, 0.0];
//! let outcome = Trainer::new(Adam::new(0.1))
//!     .batches(Batches::new(xs.len(), 16).seed(7))
//!     .epochs(200)
//!     .schedule(CosineAnnealingLr::new(800))
//!     .callback(EarlyStopping::new(20))
//!     .fit(&mut line, |line, batch| {
//!         // What `#[differentiate]` gives as `loss::value_and_grad`.
//!         let n = batch.indices().len() as f64;
//!         let (mut loss, mut gradient) = (0.0, vec![0.0; 2]);
//!         for &k in batch.indices() {
//!             let error = line[0] * xs[k] + line[1] - ys[k];
//!             loss += error * error / n;
//!             gradient[0] += 2.0 * error * xs[k] / n;
//!             gradient[1] += 2.0 * error / n;
//!         }
//!         (loss, gradient)
//!     })?;
//! assert!((line[0] - 3.0).abs() < 1e-3 && (line[1] + 1.0).abs() < 1e-3);
//! println!("{}", outcome.history.to_csv());
//! # Ok::<(), autodiff_runtime::training::TrainingError>(())
//! ```
//!
//! The order of the data, and the seed of each batch for whatever else is random, are functions of one seed: a run can be
//! repeated, and taken up in the middle, bit for bit. A loss or a gradient that is not finite stops training with an error
//! that names where it is, before it reaches the parameters, unless another choice is made
//! ([`Trainer::on_non_finite`]).
//!
//! With the feature `checkpoint` a run saves itself to a file and goes on from there (`Trainer::checkpoint`); with
//! `ctrlc` it stops in good order at Ctrl-C; with `progress` it shows a bar.

mod batches;
mod callback;
#[cfg(feature = "checkpoint")]
mod checkpoint;
mod early_stopping;
mod history;
#[cfg(feature = "ctrlc")]
mod interrupt;
mod non_finite;
mod outcome;
#[cfg(feature = "progress")]
mod progress;
mod run;
mod snapshot;
mod trainer;
mod watched;

pub use batches::{Batch, Batches};
pub use callback::{Callback, EpochEnd, StepEnd};
#[cfg(feature = "checkpoint")]
pub use checkpoint::CheckpointError;
pub use early_stopping::EarlyStopping;
pub use history::{History, Row};
pub use non_finite::{NonFiniteValue, OnNonFinite, Place};
pub use outcome::{Best, Ending, Outcome, TrainingError};
#[cfg(feature = "progress")]
pub use progress::ProgressBar;
pub(crate) use snapshot::quoted;
pub use snapshot::{Misfit, Snapshot};
pub use trainer::{Clipping, Trainer};
pub use watched::WatchedTensor;

//! Log densities with their gradients for the sampler [`nuts_rs`](::nuts_rs), version 0.19, which needs Rust 1.88.
//!
//! ```
//! use autodiff_runtime::bridges::nuts_rs::{sample, DiagNutsSettings, LogDensity};
//!
//! // A normal distribution with mean 3 in two dimensions. Under `#[differentiate]` the closure calls
//! // `log_density::value_and_grad_into`; `LogDensity::of(2, log_density {})` does that by itself.
//! let density = LogDensity::new(2, |x: &[f64], dx: &mut [f64]| {
//!     dx.iter_mut().zip(x).for_each(|(dx, x)| *dx = 3.0 - x);
//!     -0.5 * x.iter().map(|x| (x - 3.0).powi(2)).sum::<f64>()
//! });
//! let draws = sample(density, DiagNutsSettings::default(), &[0.0, 0.0], 400, 1000, 1)?;
//! let mean = draws.iter().map(|x| x[0]).sum::<f64>() / 1000.0;
//! assert!((mean - 3.0).abs() < 0.3);
//! # Ok::<(), autodiff_runtime::bridges::nuts_rs::SamplingError>(())
//! ```
//!
//! [`LogDensity`] is what `CpuMath::new` of the sampler takes, for its other settings, chains in parallel, and storages.

pub use super::function::SliceFunction;
#[doc(no_inline)]
pub use ::nuts_rs::DiagNutsSettings;

use super::function::value_and_gradient;
use crate::Workspace;
use ::nuts_rs::rand::{rngs::StdRng, Rng, SeedableRng};
use ::nuts_rs::{Chain, CpuLogpFunc, CpuMath, CpuMathError, HasDims, LogpError, Settings};
use core::fmt;
use std::collections::HashMap;
use std::string::{String, ToString};
use std::vec::Vec;

/// A log density, but for a constant, with its gradient.
#[derive(Clone)]
pub struct LogDensity<F> {
    dimensions: usize,
    density: F,
}

impl<F: FnMut(&[f64], &mut [f64]) -> f64> LogDensity<F> {
    /// In so many dimensions; the closure gives the log density at a point, and overwrites the gradient.
    ///
    /// # Panics
    /// If there are no dimensions.
    #[track_caller]
    pub fn new(dimensions: usize, density: F) -> Self {
        assert!(dimensions > 0, "LogDensity: there are no dimensions");
        Self { dimensions, density }
    }
}

impl LogDensity<()> {
    /// A differentiated function of one slice of so many numbers: `f {}` for `fn f(x: &[f64]) -> f64`.
    ///
    /// # Panics
    /// If there are no dimensions.
    #[track_caller]
    pub fn of<F: SliceFunction>(dimensions: usize, density: F) -> LogDensity<impl FnMut(&[f64], &mut [f64]) -> f64> {
        let mut workspace = Workspace::new();
        LogDensity::new(dimensions, move |x: &[f64], dx: &mut [f64]| {
            value_and_gradient(&density, x, &mut workspace, dx)
        })
    }
}

impl<F> fmt::Debug for LogDensity<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogDensity")
            .field("dimensions", &self.dimensions)
            .finish_non_exhaustive()
    }
}

/// A log density or a gradient that is NaN or infinite. The sampler takes it for a divergence, and goes another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NonFiniteDensity;

impl fmt::Display for NonFiniteDensity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the log density or its gradient is not finite")
    }
}

impl core::error::Error for NonFiniteDensity {}

impl LogpError for NonFiniteDensity {
    fn is_recoverable(&self) -> bool {
        true
    }
}

impl<F> HasDims for LogDensity<F> {
    fn dim_sizes(&self) -> HashMap<String, u64> {
        HashMap::from([("unconstrained_parameter".to_string(), self.dimensions as u64)])
    }
}

impl<F: FnMut(&[f64], &mut [f64]) -> f64> CpuLogpFunc for LogDensity<F> {
    type LogpError = NonFiniteDensity;
    type FlowParameters = ();
    type ExpandedVector = Vec<f64>;

    fn dim(&self) -> usize {
        self.dimensions
    }

    fn logp(&mut self, position: &[f64], gradient: &mut [f64]) -> Result<f64, NonFiniteDensity> {
        let value = (self.density)(position, gradient);
        match value.is_finite() && gradient.iter().all(|d| d.is_finite()) {
            true => Ok(value),
            false => Err(NonFiniteDensity),
        }
    }

    fn expand_vector<R: Rng + ?Sized>(&mut self, _rng: &mut R, position: &[f64]) -> Result<Vec<f64>, CpuMathError> {
        Ok(position.to_vec())
    }
}

/// Why there are no draws: what the sampler says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplingError(String);

impl SamplingError {
    fn from_any(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for SamplingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sampling failed: {}", self.0)
    }
}

impl core::error::Error for SamplingError {}

/// One chain from `start`: `draws` points behind `tune` ones that are thrown away. The same seed gives the same points. Of the
/// settings, the number of steps of tuning is set to `tune`.
///
/// # Errors
/// If the density is not finite at the start, or the settings are no good.
///
/// # Panics
/// If `start` has not as many numbers as the density has dimensions.
#[track_caller]
pub fn sample<F>(
    density: LogDensity<F>,
    settings: DiagNutsSettings,
    start: &[f64],
    tune: u64,
    draws: u64,
    seed: u64,
) -> Result<Vec<Vec<f64>>, SamplingError>
where
    F: FnMut(&[f64], &mut [f64]) -> f64,
{
    let (dimensions, got) = (density.dimensions, start.len());
    assert!(
        got == dimensions,
        "the density has {dimensions} dimensions, but the start has {got} numbers"
    );
    let mut settings = settings;
    settings.num_tune = tune;
    let mut rng = StdRng::seed_from_u64(seed);
    let mut chain = settings
        .new_chain(0, CpuMath::new(density), &mut rng)
        .map_err(SamplingError::from_any)?;
    chain.set_position(start).map_err(SamplingError::from_any)?;
    let mut points = Vec::new();
    for step in 0..tune + draws {
        let (point, _) = chain.draw().map_err(SamplingError::from_any)?;
        if step >= tune {
            points.push(point.to_vec());
        }
    }
    Ok(points)
}

//! Pictures of training and of landscapes, as PNG files: each by one call.
//!
//! ```
//! use autodiff_runtime::plots;
//! use autodiff_runtime::schedules::OneCycleLr;
//!
//! # let folder = std::env::temp_dir().join("autodiff_plots_example");
//! # std::fs::create_dir_all(&folder)?;
//! plots::schedule(folder.join("rate.png"), &OneCycleLr::new(0.1, 500), 500, 0.1)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Figure`] draws lines, points and bands of one's own, [`PlaneFigure`] the values on a plane with paths on them.

mod contour;
mod figure;
mod landscape;
mod plane;
mod style;
mod training;

pub use figure::{stack, Figure};
pub use landscape::{convexity, curvature, line, rate_curve, spectrum};
pub use plane::PlaneFigure;
pub use training::{history, schedule};

use core::fmt;
use std::string::{String, ToString};

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotError(String);

impl PlotError {
    /// Whatever a drawing library says.
    fn from_any(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the picture could not be drawn: {}", self.0)
    }
}

impl core::error::Error for PlotError {}

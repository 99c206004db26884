//! How far to go along a direction of descent.
//!
//! With φ(α) the value at the length α, and φ(0) and φ′(0) < 0 what it is at the origin, a length has to meet
//!
//! * the condition of sufficient decrease (Armijo 1966), φ(α) ≤ φ(0) + c₁αφ′(0), and for [`StrongWolfe`]
//! * the condition of curvature, |φ′(α)| ≤ −c₂φ′(0) (Wolfe 1969).
//!
//! Near a minimum φ(α) − φ(0) drowns in rounding. There [`StrongWolfe`] and [`HagerZhang`] decide by slopes alone: the *approximate*
//! conditions of Hager and Zhang (2005), (2c₁ − 1)φ′(0) ≥ φ′(α) ≥ c₂φ′(0) and φ(α) ≤ φ(0) + ε.
//!
//! A value or slope that is not finite counts as too high, and is stepped back from.

mod backtracking;
mod cubic;
mod hager_zhang;
mod strong_wolfe;

pub use backtracking::Backtracking;
pub use hager_zhang::HagerZhang;
pub use strong_wolfe::StrongWolfe;

use super::bounds::Bounds;
use super::point::{Objective, Place};
use crate::numeric::vector::{add_scaled, dot};

/// A way to find the length of a step.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LineSearch {
    /// Shorter until the value is low enough.
    Backtracking(Backtracking),
    /// The strong Wolfe conditions, by Moré and Thuente.
    StrongWolfe(StrongWolfe),
    /// The approximate Wolfe conditions, by Hager and Zhang.
    HagerZhang(HagerZhang),
}

macro_rules! from {
    ($($search:ident)*) => {$(
        impl From<$search> for LineSearch {
            fn from(search: $search) -> Self {
                Self::$search(search)
            }
        }
    )*};
}

from!(Backtracking StrongWolfe HagerZhang);

impl LineSearch {
    /// The place that was found, beginning with the length `first`; none if there is no lower value.
    pub(super) fn search(&self, ray: &mut Ray, first: f64) -> Option<Place> {
        match self {
            Self::Backtracking(search) => search.search(ray, first),
            Self::StrongWolfe(search) => search.search(ray, first, f64::INFINITY),
            Self::HagerZhang(search) => search.search(ray, first),
        }
        .map(|trial| trial.place)
    }
}

/// How many values one search asks for at most.
const MOST: usize = 60;

/// The function along a direction.
pub(super) struct Ray<'r, 'o> {
    objective: &'r mut Objective<'o>,
    origin: &'r Place,
    direction: &'r [f64],
    slope: f64,
    bounds: Option<&'r Bounds>,
    /// How many values may still be asked for.
    left: usize,
}

/// A point of a ray.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    pub length: f64,
    pub slope: f64,
    pub place: Place,
}

impl<'r, 'o> Ray<'r, 'o> {
    pub fn new(objective: &'r mut Objective<'o>, origin: &'r Place, direction: &'r [f64], slope: f64) -> Self {
        Self {
            objective,
            origin,
            direction,
            slope,
            bounds: None,
            left: MOST,
        }
    }

    /// The ray within bounds, which rounding could leave.
    pub fn within(self, bounds: &'r Bounds) -> Self {
        Self {
            bounds: Some(bounds),
            ..self
        }
    }

    /// The point at a length; none if there were enough, or if it is so near that it is the origin.
    fn at(&mut self, length: f64) -> Option<Trial> {
        let mut x = self.origin.x.clone();
        add_scaled(&mut x, length, self.direction);
        if let Some(bounds) = self.bounds {
            bounds.project(&mut x);
        }
        if x == self.origin.x {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        let place = self.objective.at(x);
        let slope = dot(&place.gradient, self.direction);
        Some(Trial { length, slope, place })
    }

    /// The origin as a point of the ray.
    fn start(&self) -> Trial {
        Trial {
            length: 0.0,
            slope: self.slope,
            place: self.origin.clone(),
        }
    }

    /// Whether the value has decreased enough for its length.
    fn decreases(&self, trial: &Trial, c1: f64) -> bool {
        trial.value() <= self.origin.value + c1 * trial.length * self.slope
    }

    /// Whether a point meets the approximate Wolfe conditions, where values are known to within `epsilon`.
    fn meets_approximately(&self, trial: &Trial, c1: f64, c2: f64, epsilon: f64) -> bool {
        trial.is_finite()
            && trial.value() <= self.origin.value + epsilon
            && (2.0 * c1 - 1.0) * self.slope >= trial.slope
            && trial.slope >= c2 * self.slope
    }
}

impl Trial {
    fn value(&self) -> f64 {
        self.place.value
    }

    fn is_finite(&self) -> bool {
        self.place.is_finite() && self.slope.is_finite()
    }
}

/// The methods that set the constants of a search.
macro_rules! constants {
    ($search:ident; $($(#[doc = $doc:literal])* $name:ident;)*) => {
        impl Default for $search {
            fn default() -> Self {
                Self::new()
            }
        }

        impl $search {$(
            $(#[doc = $doc])*
            ///
            /// # Panics
            /// If it is not in (0, 1).
            #[track_caller]
            pub fn $name(mut self, $name: f64) -> Self {
                let valid = $name > 0.0 && $name < 1.0;
                self.$name = crate::optimizers::validate::require(
                    valid, stringify!($search), stringify!($name), $name, "in (0, 1)",
                );
                self
            }
        )*}
    };
}
use constants;

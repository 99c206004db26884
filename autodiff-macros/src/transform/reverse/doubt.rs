//! Adjoints that may be zero because a value was not used, and partials that are then not to be asked.
//!
//! A value that is computed before a branch, and used on one side only, has a zero adjoint when the other side is taken;
//! its partial may be infinite or NaN just then, for that is what such branches are about:
//!
//! ```text
//! let r = x.sqrt();                     // at x = 0 …
//! if x > 0.0 { r } else { 0.0 }         // … dr is 0, and 0 · ∞ is NaN
//! ```
//!
//! A zero that means *not used* is no factor: the contribution is zero. Where a doubtful adjoint meets a partial that can be
//! infinite, the product stands behind a test.

/// Why an adjoint may be a zero that is no factor.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Doubt {
    /// The value may not have been used.
    pub unused: Option<Unused>,
    /// What was made of the value may have [overflowed](super::overflow).
    pub overflowed: bool,
}

/// Why a value may not have been used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unused {
    /// It may have been overwritten in its array or by the next iteration, or lie there unread.
    Overwritten,
    /// It may have been used on one side of a branch only, or by a function that need not use it.
    Branch,
}

impl Doubt {
    pub const OVERWRITTEN: Doubt = Doubt::unused(Unused::Overwritten);
    pub const BRANCH: Doubt = Doubt::unused(Unused::Branch);

    const fn unused(unused: Unused) -> Doubt {
        Doubt {
            unused: Some(unused),
            overflowed: false,
        }
    }

    /// This one, and another one if that holds.
    pub fn or_overflowed(self, overflowed: bool) -> Doubt {
        Doubt {
            overflowed: self.overflowed || overflowed,
            ..self
        }
    }

    pub fn is_none(self) -> bool {
        self == Doubt::default()
    }

    /// That of a sum of two doubtful adjoints, or of one that is either.
    pub fn and(self, other: Doubt) -> Doubt {
        Doubt {
            unused: self.unused.max(other.unused),
            overflowed: self.overflowed || other.overflowed,
        }
    }
}

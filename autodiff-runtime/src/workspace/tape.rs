//! What a forward sweep leaves behind, or does not.

use super::{Residual, Workspace};

/// Where a forward sweep puts what the reverse sweep will need.
pub trait Tape {
    /// Keeps a value.
    fn push<T: Residual>(&mut self, value: T);

    /// Keeps a copy of the elements of a vector.
    fn push_vec<T: Residual>(&mut self, values: &[T]);

    /// A workspace for what can only leave things in one.
    fn workspace(&mut self) -> &mut Workspace;
}

impl Tape for Workspace {
    #[inline]
    fn push<T: Residual>(&mut self, value: T) {
        Workspace::push(self, value);
    }

    #[inline]
    fn push_vec<T: Residual>(&mut self, values: &[T]) {
        Workspace::push_vec(self, values);
    }

    #[inline]
    fn workspace(&mut self) -> &mut Workspace {
        self
    }
}

/// The tape of a sweep that nothing will undo: it forgets.
#[derive(Debug, Default)]
pub struct Untaped {
    scratch: Workspace,
}

impl Untaped {
    /// Allocates nothing.
    pub const fn new() -> Self {
        Untaped {
            scratch: Workspace::new(),
        }
    }
}

impl Tape for Untaped {
    #[inline(always)]
    fn push<T: Residual>(&mut self, _value: T) {}

    #[inline(always)]
    fn push_vec<T: Residual>(&mut self, _values: &[T]) {}

    fn workspace(&mut self) -> &mut Workspace {
        self.scratch.clear();
        &mut self.scratch
    }
}

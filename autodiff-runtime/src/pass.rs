//! Arguments whose type the compiler of the macro does not know, handed on as the callee takes them.

use crate::Workspace;
use alloc::vec::Vec;

/// A value that goes to a function of type `Taken`: numbers as they are, all else by reference.
pub trait Pass<'a, Taken> {
    /// The argument.
    fn pass(&'a self) -> Taken;
}

impl<'a, T: ?Sized> Pass<'a, &'a T> for T {
    #[inline(always)]
    fn pass(&'a self) -> &'a T {
        self
    }
}

impl<'b, T: ?Sized> Pass<'_, &'b T> for &'b T {
    #[inline(always)]
    fn pass(&self) -> &'b T {
        self
    }
}

impl<'a, T> Pass<'a, &'a [T]> for Vec<T> {
    #[inline(always)]
    fn pass(&'a self) -> &'a [T] {
        self
    }
}

impl<'a, T, const N: usize> Pass<'a, &'a [T]> for [T; N] {
    #[inline(always)]
    fn pass(&'a self) -> &'a [T] {
        self
    }
}

macro_rules! by_value {
    ($($type:ty)*) => {$(
        impl Pass<'_, $type> for $type {
            #[inline(always)]
            fn pass(&self) -> $type {
                *self
            }
        }
    )*};
}

by_value!(f64 f32 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize bool);

impl<T: Copy, const N: usize> Pass<'_, [T; N]> for [T; N] {
    #[inline(always)]
    fn pass(&self) -> [T; N] {
        *self
    }
}

impl<T: Clone> Pass<'_, Vec<T>> for Vec<T> {
    #[inline(always)]
    fn pass(&self) -> Vec<T> {
        self.clone()
    }
}

/// The value as the argument that is asked for.
#[doc(hidden)]
#[inline(always)]
pub fn pass<'a, T: Pass<'a, Taken> + ?Sized, Taken>(value: &'a T) -> Taken {
    value.pass()
}

/// The halves of a `Default` that is derived. What the user wrote has its own, which come first.
#[doc(hidden)]
pub trait DefaultHalves: Default {
    /// The value.
    #[inline]
    fn __default_value() -> Self {
        Self::default()
    }

    /// The value, which leaves nothing on the tape.
    #[inline]
    fn __default_forward(_workspace: &mut Workspace) -> Self {
        Self::default()
    }

    /// It depends on nothing.
    #[inline]
    fn __default_reverse<Cotangent: ?Sized>(_cotangent: &Cotangent, _workspace: &mut Workspace) {}
}

impl<T: Default> DefaultHalves for T {}

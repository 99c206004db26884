//! Floats, and what has no derivative.

use super::{Differentiable, Run, Runs, Tangent, Visitor};
use crate::adjoint::{AddAll, Adjoint};
use crate::Real;
use alloc::string::String;
use core::cmp::Ordering;
use core::marker::PhantomData;
use core::ops::{AddAssign, Index, IndexMut};

macro_rules! floats {
    ($($float:ident $run:ident $show:ident;)*) => {$(
        impl Differentiable for $float {
            type Tangent = $float;

            #[inline(always)]
            fn zero_tangent(&self) -> $float {
                0.0
            }

            #[inline(always)]
            fn step(&mut self, tangent: &$float, factor: f64) {
                *self += factor as $float * *tangent;
            }

            #[inline]
            fn visit(&mut self, visitor: &mut dyn Visitor) {
                if let Some(runs) = visitor.runs() {
                    return runs.$show(core::slice::from_mut(self));
                }
                let mut value = f64::from(*self);
                visitor.float(&mut value, f64::from($float::EPSILON));
                *self = value as $float;
            }

            #[inline]
            fn visit_run(elements: &mut [Self], runs: &mut dyn Runs) -> bool {
                runs.$show(elements);
                true
            }
        }

        impl Tangent for $float {
            #[inline(always)]
            fn zero() -> $float {
                0.0
            }

            #[inline(always)]
            fn add_scaled(&mut self, other: &$float, factor: f64) {
                *self += factor as $float * *other;
            }

            #[inline(always)]
            fn scale(&mut self, factor: f64) {
                *self *= factor as $float;
            }

            #[inline(always)]
            fn set_zero(&mut self) {
                *self = 0.0;
            }

            #[inline(always)]
            fn dot(&self, other: &$float) -> f64 {
                f64::from(*self) * f64::from(*other)
            }

            #[inline]
            fn read(&self, each: &mut dyn FnMut(f64)) {
                each(f64::from(*self));
            }

            #[inline]
            fn write(&mut self, next: &mut dyn FnMut() -> f64) {
                *self = next() as $float;
            }

            #[inline]
            fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
                each(Run::$run(core::slice::from_ref(self)));
            }

            #[inline]
            fn as_run(elements: &[Self]) -> Option<Run<'_>> {
                Some(Run::$run(elements))
            }
        }
    )*};
}

floats! {
    f64 F64 f64s;
    f32 F32 f32s;
}

/// The tangent of a field that is marked `#[constant]`: it takes whatever is added to it or to its parts, and forgets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Constant;

impl<Rhs: ?Sized> AddAll<Rhs> for Constant {
    #[inline(always)]
    fn add_all(&mut self, _other: &Rhs) {}
}

impl<S> Adjoint<S> for Constant {
    #[inline(always)]
    fn add_at(&mut self, _at: &[usize], _value: S) {}
}

impl<S> AddAssign<S> for Constant {
    #[inline(always)]
    fn add_assign(&mut self, _value: S) {}
}

impl Index<usize> for Constant {
    type Output = Constant;

    #[inline(always)]
    fn index(&self, _index: usize) -> &Constant {
        self
    }
}

impl IndexMut<usize> for Constant {
    #[inline(always)]
    fn index_mut(&mut self, _index: usize) -> &mut Constant {
        self
    }
}

/// A field of a tangent, as the float that it holds: of one that is marked `#[constant]`, 0.
pub trait Slot<T> {
    /// The float.
    fn read(&self) -> T;

    /// Puts another one there.
    fn write(&mut self, value: T);
}

impl<T: Real> Slot<T> for T {
    #[inline(always)]
    fn read(&self) -> T {
        *self
    }

    #[inline(always)]
    fn write(&mut self, value: T) {
        *self = value;
    }
}

impl<T: Real> Slot<T> for Constant {
    #[inline(always)]
    fn read(&self) -> T {
        T::zero()
    }

    #[inline(always)]
    fn write(&mut self, _value: T) {}
}

/// [`Slot::read`], with the type that is read.
#[inline(always)]
pub fn read<T>(slot: &impl Slot<T>) -> T {
    slot.read()
}

/// [`Slot::write`]
#[inline(always)]
pub fn write<T>(slot: &mut impl Slot<T>, value: T) {
    slot.write(value);
}

macro_rules! nothing {
    ($($type:ty = $zero:expr;)*) => {$(
        /// The tangent of what has no floats.
        impl Tangent for $type {
            #[inline(always)]
            fn zero() -> Self {
                $zero
            }

            #[inline(always)]
            fn add_scaled(&mut self, _other: &Self, _factor: f64) {}

            #[inline(always)]
            fn scale(&mut self, _factor: f64) {}

            #[inline(always)]
            fn set_zero(&mut self) {}

            #[inline(always)]
            fn dot(&self, _other: &Self) -> f64 {
                0.0
            }

            #[inline(always)]
            fn read(&self, _each: &mut dyn FnMut(f64)) {}

            #[inline(always)]
            fn write(&mut self, _next: &mut dyn FnMut() -> f64) {}

            #[inline(always)]
            fn runs<'a>(&'a self, _each: &mut dyn FnMut(Run<'a>)) {}
        }
    )*};
}

nothing! {
    () = ();
    Constant = Constant;
}

impl AddAll<()> for () {
    #[inline(always)]
    fn add_all(&mut self, _other: &()) {}
}

/// It forgets its derivative too.
impl Differentiable for Constant {
    type Tangent = Constant;

    #[inline(always)]
    fn zero_tangent(&self) -> Constant {
        Constant
    }

    #[inline(always)]
    fn step(&mut self, _tangent: &Constant, _factor: f64) {}

    #[inline(always)]
    fn visit(&mut self, _visitor: &mut dyn Visitor) {}
}

macro_rules! constant {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Differentiable for $type {
            type Tangent = ();

            #[inline(always)]
            fn zero_tangent(&self) {}

            #[inline(always)]
            fn step(&mut self, _tangent: &(), _factor: f64) {}

            #[inline(always)]
            fn visit(&mut self, _visitor: &mut dyn Visitor) {}
        }
    )*};
}

constant! {
    [] (); [] bool; [] char; [] String; [] Ordering;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [T: ?Sized] PhantomData<T>;
}

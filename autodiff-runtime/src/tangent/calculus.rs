//! Steps along tangents, and arithmetic with them, inside of differentiated functions: the halves of the methods that
//! `#[derive(Differentiable)]` makes. Each is a type with the halves that generated code calls, as those of a differentiated
//! function are.
//!
//! The tangent of a tangent is of its own type: what is pulled back to one is added up in another one.

#![allow(missing_docs, reason = "hidden")]

use super::{Differentiable, Tangent};
use crate::adjoint::{AddAll, Adjoint};
use crate::{Residual, Workspace};

/// Nothing: asks rustc whether two paths lead to the same function, so that a method of the user's, which hides that of the
/// derive, is not taken for it.
#[inline(always)]
pub fn is_derived<F>(_called: F, _derived: F) {}

/// Adds a multiple of a tangent to the place of another one.
fn add_multiple<T: Tangent>(place: &mut (impl AddAll<T> + ?Sized), tangent: &T, factor: f64) {
    let mut part = tangent.clone();
    part.scale(factor);
    place.add_all(&part);
}

/// Adds to the derivative in a number.
fn add_number(place: &mut (impl Adjoint<f64> + ?Sized), number: f64) {
    place.add_at(&[], number);
}

/// What is in place and moves along a tangent: its derivative stays as it is.
macro_rules! moves {
    ($($name:ident[$($param:ident: $bound:ident)?]($place:ty, $tangent:ty): $method:ident;)*) => {$(
        #[allow(non_camel_case_types)]
        #[derive(Debug)]
        pub struct $name {}

        impl $name {
            #[inline]
            pub fn __value<$($param: $bound)?>(place: &mut $place, tangent: &$tangent, factor: f64) {
                place.$method(tangent, factor);
            }

            #[inline]
            pub fn __forward<$($param: $bound)?>(place: &mut $place, tangent: &$tangent, factor: f64, _: &mut Workspace) {
                place.$method(tangent, factor);
            }

            #[inline]
            pub fn __reverse_places<V, T: Tangent>(
                _: V,
                tangent: &T,
                factor: f64,
                dplace: &mut T,
                dtangent: &mut (impl AddAll<T> + ?Sized),
                dfactor: &mut (impl Adjoint<f64> + ?Sized),
                _: &mut Workspace,
            ) {
                add_multiple(dtangent, dplace, factor);
                add_number(dfactor, dplace.dot(tangent));
            }
        }
    )*};
}

moves! {
    step[P: Differentiable](P, P::Tangent): step;
    add_scaled[T: Tangent](T, T): add_scaled;
}

/// A tangent that is added.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct add {}

impl add {
    #[inline]
    pub fn __value<T: Tangent>(place: &mut T, other: &T) {
        Tangent::add(place, other);
    }

    #[inline]
    pub fn __forward<T: Tangent>(place: &mut T, other: &T, _: &mut Workspace) {
        Tangent::add(place, other);
    }

    #[inline]
    pub fn __reverse_places<V, T: Tangent>(
        _: V,
        _: &T,
        dplace: &mut T,
        dother: &mut (impl AddAll<T> + ?Sized),
        _: &mut Workspace,
    ) {
        dother.add_all(dplace);
    }
}

/// A tangent that is multiplied: its derivative takes what it was before, which is on the tape.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct scale {}

impl scale {
    #[inline]
    pub fn __value<T: Tangent>(place: &mut T, factor: f64) {
        place.scale(factor);
    }

    #[inline]
    pub fn __forward<T: Tangent + Residual>(place: &mut T, factor: f64, tape: &mut Workspace) {
        place.clone().push(tape);
        place.scale(factor);
    }

    #[inline]
    pub fn __reverse_places<V, T: Tangent + Residual>(
        _: V,
        factor: f64,
        dplace: &mut T,
        dfactor: &mut (impl Adjoint<f64> + ?Sized),
        tape: &mut Workspace,
    ) {
        let before = T::pop(tape);
        add_number(dfactor, dplace.dot(&before));
        dplace.scale(factor);
    }
}

/// A tangent that becomes zero.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct set_zero {}

impl set_zero {
    #[inline]
    pub fn __value<T: Tangent>(place: &mut T) {
        place.set_zero();
    }

    #[inline]
    pub fn __forward<T: Tangent>(place: &mut T, _: &mut Workspace) {
        place.set_zero();
    }

    #[inline]
    pub fn __reverse_places<V, T: Tangent>(_: V, dplace: &mut T, _: &mut Workspace) {
        dplace.set_zero();
    }
}

/// The zero of the shape of a value.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct zero_tangent {}

impl zero_tangent {
    #[inline]
    pub fn __value<P: Differentiable>(value: &P) -> P::Tangent {
        value.zero_tangent()
    }

    #[inline]
    pub fn __forward<P: Differentiable>(value: &P, _: &mut Workspace) -> P::Tangent {
        value.zero_tangent()
    }

    #[inline]
    pub fn __reverse<P: Differentiable, C>(_: &P, _: &C, _: &mut P::Tangent, _: &mut Workspace) {}
}

/// The product of two tangents.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct dot {}

impl dot {
    #[inline]
    pub fn __value<T: Tangent>(left: &T, right: &T) -> f64 {
        left.dot(right)
    }

    #[inline]
    pub fn __forward<T: Tangent>(left: &T, right: &T, _: &mut Workspace) -> f64 {
        left.dot(right)
    }

    #[inline]
    pub fn __reverse<T: Tangent>(
        left: &T,
        right: &T,
        cotangent: f64,
        dleft: &mut (impl AddAll<T> + ?Sized),
        dright: &mut (impl AddAll<T> + ?Sized),
        _: &mut Workspace,
    ) {
        add_multiple(dleft, right, cotangent);
        add_multiple(dright, left, cotangent);
    }

    #[inline]
    pub fn __joint<T: Tangent>(
        left: &T,
        right: &T,
        cotangent: f64,
        dleft: &mut (impl AddAll<T> + ?Sized),
        dright: &mut (impl AddAll<T> + ?Sized),
        tape: &mut Workspace,
    ) -> f64 {
        Self::__reverse(left, right, cotangent, dleft, dright, tape);
        left.dot(right)
    }
}

/// Numbers of one tangent, whose derivative is a multiple of it.
macro_rules! norms {
    ($($name:ident($tangent:ident): $factor:expr;)*) => {$(
        #[allow(non_camel_case_types)]
        #[derive(Debug)]
        pub struct $name {}

        impl $name {
            #[inline]
            pub fn __value<T: Tangent>(tangent: &T) -> f64 {
                tangent.$name()
            }

            #[inline]
            pub fn __forward<T: Tangent>(tangent: &T, _: &mut Workspace) -> f64 {
                tangent.$name()
            }

            #[inline]
            pub fn __reverse<T: Tangent>(
                $tangent: &T,
                cotangent: f64,
                dtangent: &mut (impl AddAll<T> + ?Sized),
                _: &mut Workspace,
            ) {
                add_multiple(dtangent, $tangent, cotangent * $factor);
            }

            #[inline]
            pub fn __joint<T: Tangent>(
                tangent: &T,
                cotangent: f64,
                dtangent: &mut (impl AddAll<T> + ?Sized),
                tape: &mut Workspace,
            ) -> f64 {
                Self::__reverse(tangent, cotangent, dtangent, tape);
                tangent.$name()
            }
        }
    )*};
}

norms! {
    norm_squared(tangent): 2.0;
}

#[cfg(feature = "std")]
norms! {
    // At zero, where it has a kink, the derivative is 0.
    norm(tangent): match tangent.norm() {
        0.0 => 0.0,
        norm => 1.0 / norm,
    };
}

//! Derivatives of derivatives: what a differentiated function that calls `g::grad(…)` pulls back.
//!
//! The reverse half of a derivative is the derivative itself over dual numbers. With ε² = 0 and a cotangent c of the value y,
//! the reverse sweep at x + εv gives Jᵀc + ε ∂(Jᵀc)/∂x·v: the second part is what a product with Jᵀ pulls back along v. So
//! each of these moves the arguments, runs the reverse half once, and takes the numbers apart. None keeps a tape: a
//! derivative leaves nothing behind, and is made again.

use super::arguments::{concatenated, Moving, Twice};
use super::flat::parts;
use super::matrix::shaped;
use super::{Lifted, Numbers};
use crate::adjoint::Adjoint;
use crate::scalars::{Dual, Leaves};
use crate::{Real, Workspace};
use alloc::vec::{self, Vec};

/// What is pulled back to the arguments of a derivative, and to its directions or its cotangent.
#[derive(Debug)]
pub struct Pulled<S> {
    active: &'static [bool],
    next: usize,
    arguments: vec::IntoIter<S>,
    others: vec::IntoIter<S>,
}

impl<S: Real> Pulled<S> {
    /// All numbers: those of the arguments that take a derivative, and those of directions or of a cotangent.
    pub fn numbers(self) -> (Vec<S>, Vec<S>) {
        (self.arguments.collect(), self.others.collect())
    }

    fn new<F: Lifted<P>, P>(arguments: Vec<S>, others: Vec<S>) -> Self {
        Pulled {
            active: F::ACTIVE,
            next: 0,
            arguments: arguments.into_iter(),
            others: others.into_iter(),
        }
    }

    /// Adds the part of the next argument of the function to a place of its shape.
    ///
    /// # Panics
    /// If the place has another shape.
    pub fn argument<X: Leaves<S> + ?Sized>(&mut self, like: &X, place: &mut (impl Adjoint<S> + ?Sized)) {
        let is_active = self.active.get(self.next).copied().unwrap_or(false);
        self.next += 1;
        if is_active {
            add_numbers(like, place, &mut self.arguments);
        }
    }

    /// Adds the part of the next direction, or of the cotangent.
    ///
    /// # Panics
    /// As [`argument`](Self::argument).
    pub fn other<X: Leaves<S> + ?Sized>(&mut self, like: &X, place: &mut (impl Adjoint<S> + ?Sized)) {
        add_numbers(like, place, &mut self.others);
    }
}

/// Adds the next of these numbers to a place of this shape.
///
/// # Panics
/// If there are too few, or if the place has another shape.
pub fn add_numbers<S, X: Leaves<S> + ?Sized>(
    like: &X,
    place: &mut (impl Adjoint<S> + ?Sized),
    numbers: &mut impl Iterator<Item = S>,
) {
    like.visit(&mut Vec::new(), &mut |at, _| {
        place.add_at(at, numbers.next().expect("a number for each of the argument's"));
    });
}

/// A derivative of a function whose structs are taken apart, by its name.
pub trait Derivative {
    /// Whether it takes a direction.
    const IS_DIRECTED: bool;

    /// What is pulled back through it. `along` are a direction, if it takes one, and a cotangent of what it gives in the shape of a
    /// gradient; `values` is all that has the shape of the function's value.
    ///
    /// # Panics
    /// Where the function does, and if there are not as many numbers as in the arguments.
    fn reverse<F: Lifted<P>, P, S: Real>(
        arguments: F::Arguments<'_, S>,
        along: &[Vec<S>],
        values: &[&dyn Numbers<S>],
    ) -> Pulled<S>;
}

macro_rules! derivatives {
    ($($name:ident($arguments:ident, $along:ident, $values:ident), $directed:literal: $reverse:expr;)*) => {$(
        #[doc = concat!("`g::", stringify!($name), "`")]
        #[allow(non_camel_case_types, reason = "the names of functions")]
        #[derive(Debug)]
        pub struct $name;

        impl Derivative for $name {
            const IS_DIRECTED: bool = $directed;

            fn reverse<F: Lifted<P>, P, S: Real>(
                $arguments: F::Arguments<'_, S>,
                $along: &[Vec<S>],
                $values: &[&dyn Numbers<S>],
            ) -> Pulled<S> {
                $reverse
            }
        }
    )*};
}

/// The derivatives, by the names of functions.
pub mod derivative {
    use super::*;

    derivatives! {
        grad(arguments, along, _values), false: grad_reverse::<F, P, S>(arguments, &[&&along[0][..]]);
        value_and_grad(arguments, along, values), false:
            value_and_grad_reverse::<F, P, S>(arguments, &[values[0], &&along[0][..]]);
        jvp(arguments, along, values), true: jvp_reverse::<F, P, S>(arguments, &[&&along[0][..]], values);
        vjp(arguments, along, values), false: {
            let (given, of_value) = values.split_at(values.len() / 2);
            let of_value: Vec<S> = concatenated(of_value);
            vjp_reverse::<F, P, S>(arguments, given, &[&&of_value[..], &&along[0][..]])
        };
        hvp(arguments, along, _values), true:
            hvp_reverse::<F, P, S>(arguments, &[&&along[0][..]], &[&&along[1][..]]);
    }
}

/// Of `g::grad`: the cotangent is one of the gradient.
///
/// # Panics
/// Where the function does.
pub fn grad_reverse<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    cotangent: &[&dyn Numbers<S>],
) -> Pulled<S> {
    pulled_gradient::<F, P, S>(arguments, concatenated(cotangent), S::constant(0.0))
}

/// Of `g::value_and_grad`: the cotangent is one of the value, then one of the gradient.
///
/// # Panics
/// Where the function does.
pub fn value_and_grad_reverse<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    cotangent: &[&dyn Numbers<S>],
) -> Pulled<S> {
    let mut cotangent = concatenated(cotangent);
    let of_value = cotangent.remove(0);
    pulled_gradient::<F, P, S>(arguments, cotangent, of_value)
}

fn pulled_gradient<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    direction: Vec<S>,
    of_value: S,
) -> Pulled<S> {
    let over = moved::<F, P, S>(arguments, &direction);
    let mut tape = Workspace::new();
    let seed = Dual::new(S::constant(1.0), [of_value]);
    let cotangent = F::forward(&over, &mut tape).map(&mut |_| seed);
    let gradient = F::reverse(&over, &cotangent, &mut tape);
    Pulled::new::<F, P>(parts(&gradient, |number| number.tangents[0]), Vec::new())
}

/// Of `g::jvp`: the cotangent is one of the value, then one of its derivative in the direction.
///
/// # Panics
/// Where the function does, and if a direction has not the length of its argument.
pub fn jvp_reverse<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    direction: &[&dyn Numbers<S>],
    cotangent: &[&dyn Numbers<S>],
) -> Pulled<S> {
    let over = moved::<F, P, S>(arguments, &concatenated(direction));
    let mut tape = Workspace::new();
    let value = F::forward(&over, &mut tape);
    let cotangent = concatenated(cotangent);
    let (of_value, of_tangent) = cotangent.split_at(cotangent.len() / 2);
    let cotangent = dual(of_tangent, of_value);
    let gradient = F::reverse(&over, &shaped(&value, &cotangent), &mut tape);
    let arguments = parts(&gradient, |number| number.tangents[0]);
    Pulled::new::<F, P>(arguments, parts(&gradient, |number| number.value))
}

/// Of `g::vjp`: the cotangent is one of the value, then one of the gradient.
///
/// # Panics
/// Where the function does, and if `given`, what is pulled back, has not the length of the value.
pub fn vjp_reverse<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    given: &[&dyn Numbers<S>],
    cotangent: &[&dyn Numbers<S>],
) -> Pulled<S> {
    let (given, cotangent) = (concatenated(given), concatenated(cotangent));
    let (of_value, direction) = cotangent.split_at(given.len());
    let over = moved::<F, P, S>(arguments, direction);
    let mut tape = Workspace::new();
    let value = F::forward(&over, &mut tape);
    let gradient = F::reverse(&over, &shaped(&value, &dual(&given, of_value)), &mut tape);
    let arguments = parts(&gradient, |number| number.tangents[0]);
    Pulled::new::<F, P>(arguments, parts(&value, |number| number.tangents[0]))
}

/// Of `g::hvp`: the cotangent is one of the product.
///
/// # Panics
/// Where the function does, and if a direction has not the length of its argument.
pub fn hvp_reverse<F: Lifted<P>, P, S: Real>(
    arguments: F::Arguments<'_, S>,
    direction: &[&dyn Numbers<S>],
    cotangent: &[&dyn Numbers<S>],
) -> Pulled<S> {
    // Two infinitesimals: in the direction of the product, and along what comes back.
    let over = Twice::new(concatenated(direction), concatenated(cotangent)).lift::<F, P>(arguments);
    let mut tape = Workspace::new();
    let one = Dual::constant_of(Dual::constant_of(S::constant(1.0)));
    let value = F::forward(&over, &mut tape).map(&mut |_| one);
    let gradient = F::reverse(&over, &value, &mut tape);
    let arguments = parts(&gradient, |number| number.tangents[0].tangents[0]);
    Pulled::new::<F, P>(arguments, parts(&gradient, |number| number.tangents[0].value))
}

/// The arguments moved in a flat direction.
fn moved<F: Lifted<P>, P, S: Real>(arguments: F::Arguments<'_, S>, direction: &[S]) -> F::Over<Dual<S>> {
    Moving::along([direction]).lift::<F, P, true>(arguments)
}

fn dual<S: Real>(values: &[S], tangents: &[S]) -> Vec<Dual<S>> {
    assert_eq!(
        values.len(),
        tangents.len(),
        "a cotangent has the length of what it belongs to"
    );
    let pairs = values.iter().zip(tangents);
    pairs.map(|(&value, &tangent)| Dual::new(value, [tangent])).collect()
}

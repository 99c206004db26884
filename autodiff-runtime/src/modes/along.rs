//! Arguments moved in a direction, as [views](View): nothing is copied. And where the derivatives in that direction go.

use crate::adjoint::Adjoint;
use crate::scalars::{DualNumber, Leaves};
use crate::view::View;
use crate::Real;

/// A number that is moved.
pub type Number<B, const GUARDED: bool> = DualNumber<B, 1, GUARDED>;

/// Numbers, and how each is moved.
#[derive(Debug)]
pub struct Moved<'a, X: ?Sized> {
    argument: &'a X,
    direction: &'a X,
}

/// These numbers moved in this direction.
///
/// # Panics
/// If the direction has not as many numbers.
#[inline]
pub fn moved<'a, B: Real, X: Leaves<B> + View<B> + ?Sized>(argument: &'a X, direction: &'a X) -> Moved<'a, X> {
    assert_eq!(direction.count(), argument.count(), "{}", super::arguments::SHORT);
    Moved { argument, direction }
}

impl<B: Real, X: View<B> + ?Sized, const GUARDED: bool> View<Number<B, GUARDED>> for Moved<'_, X> {
    #[inline(always)]
    fn at(&self, at: &[usize]) -> Number<B, GUARDED> {
        number(self.argument.at(at), self.direction.at(at))
    }

    #[inline(always)]
    fn len(&self) -> usize {
        self.argument.len()
    }
}

/// Numbers that stay where they are.
#[derive(Debug)]
pub struct Still<'a, X: ?Sized>(pub &'a X);

impl<B: Real, X: View<B> + ?Sized, const GUARDED: bool> View<Number<B, GUARDED>> for Still<'_, X> {
    #[inline(always)]
    fn at(&self, at: &[usize]) -> Number<B, GUARDED> {
        constant(self.0.at(at))
    }

    #[inline(always)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A number moved in a direction.
#[inline(always)]
pub fn number<B: Real, const GUARDED: bool>(number: B, direction: B) -> Number<B, GUARDED> {
    DualNumber::new(number, [direction])
}

/// A number that stays where it is.
#[inline(always)]
pub fn constant<B: Real, const GUARDED: bool>(number: B) -> Number<B, GUARDED> {
    DualNumber::constant_of(number)
}

/// A derivative of this shape that is zero.
#[inline]
pub fn zeros<B: Real, X: Leaves<B> + ?Sized>(like: &X) -> X::With<B> {
    like.map_each(|_| B::constant(0.0))
}

/// Of what is added the derivatives in the direction, added to a place for them.
#[derive(Debug)]
pub struct Tangents<'a, G: ?Sized>(pub &'a mut G);

impl<B: Real, G: Adjoint<B> + ?Sized, const GUARDED: bool> Adjoint<Number<B, GUARDED>> for Tangents<'_, G> {
    const IS_NEEDED: bool = G::IS_NEEDED;

    #[inline(always)]
    fn add_at(&mut self, at: &[usize], value: Number<B, GUARDED>) {
        self.0.add_at(at, value.tangents[0]);
    }
}

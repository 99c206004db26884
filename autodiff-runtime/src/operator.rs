//! Operators on types of users. `a * b` may mean one thing for a vector and a number, and another one for two vectors:
//! which, rustc finds by these traits, as it does for those of `std`.

use crate::{Differentiable, Workspace};

/// The operations, as names for rules.
pub mod operations {
    /// `a + b`
    pub struct Add;
    /// `a - b`
    pub struct Sub;
    /// `a * b`
    pub struct Mul;
    /// `a / b`
    pub struct Div;
    /// `a % b`
    pub struct Rem;
    /// `-a`
    pub struct Neg;
    /// `a += b`
    pub struct AddAssign;
    /// `a -= b`
    pub struct SubAssign;
    /// `a *= b`
    pub struct MulAssign;
    /// `a /= b`
    pub struct DivAssign;
    /// `a %= b`
    pub struct RemAssign;
}

/// The two halves of an operator with two sides, whose left side is of this type. References make no difference.
#[diagnostic::on_unimplemented(
    message = "this operator on `{Self}` has no derivative",
    note = "`#[differentiate]` on the `impl` of the operator gives it one",
    note = "another name of a number, as in `type Real = f64;`, is seen in a module with the attribute only: write \
            `#[differentiate(alias(Real = f64))]` elsewhere"
)]
pub trait BinaryRule<Operation, Rhs: Differentiable>: Differentiable {
    /// What it gives.
    type Output: Differentiable;

    /// The user's operator.
    fn value(left: &Self, right: &Rhs) -> Self::Output;

    /// The same, which leaves on the tape what `reverse` takes from it.
    fn forward(left: &Self, right: &Rhs, workspace: &mut Workspace) -> Self::Output;

    /// Adds to the derivatives of both sides what the result's gives.
    fn reverse(
        left: &Self,
        right: &Rhs,
        cotangent: &<Self::Output as Differentiable>::Tangent,
        left_derivative: &mut Self::Tangent,
        right_derivative: &mut Rhs::Tangent,
        workspace: &mut Workspace,
    );
}

/// The two halves of an operator that writes to its left side, which is of this type.
#[diagnostic::on_unimplemented(
    message = "this operator on `{Self}` has no derivative",
    note = "`#[differentiate]` on the `impl` of the operator gives it one",
    note = "another name of a number, as in `type Real = f64;`, is seen in a module with the attribute only: write \
            `#[differentiate(alias(Real = f64))]` elsewhere"
)]
pub trait AssignRule<Operation, Rhs: Differentiable>: Differentiable {
    /// The user's operator.
    fn value(place: &mut Self, right: &Rhs);

    /// The same, which leaves on the tape what `reverse` takes from it.
    fn forward(place: &mut Self, right: &Rhs, workspace: &mut Workspace);

    /// Makes of the derivative of what is left in the place that of what was there before, and adds to that of the right side.
    fn reverse(
        right: &Rhs,
        place_derivative: &mut Self::Tangent,
        right_derivative: &mut Rhs::Tangent,
        workspace: &mut Workspace,
    );
}

/// [`AssignRule::reverse`] for a place of the type that `like` gives, which is not called.
#[inline]
pub fn reverse_update<Operation, T: AssignRule<Operation, Rhs>, Rhs: Differentiable>(
    _like: impl FnOnce() -> T,
    right: &Rhs,
    place_derivative: &mut T::Tangent,
    right_derivative: &mut Rhs::Tangent,
    workspace: &mut Workspace,
) {
    T::reverse(right, place_derivative, right_derivative, workspace);
}

/// The two halves of an operator with one side, of this type.
#[diagnostic::on_unimplemented(
    message = "this operator on `{Self}` has no derivative",
    note = "`#[differentiate]` on the `impl` of the operator gives it one",
    note = "another name of a number, as in `type Real = f64;`, is seen in a module with the attribute only: write \
            `#[differentiate(alias(Real = f64))]` elsewhere"
)]
pub trait UnaryRule<Operation>: Differentiable {
    /// What it gives.
    type Output: Differentiable;

    /// The user's operator.
    fn value(of: &Self) -> Self::Output;

    /// The same, which leaves on the tape what `reverse` takes from it.
    fn forward(of: &Self, workspace: &mut Workspace) -> Self::Output;

    /// Adds to the derivative of the operand what the result's gives.
    fn reverse(
        of: &Self,
        cotangent: &<Self::Output as Differentiable>::Tangent,
        derivative: &mut Self::Tangent,
        workspace: &mut Workspace,
    );
}

//! Closures that capture, as functions that are given to functions.
//!
//! A closure of `t` that captures `k` is made of a differentiated function of `t` and `k`. What takes it knows `t` alone: so the
//! value of `k` is kept here, and the place where its derivative is accumulated.

use core::cell::RefCell;

use super::{Argument, Arguments, DifferentiableFn};
use crate::Workspace;

/// A function of more arguments than it is called with: the last ones are there.
#[allow(missing_debug_implementations)]
pub struct Closure<'a, F, C: Arguments> {
    function: &'a F,
    captured: C,
    /// Where the derivatives of what is captured go; in a reverse half only.
    derivatives: Option<RefCell<C::Derivatives<'a>>>,
}

/// A closure of which only values are asked.
#[inline]
pub fn closure<F, C: Arguments>(function: &F, captured: C) -> Closure<'_, F, C> {
    Closure {
        function,
        captured,
        derivatives: None,
    }
}

/// A closure that adds to the derivatives of what it captures.
#[inline]
pub fn closure_into<'a, F, C: Arguments>(
    function: &'a F,
    captured: C,
    derivatives: C::Derivatives<'a>,
) -> Closure<'a, F, C> {
    Closure {
        function,
        captured,
        derivatives: Some(RefCell::new(derivatives)),
    }
}

impl<A, C, F> DifferentiableFn<A> for Closure<'_, F, C>
where
    C: Arguments + Copy,
    A: Before<C>,
    F: DifferentiableFn<A::All>,
{
    type Output = F::Output;

    #[inline]
    fn value(&self, arguments: A) -> F::Output {
        self.function.value(arguments.and(self.captured))
    }

    #[inline]
    fn forward(&self, arguments: A, workspace: &mut Workspace) -> F::Output {
        self.function.forward(arguments.and(self.captured), workspace)
    }

    #[inline]
    fn reverse(&self, arguments: A, cotangent: &F::Output, derivatives: A::Derivatives<'_>, workspace: &mut Workspace) {
        let captured = self.derivatives.as_ref().expect("a reverse half is given places");
        let mut captured = captured.borrow_mut();
        A::with_places(derivatives, &mut captured, |places| {
            self.function
                .reverse(arguments.and(self.captured), cotangent, places, workspace);
        });
    }
}

/// Arguments that stand before others.
pub trait Before<C: Arguments>: Arguments {
    /// Both as one tuple.
    type All: Arguments;

    /// Puts them together.
    fn and(self, captured: C) -> Self::All;

    /// Gives the places for their derivatives together.
    fn with_places(
        own: Self::Derivatives<'_>,
        captured: &mut C::Derivatives<'_>,
        to: impl FnOnce(<Self::All as Arguments>::Derivatives<'_>),
    );
}

macro_rules! before {
    (captured $captured:tt: $($own:tt)*) => {
        $(before! { own $own and $captured })*
    };
    (own ($($own:ident)*) and ($($captured:ident)*)) => {
        impl<$($own: Argument,)* $($captured: Argument),*> Before<($($captured,)*)> for ($($own,)*) {
            type All = ($($own,)* $($captured,)*);

            #[inline]
            #[allow(non_snake_case, reason = "the names of the types")]
            fn and(self, captured: ($($captured,)*)) -> Self::All {
                let (($($own,)*), ($($captured,)*)) = (self, captured);
                ($($own,)* $($captured,)*)
            }

            #[inline]
            #[allow(non_snake_case, reason = "the names of the types")]
            fn with_places(
                own: Self::Derivatives<'_>,
                captured: &mut <($($captured,)*) as Arguments>::Derivatives<'_>,
                to: impl FnOnce(<Self::All as Arguments>::Derivatives<'_>),
            ) {
                let (($($own,)*), ($($captured,)*)) = (own, captured);
                to(($(&mut *$own,)* $(&mut **$captured,)*));
            }
        }
    };
    ($($captured:tt)*) => {$(
        before! { captured $captured: (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }
    )*};
}

before! { (G) (G H) (G H I) (G H I J) (G H I J K) (G H I J K L) }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::function::{with_derivative, Behind};

    #[test]
    fn derivatives_go_to_what_is_captured() {
        let product = with_derivative(|x: f64, k: f64| x * k, |x, k| [k, x]);
        let mut workspace = Workspace::new();
        assert_eq!(closure(&product, (3.0,)).value((2.0,)), 6.0);
        let (mut dx, mut dk) = (0.0, 0.0);
        {
            let mut place = Behind(&mut dk);
            let line = closure_into(&product, (3.0,), (&mut place,));
            line.reverse((2.0,), &1.0, (&mut Behind(&mut dx),), &mut workspace);
            line.reverse((5.0,), &1.0, (&mut Behind(&mut dx),), &mut workspace);
        }
        assert_eq!((dx, dk), (6.0, 7.0));
    }
}

//! Taylor coefficients along a direction.

use super::arguments::{concatenated, Lifting};
use super::{Lifted, Numbers};
use crate::scalars::{Leaves, Taylor};
use crate::{Real, Untaped};

/// The value of *f*(*x* + *tv*) at *t* = 0, and the coefficients of its Taylor series in *t*: the *k*-th, from 1 to `N`, is the
/// *k*-th derivative in the direction *v* over *k*!. In one pass over [`Taylor`] numbers.
///
/// ```ignore
/// #[differentiate]
/// fn f(x: f64, y: f64) -> f64 { (x * y).exp() }
///
/// // The sixth derivative in x is y⁶·exp(xy).
/// let (value, terms) = modes::taylor::<f, _, _, 6>((0.5, 2.0), &[&1.0, &0.0]);
/// ```
///
/// # Panics
/// Where the function does, and if the direction has not as many numbers as the arguments.
pub fn taylor<F: Lifted<P>, P, S: Real, const N: usize>(
    arguments: F::Arguments<'_, S>,
    direction: &[&dyn Numbers<S>],
) -> (F::Value<S>, [F::Value<S>; N])
where
    F::Value<Taylor<S, N>>: Leaves<Taylor<S, N>, With<S> = F::Value<S>>,
{
    let numbers = concatenated(direction);
    let mut moving = Moving(numbers.iter());
    let over = F::lift(arguments, &mut moving);
    assert!(moving.0.next().is_none(), "a direction has the length of its argument");
    let value = F::forward(&over, &mut Untaped::new());
    let terms = core::array::from_fn(|k| value.map(&mut |number| number.terms[k]));
    (value.map(&mut |number| number.value), terms)
}

/// Moves each number along a direction.
struct Moving<'a, B>(core::slice::Iter<'a, B>);

impl<B: Real, const N: usize> Lifting<B, Taylor<B, N>> for Moving<'_, B> {
    fn active<X: Leaves<B> + ?Sized>(&mut self, argument: &X) -> X::With<Taylor<B, N>> {
        argument.map(&mut |&number| {
            let speed = self.0.next().expect("a direction has the length of its argument");
            Taylor::variable(number, *speed)
        })
    }
}

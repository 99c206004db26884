//! Values and gradients of many samples, added up on all cores.

use crate::tangent::Tangent;
use crate::Workspace;

/// What other threads may look at. It asks the question for one lifetime only, so that rustc answers it where a batch is asked for,
/// and not where a function is defined.
#[doc(hidden)]
pub trait Shared<'asked>: Send + Sync {}

impl<T: Send + Sync + ?Sized> Shared<'_> for T {}

/// Into how many parts samples are divided at least, if there are as many: what each core adds up by itself. It must not depend
/// on the number of cores, on which sums would then depend.
const PARTS: usize = 256;

/// How many samples there are, of arguments that each have one for each sample.
///
/// # Panics
/// If they differ in that, or if there are none.
#[doc(hidden)]
#[track_caller]
pub fn samples(lengths: &[(&str, usize)]) -> usize {
    let (first, count) = lengths[0];
    for &(name, other) in lengths {
        assert!(
            count == other,
            "`{first}` has {count} samples, but `{name}` has {other}"
        );
    }
    assert!(count > 0, "`{first}` has no samples");
    count
}

/// The sum of the values and of the gradients of so many samples: `sample` writes the gradient of the one with this number, and
/// gives its value. With the feature `rayon` on all cores.
///
/// The samples are divided into halves until the parts are small, and each part is added up by itself, in an order which depends
/// on nothing but their number: the sum has the same bits on one core and on a hundred.
///
/// `f::batch_value_and_grad` is this, for functions with parameters that take no derivative, each a slice there.
///
/// ```
/// use autodiff_runtime::batch;
///
/// // Σ k·x and its derivative, for k below 1000.
/// let x = 0.5;
/// let (value, dx) = batch::value_and_grad(1000, || 0.0, |k, _, dx: &mut f64| {
///     *dx = k as f64;
///     k as f64 * x
/// });
/// assert_eq!((value, dx), (249_750.0, 499_500.0));
/// ```
///
/// # Panics
/// If there are no samples, and where `sample` does.
#[track_caller]
pub fn value_and_grad<V, G>(
    samples: usize,
    zero: impl Fn() -> G + Sync,
    sample: impl Fn(usize, &mut Workspace, &mut G) -> V + Sync,
) -> (V, G)
where
    V: Tangent + Send,
    G: Tangent + Send,
{
    assert!(samples > 0, "there are no samples");
    sum((0, samples), samples.div_ceil(PARTS), &zero, &sample)
}

fn sum<V, G>(
    (from, to): (usize, usize),
    part: usize,
    zero: &(impl Fn() -> G + Sync),
    sample: &(impl Fn(usize, &mut Workspace, &mut G) -> V + Sync),
) -> (V, G)
where
    V: Tangent + Send,
    G: Tangent + Send,
{
    if to - from > part {
        let middle = from + (to - from) / 2;
        let (mut left, right) = both(
            || sum((from, middle), part, zero, sample),
            || sum((middle, to), part, zero, sample),
        );
        left.0.add_scaled(&right.0, 1.0);
        left.1.add_scaled(&right.1, 1.0);
        return left;
    }
    let (mut workspace, mut gradient, mut next) = (Workspace::new(), zero(), zero());
    let mut value = sample(from, &mut workspace, &mut gradient);
    for k in from + 1..to {
        value.add_scaled(&sample(k, &mut workspace, &mut next), 1.0);
        gradient.add_scaled(&next, 1.0);
    }
    (value, gradient)
}

/// The results of both, which may run at the same time.
#[cfg(feature = "rayon")]
fn both<R: Send>(a: impl FnOnce() -> R + Send, b: impl FnOnce() -> R + Send) -> (R, R) {
    rayon::join(a, b)
}

#[cfg(not(feature = "rayon"))]
fn both<R>(a: impl FnOnce() -> R, b: impl FnOnce() -> R) -> (R, R) {
    (a(), b())
}

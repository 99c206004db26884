//! The loss along lines and on planes.

use super::{moved, spaced};
use crate::optimizers::paths::{self, Named};
use crate::random::SplitMix64;
use crate::tangent::{Differentiable, Tangent};
use crate::training::Snapshot;
use std::vec::Vec;

/// Values along a line through a point.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// Where: the factors of the direction.
    pub at: Vec<f64>,
    /// The values there.
    pub values: Vec<f64>,
}

impl Line {
    /// *f*(*x* + *tu*) for `count` factors *t* from −`reach` to `reach`.
    ///
    /// # Panics
    /// If the direction has not the shape of the point.
    #[track_caller]
    pub fn along<P: Differentiable + Clone>(
        x: &P,
        direction: &P::Tangent,
        reach: f64,
        count: usize,
        mut f: impl FnMut(&P) -> f64,
    ) -> Self {
        let at = spaced(-reach, reach, count);
        let values = at.iter().map(|&t| f(&moved(x, &[(t, direction)]))).collect();
        Self { at, values }
    }
}

/// Values on a plane through a point.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plane {
    /// The factors of the first direction.
    pub across: Vec<f64>,
    /// The factors of the second direction.
    pub up: Vec<f64>,
    /// The values: one row for each factor of the second direction.
    pub values: Vec<Vec<f64>>,
}

impl Plane {
    /// *f*(*x* + *au* + *bv*) on a grid of `count` × `count` points, with *a* in [−`reach.0`, `reach.0`], *b* in
    /// [−`reach.1`, `reach.1`].
    ///
    /// # Panics
    /// If a direction has not the shape of the point.
    #[track_caller]
    pub fn through<P: Differentiable + Clone>(
        x: &P,
        (u, v): (&P::Tangent, &P::Tangent),
        reach: (f64, f64),
        count: usize,
        mut f: impl FnMut(&P) -> f64,
    ) -> Self {
        let (across, up) = (spaced(-reach.0, reach.0, count), spaced(-reach.1, reach.1, count));
        let mut row = |b: f64| across.iter().map(|&a| f(&moved(x, &[(a, u), (b, v)]))).collect();
        let values = up.iter().map(|&b| row(b)).collect();
        Self { across, up, values }
    }

    /// Where a point lies in the plane through `x` along *u* and *v*: the factors of its orthogonal projection, by least squares. It
    /// is where the path of an optimizer is drawn.
    ///
    /// # Panics
    /// If the shapes differ.
    #[track_caller]
    pub fn project<P: Differentiable + Clone>(x: &P, (u, v): (&P::Tangent, &P::Tangent), point: &P) -> (f64, f64) {
        let flat = |p: &P| Snapshot::of(&mut p.clone()).to_flat();
        let (x, point, u, v) = (flat(x), flat(point), u.to_flat(), v.to_flat());
        assert!(
            x.len() == point.len() && x.len() == u.len() && x.len() == v.len(),
            "Plane: points and directions differ in shape"
        );
        let away: Vec<f64> = point.iter().zip(&x).map(|(a, b)| a - b).collect();
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let (uu, uv, vv) = (dot(&u, &u), dot(&u, &v), dot(&v, &v));
        let (au, av) = (dot(&away, &u), dot(&away, &v));
        let determinant = uu * vv - uv * uv;
        ((au * vv - av * uv) / determinant, (av * uu - au * uv) / determinant)
    }
}

/// A random direction in which each tensor is as long as the tensor of the parameters, so that a unit along it means the same for
/// large and for small weights (Li, Xu, Taylor, Studer and Goldstein 2018, with tensors as filters). Tensors that are zero stay.
pub fn random_direction<P: Differentiable + Clone>(x: &P, seed: u64) -> P::Tangent {
    let drawn = Drawn {
        random: SplitMix64::new(seed),
        flat: Vec::new(),
    };
    let flat = paths::show(&mut x.clone(), drawn).flat;
    let mut direction = x.zero_tangent();
    direction.copy_from_flat(&flat);
    direction
}

struct Drawn {
    random: SplitMix64,
    flat: Vec<f64>,
}

impl Drawn {
    fn draw(&mut self, norm: f64, count: usize) {
        let start = self.flat.len();
        self.flat.extend((0..count).map(|_| self.random.normal()));
        let drawn = &mut self.flat[start..];
        let length = drawn.iter().map(|x| x * x).sum::<f64>().sqrt();
        drawn.iter_mut().for_each(|x| *x *= norm / length);
    }
}

impl Named for Drawn {
    fn f64s(&mut self, _path: &str, values: &mut [f64]) {
        self.draw(values.iter().map(|x| x * x).sum::<f64>().sqrt(), values.len());
    }

    fn f32s(&mut self, _path: &str, values: &mut [f32]) {
        let squares = values.iter().map(|&x| f64::from(x) * f64::from(x));
        self.draw(squares.sum::<f64>().sqrt(), values.len());
    }
}

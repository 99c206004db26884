//! The modes of generic structs: of functions that take instances of them, and of their own methods.

#![allow(clippy::needless_range_loop, reason = "lengths of types are what is tested")]

use differentiate::{differentiate, Differentiable};

#[differentiate]
mod network {
    use differentiate::Differentiable;
    use num_traits::Float;
    use std::ops::{Add, Mul};

    #[derive(Clone, Debug, PartialEq, Differentiable)]
    pub struct Layer<const I: usize, const O: usize> {
        pub weights: [[f64; I]; O],
        pub bias: [f64; O],
    }

    impl<const I: usize, const O: usize> Layer<I, O> {
        pub fn forward(&self, x: &[f64; I]) -> [f64; O] {
            let mut y = self.bias;
            for o in 0..O {
                for i in 0..I {
                    y[o] += self.weights[o][i] * x[i];
                }
                y[o] = y[o].tanh();
            }
            y
        }

        pub fn energy(&self, x: &[f64; I]) -> f64 {
            let y = self.forward(x);
            y.iter().map(|v| v * v).sum()
        }

        pub fn size(&self) -> f64 {
            (I * O) as f64
        }
    }

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct Vec2<T> {
        pub x: T,
        pub y: T,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    pub struct Point<const N: usize> {
        pub at: [f64; N],
    }

    impl<const N: usize> Add for Point<N> {
        type Output = Point<N>;

        fn add(self, other: Point<N>) -> Point<N> {
            let mut at: [f64; N] = self.at;
            for k in 0..N {
                at[k] += other.at[k];
            }
            Point { at }
        }
    }

    impl<const N: usize> Mul<f64> for Point<N> {
        type Output = Point<N>;

        fn mul(self, k: f64) -> Point<N> {
            let mut at: [f64; N] = self.at;
            for v in at.iter_mut() {
                *v *= k;
            }
            Point { at }
        }
    }

    impl<const N: usize> Point<N> {
        pub fn distance(self, other: Point<N>) -> f64 {
            let moved = self + other * -1.0;
            moved.at.iter().map(|v| v * v).sum::<f64>().sqrt()
        }
    }

    impl<T: Float> Vec2<T> {
        pub fn new(x: T, y: T) -> Vec2<T> {
            Vec2 { x, y }
        }

        pub fn dot(self, other: Vec2<T>) -> T {
            self.x * other.x + self.y * other.y
        }

        pub fn norm_cubed(&self) -> T {
            let square = self.x * self.x + self.y * self.y;
            square * square.sqrt()
        }
    }

    pub fn loss(first: &Layer<3, 2>, second: &Layer<2, 1>, x: &[f64; 3]) -> f64 {
        let y = second.forward(&first.forward(x));
        y[0] * y[0] + first.energy(x) / first.size()
    }

    pub fn swept(a: Vec2<f64>, b: Vec2<f64>, t: f64) -> f64 {
        let c = Vec2::<f64>::new(a.x + b.x * t, b.y);
        c.dot(b) * t + c.norm_cubed()
    }

    pub fn way(a: Point<2>, b: Point<2>, t: f64) -> f64 {
        let c = a + b * t;
        let d = c * t;
        d.distance(b) + d.at[0]
    }
}

use network::{loss, swept, way, Layer, Point, Vec2};

// The same models of numbers, written without a type.

#[differentiate]
fn loss_of_numbers(w: &[[f64; 3]; 2], b: &[f64; 2], v: &[[f64; 2]; 1], c: &[f64; 1], x: &[f64; 3]) -> f64 {
    let (mut hidden, mut energy) = ([0.0; 2], 0.0);
    for o in 0..2 {
        let mut sum = b[o];
        for i in 0..3 {
            sum += w[o][i] * x[i];
        }
        hidden[o] = sum.tanh();
        energy += hidden[o] * hidden[o];
    }
    let y = (c[0] + v[0][0] * hidden[0] + v[0][1] * hidden[1]).tanh();
    y * y + energy / 6.0
}

#[differentiate]
fn swept_of_numbers(a: [f64; 2], b: [f64; 2], t: f64) -> f64 {
    let c = [a[0] + b[0] * t, b[1]];
    let square = c[0] * c[0] + c[1] * c[1];
    (c[0] * b[0] + c[1] * b[1]) * t + square * square.sqrt()
}

#[differentiate]
fn way_of_numbers(a: [f64; 2], b: [f64; 2], t: f64) -> f64 {
    let d = [(a[0] + b[0] * t) * t, (a[1] + b[1] * t) * t];
    ((d[0] - b[0]) * (d[0] - b[0]) + (d[1] - b[1]) * (d[1] - b[1])).sqrt() + d[0]
}

fn assert_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-13, "{found} is not {expected}");
    }
}

fn layers() -> (Layer<3, 2>, Layer<2, 1>, [f64; 3]) {
    let first = Layer {
        weights: [[0.1, 0.2, 0.3], [-0.3, 0.5, 0.2]],
        bias: [0.1, -0.2],
    };
    let second = Layer {
        weights: [[0.7, -0.4]],
        bias: [0.3],
    };
    (first, second, [1.0, -0.5, 0.25])
}

#[test]
fn functions_of_instances_have_all_derivatives() {
    let (first, second, x) = layers();
    let (w, b, v, c) = (first.weights, first.bias, second.weights, second.bias);
    let found = loss::hessian_sparse(&first, &second, &x).to_dense().into_vec();
    assert_near(
        &found,
        &loss_of_numbers::hessian_sparse(&w, &b, &v, &c, &x)
            .to_dense()
            .into_vec(),
    );
    let along = (first.zero_tangent(), second.zero_tangent(), [1.0, 2.0, -1.0]);
    let expected = loss_of_numbers::jvp(
        &w,
        &b,
        &v,
        &c,
        &x,
        &[[0.0; 3]; 2],
        &[0.0; 2],
        &[[0.0; 2]; 1],
        &[0.0],
        &along.2,
    );
    let found = loss::jvp(&first, &second, &x, &along.0, &along.1, &along.2);
    assert_near(&[found.0, found.1], &[expected.0, expected.1]);

    let (a, b, t) = ([1.0, 2.0], [0.5, 0.1], 0.3);
    let of = |[x, y]: [f64; 2]| Vec2 { x, y };
    let found = swept::hessian_sparse(of(a), of(b), t).to_dense().into_vec();
    assert_near(&found, &swept_of_numbers::hessian_sparse(a, b, t).to_dense().into_vec());
    let found = way::hessian_sparse(Point { at: a }, Point { at: b }, t)
        .to_dense()
        .into_vec();
    assert_near(&found, &way_of_numbers::hessian_sparse(a, b, t).to_dense().into_vec());
}

/// |x|³ has the Hessian 3 |x| (1 + x xᵀ / |x|²).
#[test]
fn methods_of_generic_types_have_all_derivatives() {
    let (v, norm) = (Vec2 { x: 1.0, y: 2.0 }, 5.0_f64.sqrt());
    let [xx, xy, yy] = [6.0 / 5.0, 2.0 / 5.0, 9.0 / 5.0].map(|k| 3.0 * norm * k);
    let rows = v.norm_cubed_hessian();
    assert_near(&[rows[0].x, rows[0].y, rows[1].x, rows[1].y], &[xx, xy, xy, yy]);
    let along = v.norm_cubed_hvp(&network::Vec2Tangent { x: 1.0, y: -1.0 });
    assert_near(&[along.x, along.y], &[xx - xy, xy - yy]);

    let (layer, _, x) = layers();
    let dense = layer.energy_hessian_sparse(&x).to_dense();
    let of_loss = loss::hessian_sparse(
        &layer,
        &Layer {
            weights: [[0.0; 2]],
            bias: [0.0],
        },
        &x,
    )
    .to_dense();
    // The other part of the loss is the square of a layer that gives zero.
    for (found, expected) in dense.iter().take(8).zip(&of_loss) {
        let expected: Vec<f64> = expected[..8].iter().chain(&expected[11..]).map(|h| 6.0 * h).collect();
        assert_near(found, &expected);
    }
    let (distance, along) = Point { at: [3.0, 4.0] }.distance_jvp(
        Point { at: [0.0; 2] },
        network::PointTangent { at: [1.0, 0.0] },
        Default::default(),
    );
    assert_near(&[distance, along], &[5.0, 0.6]);
}

/// A struct with more numbers in it than a tuple has traits for.
#[derive(Clone, Debug, Default, Differentiable)]
struct Many {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
    g: f64,
    h: f64,
    i: f64,
    j: f64,
    k: f64,
    l: f64,
    m: f64,
}

#[differentiate]
fn of_many(p: &Many) -> f64 {
    p.a * p.b + p.c * p.d + p.e * p.f + p.g * p.h + p.i * p.j + p.k * p.l * p.m
}

#[test]
fn structs_of_many_numbers() {
    let one = Many {
        l: 2.0,
        m: 3.0,
        ..Many::default()
    };
    let dense = of_many::hessian_sparse(&one).to_dense();
    for (i, row) in dense.iter().enumerate() {
        for (j, &entry) in row.iter().enumerate() {
            let expected = match (i.min(j), i.max(j)) {
                (10, 11) => 3.0,
                (10, 12) => 2.0,
                (i, j) if j == i + 1 && i % 2 == 0 && j < 10 => 1.0,
                _ => 0.0,
            };
            assert_eq!(entry, expected, "{i}, {j}");
        }
    }
    let along = ManyTangent {
        k: 1.0,
        ..ManyTangent::default()
    };
    let product = of_many::hvp(&one, &along);
    assert_eq!((product.l, product.m, product.k), (3.0, 2.0, 0.0));
}

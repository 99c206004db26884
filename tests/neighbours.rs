//! Functions with attributes of their own that use what stands beside them in the file: what another one gives, tables, other names
//! of types, fields. A macro does not see these; it reads the file where it has to.

#![allow(clippy::op_ref, reason = "operators by reference are what is tested")]

use differentiate::{differentiate, Differentiable};
use std::ops::{Add, Mul, Neg, SubAssign};

type Point = [f64; 3];
type Vector<T> = [T; 3];
type Rows<T> = [Vector<T>; 2];

const STEPS: usize = 3;
const FEW: usize = 2;

#[differentiate]
fn rotated(p: Point, angle: f64) -> Point {
    let (s, c) = angle.sin_cos();
    [c * p[0] - s * p[1], s * p[0] + c * p[1], p[2]]
}

#[differentiate]
fn bounds(x: f64) -> (f64, f64) {
    (x - x.sin(), x + 1.0)
}

#[differentiate]
fn element_of_a_result(x: f64) -> f64 {
    let p = rotated([x, 1.0, 2.0], x);
    p[0] * p[1] + rotated(p, 0.5)[0]
}

#[differentiate]
fn result_passed_on(x: f64) -> f64 {
    norm(rotated(rotated([x, 1.0, x], 0.3), x))
}

#[differentiate]
fn norm(p: Point) -> f64 {
    p.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[differentiate]
fn mapped_result(x: f64) -> f64 {
    let mut twice = rotated([x, x, 1.0], x).map(|v| 2.0 * v);
    twice[0] += 1.0;
    twice.iter().product()
}

#[differentiate]
fn part_of_a_pair(x: f64) -> f64 {
    let both = if x > 0.0 { bounds(x) } else { bounds(-x) };
    both.0 * bounds(x).1
}

#[derive(Clone, Debug, Differentiable)]
struct Layer<const I: usize, const O: usize> {
    weights: [[f64; I]; O],
}

#[differentiate]
impl<const I: usize, const O: usize> Layer<I, O> {
    fn forward(&self, x: &[f64; I]) -> [f64; O] {
        std::array::from_fn(|o| (0..I).map(|i| self.weights[o][i] * x[i]).sum())
    }
}

#[differentiate]
fn lengths_of_a_result(first: &Layer<2, 3>, second: &Layer<3, 1>, x: f64) -> f64 {
    let hidden = first.forward(&[x, 1.0]).map(|v| v.tanh());
    second.forward(&hidden)[0]
}

const SCALE: f64 = -1.5;

/// Nothing uses what is made of the constant, so nothing here says that it is a float.
#[differentiate]
fn constant_of_no_use(x: f64) -> f64 {
    let _scale = SCALE.abs();
    x * x
}

#[differentiate]
fn power(x: f64, n: usize) -> f64 {
    x.powi(n as i32)
}

#[differentiate]
fn constant_that_is_chosen(x: f64) -> f64 {
    let n = if x > 0.5 { FEW } else { STEPS };
    power(x, n)
}

#[differentiate]
mod tables {
    const KNOTS: &[(f64, f64)] = &[(0.5, 1.0), (1.5, -2.0)];

    pub fn interpolated(x: f64, knots: &[(f64, f64)]) -> f64 {
        knots.iter().map(|(at, value)| value * (x - at).exp()).sum()
    }

    pub fn table_passed_on(x: f64) -> f64 {
        interpolated(x, KNOTS)
    }
}

#[differentiate]
fn dot<T: Copy + Add<T, Output = T> + Mul<T, Output = T>>(a: Vector<T>, b: Vector<T>) -> T {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[differentiate]
fn alias_with_parameters<T: Copy + Add<T, Output = T> + Mul<T, Output = T>>(rows: Rows<T>, x: T) -> T {
    dot(rows[0], [x, x * x, x]) * dot(rows[1], [x, x, x])
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Color {
    red: f32,
    green: f32,
}

#[differentiate]
impl Color {
    fn clamped(&self) -> Self {
        Self {
            red: self.red.clamp(0.0, 1.0),
            green: if self.green.is_nan() { 0.0 } else { self.green * 0.1 },
        }
    }

    fn brightness_of_single_fields(&self) -> f32 {
        let color = self.clamped();
        color.red * 0.3 + color.green
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair(f64, f64);

#[differentiate]
impl Add for Pair {
    type Output = Pair;
    fn add(self, other: Pair) -> Pair {
        Pair(self.0 + other.0, self.1 + other.1)
    }
}

#[differentiate]
impl<'a> Add<&'a Pair> for &'a Pair {
    type Output = Pair;
    fn add(self, other: &Pair) -> Pair {
        Pair(self.0 + other.0, self.1 + other.1)
    }
}

#[differentiate]
impl Mul<Pair> for f64 {
    type Output = Pair;
    fn mul(self, pair: Pair) -> Pair {
        Pair(self * pair.0, self * pair.1)
    }
}

#[differentiate]
impl Mul<&Pair> for f64 {
    type Output = Pair;
    fn mul(self, pair: &Pair) -> Pair {
        self * *pair
    }
}

#[differentiate]
impl Neg for Pair {
    type Output = Pair;
    fn neg(self) -> Pair {
        Pair(-self.0, -self.1)
    }
}

#[differentiate]
impl Neg for &Pair {
    type Output = Pair;
    fn neg(self) -> Pair {
        Pair(-self.0, -self.1)
    }
}

#[differentiate]
impl SubAssign for Pair {
    fn sub_assign(&mut self, other: Pair) {
        self.0 -= other.0;
        self.1 -= other.1;
    }
}

#[differentiate]
impl SubAssign<&Self> for Pair {
    fn sub_assign(&mut self, other: &Pair) {
        *self -= *other;
    }
}

#[differentiate]
fn both_forms_of_operators(x: f64) -> f64 {
    let (a, b) = (Pair(x, x * x), Pair(x.sin(), 2.0));
    let mut c = &a + &b;
    c -= a + 0.5 * b;
    c -= &-(x * &a);
    c.0 * (-c).1
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Turn {
    cos: f64,
    sin: f64,
}

#[differentiate]
impl Mul<[f64; 2]> for Turn {
    type Output = [f64; 2];
    fn mul(self, p: [f64; 2]) -> [f64; 2] {
        [self.cos * p[0] - self.sin * p[1], self.sin * p[0] + self.cos * p[1]]
    }
}

#[differentiate]
fn operator_with_an_array(x: f64) -> f64 {
    let turn = Turn {
        cos: x.cos(),
        sin: x.sin(),
    };
    let moved = turn * [x, 1.0];
    moved[0] * moved[1]
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Level {
    price: f64,
    amount: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Book {
    levels: Vec<Level>,
}

#[differentiate]
impl Book {
    fn spread(&self) -> Option<f64> {
        Some(self.levels.last()?.price - self.levels.first()?.price * self.levels.first()?.amount)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Matrix<const R: usize, const C: usize> {
    rows: [[f64; C]; R],
}

#[differentiate]
impl<const R: usize, const C: usize> Matrix<R, C> {
    fn zeros() -> Self {
        Matrix { rows: [[0.0; C]; R] }
    }

    fn transposed(&self) -> Matrix<C, R> {
        let mut made = Matrix::<C, R>::zeros();
        for i in 0..R {
            for j in 0..C {
                made.rows[j][i] = self.rows[i][j];
            }
        }
        made
    }

    fn times<const K: usize>(&self, other: &Matrix<C, K>) -> Matrix<R, K> {
        let mut made = Matrix::<R, K>::zeros();
        for i in 0..R {
            for j in 0..K {
                for k in 0..C {
                    made.rows[i][j] += self.rows[i][k] * other.rows[k][j];
                }
            }
        }
        made
    }

    fn gram_norm(&self) -> f64 {
        let gram = self.transposed().times(self);
        gram.rows.iter().flatten().map(|v| v * v).sum()
    }
}

/// Its methods have the names of those of numbers and of vectors: what they are called on says which they are.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Complex {
    re: f64,
    im: f64,
}

#[differentiate]
impl Complex {
    fn abs(&self) -> f64 {
        self.re.hypot(self.im)
    }

    fn exp(self) -> Complex {
        let size = self.re.exp();
        Complex {
            re: size * self.im.cos(),
            im: size * self.im.sin(),
        }
    }

    fn min(&self) -> f64 {
        self.re.min(self.im)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Wave {
    amplitude: Complex,
    all: [Complex; 2],
}

#[differentiate]
impl Wave {
    fn strength(&self) -> f64 {
        self.amplitude.abs() * self.amplitude.exp().re + self.all[1].min()
    }
}

#[differentiate]
fn methods_of_fields_named_alike(x: f64) -> f64 {
    let wave = Wave {
        amplitude: Complex { re: x, im: x * x },
        all: [Complex { re: x, im: 0.5 }; 2],
    };
    let least: f64 = wave.all.iter().map(|one| one.min() * one.abs()).sum();
    wave.strength() * wave.amplitude.exp().min() + least
}

macro_rules! agrees {
    ($($function:ident)*) => {$(
        for x in [0.3, 0.7, -0.4] {
            let value = $function::value_and_grad(x).0;
            assert_eq!(value.to_bits(), $function(x).to_bits(), stringify!($function));
            $function::check(x).expect(stringify!($function));
        }
    )*};
}

const LEVELS: [(f64, f64); 4] = [(0.0, 1.0), (0.3, 2.5), (0.6, 3.0), (1.0, 7.0)];

#[differentiate]
fn window_of_pairs(x: f64) -> f64 {
    let ends = LEVELS.windows(2).find(|w| x >= w[0].0 && x <= w[1].0).unwrap();
    let ((x0, y0), (x1, y1)) = (ends[0], ends[1]);
    y0 + (x - x0) / (x1 - x0) * (y1 - y0)
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Axis {
    x: f64,
    y: f64,
}

#[differentiate]
impl Axis {
    fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    fn map(self, by: f64) -> Self {
        Axis {
            x: self.x * by,
            y: self.y * self.x,
        }
    }

    fn first(&self) -> f64 {
        self.x * self.y
    }
}

/// Methods that have the names of those of arrays, one of what another one gives.
#[differentiate]
fn methods_one_by_one(x: f64, y: f64) -> f64 {
    Axis { x, y }.map(y).first()
}

#[differentiate]
impl Mul<Axis> for f64 {
    type Output = Axis;
    fn mul(self, v: Axis) -> Axis {
        Axis {
            x: self * v.x,
            y: self * v.y,
        }
    }
}

#[differentiate]
impl Add for Axis {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Axis {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Twist {
    w: f64,
    v: Axis,
}

/// Both sides of its operators are fields, and fields are seen in the file alone.
#[differentiate]
impl Mul for Twist {
    type Output = Twist;
    fn mul(self, other: Twist) -> Twist {
        Twist {
            w: self.w * other.w - self.v.dot(other.v),
            v: self.w * other.v + other.w * self.v,
        }
    }
}

#[differentiate]
fn turned_twice(w: f64, x: f64) -> f64 {
    let turn = Twist {
        w,
        v: Axis { x, y: w * x },
    };
    let twice = turn * turn * turn;
    twice.w * twice.v.x + twice.v.y
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Band {
    low: Option<f64>,
    scale: [f64; 2],
}

#[differentiate]
impl Band {
    fn ends(&self, x: f64) -> [f64; 2] {
        [x * self.scale[0], x * x * self.scale[1]]
    }
}

#[differentiate]
fn band(x: f64, y: f64) -> Band {
    Band {
        low: (x > 0.2).then_some(y),
        scale: [x, y],
    }
}

const CORNERS: [[f64; 2]; 2] = [[1.0, 2.0], [3.0, 4.0]];

/// The type of what another function gives stands nowhere in it.
#[differentiate]
fn methods_of_a_result(x: f64, y: f64) -> f64 {
    let mut sum = y;
    sum += band(x, y).ends(y)[1];
    sum * band(x, y).low.map(|v| v * x).unwrap_or(x)
}

/// Nor does a module see what stands around it.
#[differentiate]
mod within {
    use super::*;

    pub fn around_a_module(x: f64, y: f64) -> f64 {
        let band = band(x, y);
        let table = CORNERS;
        band.low.map(|v| v * 2.0).unwrap_or(x) * band.scale.map(|v| v * y)[0] + table[1][0] * band.ends(y)[1]
    }
}

#[test]
fn what_stands_in_the_file_is_known() {
    use tables::table_passed_on;
    agrees!(element_of_a_result result_passed_on mapped_result part_of_a_pair constant_that_is_chosen table_passed_on);
    agrees!(both_forms_of_operators operator_with_an_array constant_of_no_use methods_of_fields_named_alike);
}

#[test]
fn second_derivatives_see_it_too() {
    let x = 0.7_f64;
    // d²/dx² (x - sin x)(x + 1)
    let exact = 2.0 * (1.0 - x.cos()) + x.sin() * (x + 1.0);
    assert!((part_of_a_pair::hessian(x) - exact).abs() < 1e-13);
    assert!((constant_that_is_chosen::hessian(0.4) - 2.4).abs() < 1e-14);
}

#[test]
fn other_names_of_types_are_seen() {
    let rows = [[1.0, 2.0, 3.0], [0.5, 1.5, 1.0]];
    // (4 x + 2 x²) · 3 x
    let (_, dx) = alias_with_parameters::grad(rows, 0.5_f64);
    assert!((dx - 16.5).abs() < 1e-13, "{dx}");
    assert_eq!(
        alias_with_parameters::grad(rows.map(|row| row.map(|v| v as f32)), 0.5_f32).1,
        16.5
    );
}

#[test]
fn fields_are_of_their_own_precision() {
    let color = Color { red: 0.25, green: 0.5 };
    let (value, gradient) = color.brightness_of_single_fields_value_and_grad();
    assert_eq!(value, color.brightness_of_single_fields());
    assert_eq!((gradient.red, gradient.green), (0.3, 0.1));
}

#[test]
fn structs_on_the_tape_are_what_their_fields_say() {
    let level = |price, amount| Level { price, amount };
    let book = Book {
        levels: vec![level(3.0, 2.0), level(5.0, 4.0)],
    };
    let (value, gradient) = book.spread_value_and_grad().expect("levels");
    assert_eq!(value, 5.0 - 3.0 * 2.0);
    let [first, last] = [0, 1].map(|k| (gradient.levels[k].price, gradient.levels[k].amount));
    assert_eq!((first, last), ((-2.0, -3.0), (1.0, 0.0)));
    assert!(Book { levels: vec![] }.spread_grad().is_none());
}

#[test]
fn types_with_lengths_are_those_of_their_calls() {
    let a = Matrix {
        rows: [[0.5, 1.0, -2.0], [0.25, 3.0, 1.5]],
    };
    let (value, gradient) = a.gram_norm_value_and_grad();
    assert_eq!(value.to_bits(), a.gram_norm().to_bits());
    for (i, j) in [(0, 0), (0, 2), (1, 1)] {
        let moved = |by: f64| {
            let mut moved = a;
            moved.rows[i][j] += by;
            moved.gram_norm()
        };
        let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        assert!((gradient.rows[i][j] - difference).abs() < 1e-6 * difference.abs().max(1.0));
    }
}

#[test]
fn lengths_are_those_of_the_type_that_a_method_is_called_on() {
    let first = Layer {
        weights: [[0.1, 0.2], [-0.3, 0.5], [0.7, -0.2]],
    };
    let second = Layer {
        weights: [[0.4, -0.6, 0.9]],
    };
    let report = lengths_of_a_result::check(&first, &second, 0.7).expect("it agrees");
    assert_eq!(report.checked(), 10);
}

#[test]
fn results_and_fields_are_what_their_declarations_say() {
    for x in [0.1, 0.7] {
        methods_of_a_result::check(x, 1.3).expect("it agrees");
        within::around_a_module::check(x, 1.3).expect("it agrees");
    }
}

#[test]
fn operators_on_fields_are_those_of_their_types() {
    turned_twice::check(0.8, 0.5).expect("it agrees");
    methods_one_by_one::check(0.8, 0.5).expect("it agrees");
    window_of_pairs::check(0.5).expect("it agrees");
}

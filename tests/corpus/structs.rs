//! Structs as parameters and values: fields, literals, patterns, copies.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vec3(pub f64, pub f64, pub f64);

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub enum Kind {
    Linear,
    Cubic,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Params {
    pub weights: Vec<f64>,
    pub bias: f64,
    pub inner: Point,
    pub count: usize,
    pub table: [[f64; 2]; 3],
    pub range: (f64, f64),
    pub active: bool,
    pub name: String,
    pub kind: Kind,
    #[constant]
    pub scale: f64,
    #[constant]
    pub offsets: [f64; 2],
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Pair<T> {
    pub first: T,
    pub second: T,
}

#[differentiate]
pub fn struct_by_value(p: Point) -> f64 {
    p.x * p.x * p.y
}

#[differentiate]
pub fn struct_by_reference(p: &Point, k: f64) -> f64 {
    k * p.x * p.y.sin()
}

#[differentiate]
pub fn nested_fields(p: &Params) -> f64 {
    p.inner.x * p.inner.y + p.bias * p.inner.x
}

#[differentiate]
pub fn vector_field(p: &Params) -> f64 {
    let mut sum = 0.0;
    for i in 0..p.weights.len() {
        sum += p.weights[i] * p.weights[i];
    }
    sum
}

#[differentiate]
pub fn loop_over_a_field(p: &Params, x: f64) -> f64 {
    let mut y = p.bias;
    for w in &p.weights {
        y += (w * x).sin();
    }
    y
}

#[differentiate]
pub fn iterator_over_a_field(p: &Params, x: f64) -> f64 {
    p.weights.iter().map(|w| (w * x).exp()).sum::<f64>() + p.bias
}

#[differentiate]
pub fn array_field(p: &Params) -> f64 {
    let mut y = 1.0;
    for k in 0..3 {
        y *= p.table[k][0] + p.table[k][1];
    }
    y
}

#[differentiate]
pub fn fields_that_are_no_floats(p: &Params) -> f64 {
    let mut y = p.bias;
    for _ in 0..p.count {
        y *= y + 1.0;
    }
    if p.active {
        y
    } else {
        -y
    }
}

#[differentiate]
pub fn constant_field(p: &Params) -> f64 {
    let mut y = p.bias * p.scale;
    for k in 0..2 {
        y += p.bias * p.bias * p.offsets[k];
    }
    y
}

#[differentiate]
pub fn product_of_fields_passed(p: &Point, q: &Point) -> f64 {
    half_of(p.x * q.y) + half_of(q.x)
}

#[differentiate]
pub fn half_of(x: f64) -> f64 {
    0.5 * x
}

#[differentiate]
pub fn tuple_field(p: &Params) -> f64 {
    let (low, high) = p.range;
    p.range.0 * low + high * high
}

#[differentiate]
pub fn reference_to_a_field(p: &Params) -> f64 {
    let inner = &p.inner;
    let weights = &p.weights;
    inner.x * weights[1] + inner.y * weights[0]
}

#[differentiate]
pub fn generic_struct(p: &Pair<f64>, q: Pair<Point>) -> f64 {
    p.first * p.second * q.first.x + q.second.y * p.first
}

#[differentiate]
pub fn tuple_struct(v: Vec3, w: &Vec3) -> f64 {
    v.0 * w.0 + v.1 * w.1 + v.2 * w.2
}

#[differentiate]
pub fn struct_literal(x: f64, y: f64) -> f64 {
    let p = Point { x: x * y, y };
    p.x * p.y
}

#[differentiate]
pub fn update_of_a_literal(x: f64) -> f64 {
    let p = Point { x, y: x * x };
    let q = Point { x: p.y, ..p };
    q.x * q.y
}

#[differentiate]
pub fn update_of_a_parameter(p: &Point, k: f64) -> f64 {
    let q = Point { x: k * p.x, ..*p };
    q.x * q.y
}

#[differentiate]
pub fn tuple_struct_literal(x: f64, y: f64) -> f64 {
    let v = Vec3(x, y, x * y);
    v.0 + v.1 * v.2
}

#[differentiate]
pub fn struct_pattern(p: Point) -> f64 {
    let Point { x, y: height } = p;
    x * height
}

#[differentiate]
pub fn pattern_with_rest(v: &Vec3) -> f64 {
    let Vec3(a, ..) = *v;
    let Point { y, .. } = Point { x: a, y: a * v.1 };
    a * y
}

#[differentiate]
pub fn pattern_parameter(Point { x, y }: Point, Vec3(a, _, c): &Vec3) -> f64 {
    x * a + y * c
}

#[differentiate]
pub fn field_written(x: f64, dt: f64) -> f64 {
    let mut s = Point { x, y: 1.0 };
    for _ in 0..4 {
        s.x += dt * s.y;
        s.y -= dt * s.x;
    }
    s.x * s.x + s.y
}

#[differentiate]
pub fn copy_written(p: &Point) -> f64 {
    let mut q = *p;
    q.x = q.x * 2.0;
    q.y += p.x;
    q.x * q.y * p.y
}

#[differentiate]
pub fn clone_written(p: &Params) -> f64 {
    let mut q = p.clone();
    q.inner.x *= q.bias;
    q.table[1][0] += q.inner.x;
    q.weights[2] = q.table[1][0] * q.weights[0];
    q.weights[2] * q.inner.x + p.inner.x
}

#[differentiate]
pub fn mutable_struct_parameter(mut p: Point, k: f64) -> f64 {
    p.x *= k;
    p.y += p.x * p.x;
    p.x * p.y
}

#[differentiate]
pub fn merged_in_a_branch(p: Point, k: f64) -> f64 {
    let mut s = p;
    if k > 0.5 {
        s = Point { x: p.y * k, y: p.x };
    } else {
        s.x = k;
    }
    let t = if s.x > 0.5 { s } else { Point { x: s.y, y: s.x * s.x } };
    t.x * t.y
}

#[differentiate]
pub fn carried_struct(p: Point, n: usize) -> f64 {
    let mut s = p;
    for _ in 0..n {
        s = Point {
            x: s.x + 0.1 * s.y,
            y: s.y - 0.1 * s.x.sin(),
        };
    }
    s.x
}

#[differentiate]
pub fn struct_of_a_while(p: &Point) -> f64 {
    let mut s = *p;
    let mut k = 0;
    while s.x < 3.0 && k < 20 {
        s.x += s.y * s.y + 0.5;
        s.y *= 0.9;
        k += 1;
    }
    s.x * s.y
}

#[differentiate]
pub fn broken_off_with_a_struct(p: Point, k: f64) -> f64 {
    let mut s = p;
    for i in 0..5 {
        if s.x > 2.0 {
            break;
        }
        s.x += k * (i as f64) + s.y;
    }
    s.x * s.x
}

#[differentiate]
pub fn swapped_fields(p: &Point) -> f64 {
    let mut s = Point { x: p.y, y: p.x };
    let before = s;
    (s.x, s.y) = (s.y * 2.0, s.x);
    s.x * before.x + s.y
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Settings {
    pub rows: Vec<Vec<f64>>,
    pub points: Vec<Point>,
    pub corners: [Point; 2],
    pub rate: f64,
    pub single: f32,
    pub steps: usize,
    pub order: i32,
}

#[differentiate]
pub fn cast_of_an_integer_field(p: &Settings) -> f64 {
    p.rate * p.steps as f64 + p.rate.powi(p.order)
}

/// Differences: no
#[differentiate]
/// Modes: first
pub fn cast_of_a_float_field(p: &Settings) -> f64 {
    let r = p.rate;
    r * p.single as f64
}

#[differentiate]
pub fn length_of_a_field(p: &Params) -> f64 {
    p.bias * p.weights.len() as f64
}

#[differentiate]
pub fn rows_of_a_field(p: &Settings, x: f64) -> f64 {
    let mut y = p.rate;
    for i in 0..p.rows.len() {
        for j in 0..p.rows[i].len() {
            y += p.rows[i][j] * x * y;
        }
    }
    y
}

#[differentiate]
pub fn zip_of_a_row(p: &Settings, x: [f64; 3]) -> f64 {
    let mut y = 0.0;
    for row in &p.rows {
        let mut s = p.rate;
        for (w, x) in row.iter().zip(&x) {
            s += w * x;
        }
        y += s.tanh();
    }
    y
}

#[differentiate]
pub fn structs_in_fields(p: &Settings) -> f64 {
    let mut d = p.rate;
    for q in &p.points {
        d += (q.x - p.corners[0].x).powi(2) + (q.y - p.corners[1].y).powi(2);
    }
    d.sqrt()
}

#[differentiate]
pub fn struct_with_a_vector_made(x: f64, n: usize) -> f64 {
    let mut made = Vec::new();
    for i in 0..n {
        made.push(x * i as f64);
    }
    let pair = Pair {
        first: made,
        second: vec![x, x * x],
    };
    let mut sum = 0.0;
    for e in &pair.first {
        sum += e * pair.second[1];
    }
    sum
}

#[differentiate]
pub fn swapped_structs(a: Vec3, b: Vec3) -> f64 {
    let (mut p, mut q) = (a, b);
    for _ in 0..3 {
        (p, q) = (Vec3(q.0 + p.1, q.1, q.2), Vec3(p.0 * 0.5, p.1 + q.0, p.2));
    }
    p.0 * q.1 + q.2
}

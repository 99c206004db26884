// Arrays, slices and vectors of tuples.
use differentiate::{differentiate, Differentiable};

#[differentiate]
pub fn slice_of_pairs(points: &[(f64, f64)]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in points {
        sum += x * y.sin();
    }
    sum
}

/// Len: 3
#[differentiate]
pub fn vec_of_pairs(points: Vec<(f64, f64)>) -> f64 {
    points.iter().map(|(x, y)| x * x * y).sum()
}

#[differentiate]
pub fn array_of_triples(all: [(f64, f64, f64); 2]) -> f64 {
    let [first, second] = all;
    first.0 * second.1 + first.2 * second.2
}

/// A table that is interpolated, as people write it.
///
/// At: (&[(0.1, 0.4), (0.5, 0.9), (0.8, 0.2)], 0.63)
/// At: (&[(0.1, 0.4), (0.5, 0.9), (0.8, 0.2)], 0.05)
/// At: (&[(0.1, 0.4), (0.5, 0.9), (0.8, 0.2)], 2.0)
#[differentiate]
pub fn interpolated(table: &[(f64, f64)], x: f64) -> f64 {
    if x <= table[0].0 {
        return table[0].1;
    }
    for pair in table.windows(2) {
        let (x0, y0) = pair[0];
        let (x1, y1) = pair[1];
        if x <= x1 {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
    }
    table[table.len() - 1].1
}

#[differentiate]
pub fn area_of_a_polygon(points: &[(f64, f64)]) -> f64 {
    let n = points.len();
    let mut area = 0.0;
    for i in 0..n {
        let j = (i + 1) % n;
        area += points[i].0 * points[j].1 - points[j].0 * points[i].1;
    }
    area / 2.0
}

#[differentiate]
pub fn pairs_collected(x: &[f64], y: &[f64]) -> f64 {
    let pairs: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().map(|y| y.exp())).collect();
    area_of_a_polygon(&pairs) + pairs.iter().map(|pair| pair.0 * pair.1).sum::<f64>()
}

#[differentiate]
pub fn pairs_in_an_array(x: f64, y: f64) -> f64 {
    let mut a = [(x, y), (y, x * y), (1.0, x)];
    a[1].0 += a[0].1 * x;
    a[2] = (a[1].0, 3.0);
    let (p, q) = a[2];
    p * q + a[1].1 * a[0].0
}

#[differentiate]
pub fn floats_beside_integers(x: f64, n: usize) -> f64 {
    let mut stack = vec![(x, 1, true)];
    let mut sum = 0.0;
    while let Some((v, k, deeper)) = stack.pop() {
        sum += v * k as f64;
        if deeper && k < n {
            stack.push((v.sin(), k + 1, k % 2 == 0));
            stack.push((v * x, k + 2, true));
        }
    }
    sum
}

#[differentiate]
pub fn springs(x: &[f64], rest: f64) -> f64 {
    let edges: [(usize, usize); 4] = [(0, 1), (1, 2), (2, 0), (3, 1)];
    let mut energy = 0.0;
    for &(i, j) in edges.iter() {
        let stretch = x[i] - x[j] - rest;
        energy += stretch * stretch;
    }
    energy
}

#[differentiate]
pub fn tuples_in_tuples(points: &[((f64, f64), f64)]) -> f64 {
    points.iter().map(|&((x, y), w)| w * (x * x + y)).sum()
}

#[differentiate]
pub fn tuples_with_arrays(points: &[(f64, [f64; 2])], k: usize) -> f64 {
    let mut sum = 0.0;
    for &(w, c) in points {
        sum += w * c[k % 2];
    }
    sum + points[0].1[0]
}

#[differentiate]
pub fn pairs_in_place(points: &mut [(f64, f64)], k: f64) {
    for p in points.iter_mut() {
        p.0 *= k;
        p.1 += p.0;
    }
    points.swap(0, 1);
}

#[differentiate]
pub fn pairs_lent(a: f64, b: f64) -> f64 {
    let mut points = [(a, b), (b, a * b), (1.0, a)];
    pairs_in_place(&mut points, a);
    points[0].0 * points[1].1 + points[2].0
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Curve {
    pub knots: Vec<(f64, f64)>,
    pub width: f64,
}

#[differentiate]
impl Curve {
    pub fn at(&self, x: f64) -> f64 {
        let mut sum = self.width;
        for (t, c) in &self.knots {
            sum += c * (-(x - t) * (x - t) / self.width).exp();
        }
        sum
    }
}

#[differentiate]
pub fn field_of_pairs(x: f64, w: f64) -> f64 {
    let curve = Curve {
        knots: vec![(x, 1.0), (2.0, x * w)],
        width: w,
    };
    curve.at(0.3) * curve.knots[1].1
}

#[differentiate]
pub fn pairs_of_any_float<T: num_traits::Float>(points: &[(T, T)]) -> T {
    points.iter().fold(T::zero(), |sum, &(x, y)| sum + x * y.cos())
}

#[differentiate]
pub fn pairs_returned(x: f64, n: usize) -> Vec<(f64, f64)> {
    (0..n).map(|k| (x * k as f64, x.powi(k as i32))).collect()
}

#[differentiate]
pub fn pairs_from_a_call(x: f64) -> f64 {
    let pairs: Vec<(f64, f64)> = pairs_returned(x, 4);
    pairs.iter().rev().map(|(a, b)| a * b).sum()
}

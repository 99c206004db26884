//! Options in fields of structs.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Controller {
    pub gain: f64,
    pub damping: f64,
    pub integral: f64,
    pub previous: Option<f64>,
    pub limit: Option<f64>,
}

#[differentiate]
impl Controller {
    pub fn corrected(&mut self, error: f64, dt: f64) -> f64 {
        self.integral += error * dt;
        let slope = match self.previous {
            Some(previous) => (error - previous) / dt,
            None => 0.0,
        };
        self.previous = Some(error);
        let output = self.gain * error + self.damping * slope + self.integral;
        if let Some(limit) = self.limit {
            output.clamp(-limit, limit)
        } else {
            output
        }
    }

    pub fn reset(&mut self) {
        self.integral = 0.0;
        self.previous = None;
    }
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Branch {
    pub pair: Option<(f64, f64)>,
    pub point: Option<[f64; 2]>,
    pub row: Option<Vec<f64>>,
    pub count: Option<usize>,
    pub inner: Option<Leaf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Leaf {
    pub a: f64,
    pub b: Option<f64>,
}

/// An option that a method reads and overwrites in a loop.
#[differentiate]
pub fn controlled(gain: f64, damping: f64, limit: f64, x: &[f64]) -> f64 {
    let mut controller = Controller {
        gain,
        damping,
        integral: 0.0,
        previous: None,
        limit: Some(5.0 * limit),
    };
    let mut state = 0.0;
    let mut sum = 0.0;
    for target in x {
        let force = controller.corrected(target - state, 0.1);
        state += 0.1 * force;
        sum += force * force * state;
    }
    controller.reset();
    sum + controller.corrected(state, 0.1)
}

/// An option in a field by the methods of options.
#[differentiate]
pub fn option_field_methods(x: f64, y: f64, n: usize) -> f64 {
    let set: Option<f64> = if n > 2 { Some(x * y) } else { None };
    let leaf = Leaf { a: x, b: set };
    let other = Leaf { b: Some(y * y), ..leaf };
    let sum = leaf.b.unwrap_or(y) + other.b.map_or(0.0, |b| b * leaf.a);
    match (leaf.b, other.b) {
        (Some(b), Some(c)) if leaf.b.is_some() => sum * b + c,
        (None, Some(c)) => sum - c * c,
        _ => sum,
    }
}

/// `take`, `replace` and `insert` in a field.
#[differentiate]
pub fn option_field_taken(x: f64, y: f64) -> f64 {
    let mut leaf = Leaf { a: x, b: Some(x * y) };
    let first = leaf.b.take().unwrap_or(1.0);
    let second = leaf.b.replace(y * y).unwrap_or(x);
    let third = *leaf.b.insert(first + second) * 2.0;
    let mut other: Option<f64> = None;
    let fourth = *other.get_or_insert(third) + *other.get_or_insert_with(|| x);
    leaf.b = None;
    third * fourth * *leaf.b.get_or_insert_with(|| y) + leaf.a
}

/// Options of what is no float.
#[differentiate]
pub fn options_of_all_kinds(x: f64, v: &[f64], n: usize) -> f64 {
    let branch = Branch {
        pair: Some((x, v[0] * x)),
        point: if n % 2 == 0 { Some([x * x, v[1]]) } else { None },
        row: Some(v.to_vec()),
        count: Some(n),
        inner: Some(Leaf { a: v[2], b: None }),
    };
    let mut sum = 0.0;
    if let Some((a, b)) = branch.pair {
        sum += a * b * b;
    }
    sum += branch.point.map_or(x, |p| p[0] * p[1]);
    if let Some(row) = &branch.row {
        sum += row.iter().map(|r| r * r * x).sum::<f64>();
    }
    if let Some(inner) = branch.inner {
        sum *= inner.a * branch.count.unwrap_or(0) as f64 + inner.b.unwrap_or(x);
    }
    sum
}

/// Written through a binding of its pattern.
#[differentiate]
pub fn option_field_in_place(x: f64, y: f64) -> f64 {
    let mut leaf = Leaf { a: y, b: Some(x) };
    if let Some(b) = &mut leaf.b {
        *b *= y * *b;
    }
    if let Some(b) = leaf.b.as_mut() {
        *b += y;
    }
    leaf.b.unwrap_or(0.0) * leaf.a
}

/// A struct with options out of one branch or the other.
#[differentiate]
pub fn option_field_of_a_branch(x: f64, y: f64) -> f64 {
    let leaf = match x > y {
        true => Leaf { a: x, b: Some(y) },
        false => Leaf { a: y * y, b: None },
    };
    let mut last = leaf;
    if x * y > 0.2 {
        last.b = Some(x * 2.0);
    }
    leaf.a * last.b.unwrap_or(leaf.a) + leaf.b.unwrap_or(3.0)
}

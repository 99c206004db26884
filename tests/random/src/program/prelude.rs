//! What programs use that stands before them: each item by the name that calls for it.

/// The items that `program` uses, and those that these use, in the order of the table.
pub fn used(program: &str) -> String {
    let mut used = String::new();
    for (names, text) in ITEMS.iter().rev() {
        if names.iter().any(|name| program.contains(name) || used.contains(name)) {
            used.insert_str(0, text);
        }
    }
    used
}

const ITEMS: [(&[&str], &str); 19] = [
    (
        &["prelude_square"],
        "#[differentiate]
pub fn prelude_square(x: f64) -> f64 {
    x * x - 0.5
}
",
    ),
    (
        &["prelude_apply"],
        "#[differentiate]
pub fn prelude_apply(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let mut y = x;
    for k in 0..2 {
        y = f(y * 0.5) + k as f64 * f(x);
    }
    y
}
",
    ),
    (
        &["prelude_horner"],
        "const PRELUDE_TABLE: [f64; 4] = [0.5, -1.0, 0.25, 0.75];
const PRELUDE_SLICE: &[f64] = &[1.0, -0.25, 0.5];
const PRELUDE_DEGREE: usize = 2;
#[differentiate]
pub fn prelude_horner(x: f64, table: &[f64], n: usize) -> f64 {
    let mut value = table[n];
    for k in (0..n).rev() {
        value = value * x + table[k];
    }
    value
}
",
    ),
    (
        &["prelude_generic"],
        "#[differentiate]
pub fn prelude_generic<T: num_traits::Float>(a: T, b: T) -> T {
    let two = T::one() + T::one();
    if a > b {
        a.mul_add(b, two) / (b * b + T::one())
    } else {
        (a * b).sin() - two * b
    }
}
",
    ),
    (
        &["Kind::"],
        "#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Slow,
    Fast,
}
",
    ),
    (
        &["prelude_mode"],
        "#[differentiate]
pub fn prelude_mode(x: f64, kind: &Kind, n: usize) -> f64 {
    match kind {
        Kind::Slow if n > 1 => x * 0.5,
        Kind::Slow => x * x,
        Kind::Fast => (0..n).map(|k| x * k as f64 - 0.5).sum(),
    }
}
",
    ),
    (
        &["prelude_checked"],
        "#[differentiate]
pub fn prelude_checked(x: f64) -> Option<f64> {
    if x > 1.5 {
        return None;
    }
    Some(x.sin() + x)
}
",
    ),
    (
        &["prelude_tried"],
        "#[differentiate]
pub fn prelude_tried(x: f64, y: f64) -> Result<f64, f64> {
    if x < y - 1.0 {
        return Err(0.5);
    }
    Ok(x * y + x.cos())
}
",
    ),
    (
        &["prelude_step"],
        "#[differentiate]
pub fn prelude_step(state: &mut [f64; 2], by: f64) -> f64 {
    let before = state[0];
    state[0] += by * state[1];
    state[1] = state[1] * 0.9 - by * before.sin();
    before * by
}
",
    ),
    (
        &["prelude_ruled"],
        "differentiate::rule! {
    pub fn prelude_ruled(x: f64, y: f64) -> f64 {
        x * y.sin()
    }
    partials { x: y.sin(), y: x * y.cos() }
}
",
    ),
    (
        &["prelude_norm"],
        "differentiate::rule! {
    pub fn prelude_norm(x: &[f64]) -> f64 {
        (0.5 + x.iter().map(|x| x * x).sum::<f64>()).sqrt()
    }
    reverse(y, dy, dx) {
        for (dx, x) in dx.iter_mut().zip(x) {
            *dx += dy * x / y;
        }
    }
}
",
    ),
    (
        &["prelude_mean"],
        "#[differentiate]
pub fn prelude_mean(values: impl Iterator<Item = f64>) -> f64 {
    let mut count = 0.0;
    let mut sum = 0.5;
    for value in values {
        sum = sum * 0.5 + value * value;
        count += 1.0;
    }
    sum / count
}
",
    ),
    (
        &["prelude_total"],
        "#[differentiate]
pub fn prelude_total<'a>(values: impl IntoIterator<Item = &'a f64>, by: f64) -> f64 {
    let mut values = values.into_iter();
    let first = values.next().map_or(by, |v| v * 0.5);
    values.fold(first, |all, v| 0.5 * all + (v * by).sin())
}
",
    ),
    (
        &["prelude_lent"],
        "#[differentiate]
pub fn prelude_lent(x: impl AsRef<[f64]>, by: f64) -> f64 {
    x.as_ref().iter().enumerate().map(|(k, v)| (v - by) * k as f64).sum()
}
",
    ),
    (
        &["prelude_heavy"],
        "#[differentiate]
pub fn prelude_heavy(mass: impl Into<f64>, speed: f64) -> f64 {
    let mass = mass.into();
    0.5 * mass * speed * speed
}
",
    ),
    (
        &["prelude_rows"],
        // No case of its own: its gradient takes vectors as rows.
        "#[differentiate]
fn prelude_rows(rows: &[&[f64]]) -> f64 {
    rows.iter().map(|row| row.iter().map(|v| v * v - 0.5).sum::<f64>() * rows[0][0]).sum()
}
",
    ),
    (
        &["Limits"],
        "#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Limits {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub scale: f64,
}

#[differentiate]
impl Limits {
    pub fn limited(&self, x: f64) -> f64 {
        let x = match self.low {
            Some(low) if x < low => low * 0.9,
            _ => x * self.scale,
        };
        if let Some(high) = self.high {
            return x.min(high);
        }
        x + self.low.map_or(0.5, |low| low * self.scale)
    }

    pub fn narrow(&mut self, by: f64) {
        if let Some(low) = self.low.as_mut() {
            *low += by * self.scale;
        }
        self.high = self.high.or(Some(by));
    }
}
",
    ),
    (
        &["prelude_limits"],
        "#[differentiate]
pub fn prelude_limits(x: f64, y: f64, z: f64) -> Limits {
    let mut limits = Limits { low: None, high: (y > z).then_some(y), scale: x };
    if x > 0.25 {
        limits.low = Some(x * z);
    }
    limits
}
",
    ),
    (
        &["Plane"],
        "#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Plane {
    pub x: f64,
    pub y: f64,
}

#[differentiate]
impl Plane {
    pub fn new(x: f64, y: f64) -> Plane {
        Plane { x, y }
    }

    pub fn dot(&self, other: &Plane) -> f64 {
        self.x * other.x + self.y * other.y
    }

    pub fn walk(&mut self, by: f64) {
        self.x += by * self.y;
        self.y *= 0.9;
    }
}

#[differentiate]
impl std::ops::Add for Plane {
    type Output = Plane;

    fn add(self, other: Plane) -> Plane {
        Plane::new(self.x + other.x, self.y + other.y)
    }
}

#[differentiate]
impl std::ops::Mul<f64> for Plane {
    type Output = Plane;

    fn mul(self, by: f64) -> Plane {
        Plane::new(self.x * by, self.y * by)
    }
}

#[differentiate]
impl std::ops::AddAssign for Plane {
    fn add_assign(&mut self, other: Plane) {
        self.x += other.x;
        self.y += other.y * other.x;
    }
}

#[differentiate]
impl std::ops::MulAssign<f64> for Plane {
    fn mul_assign(&mut self, by: f64) {
        self.x *= by;
        self.y *= by;
    }
}
",
    ),
];

//! Functions with attributes of their own of which the file says more: whether a `&mut` that goes on by its name is read or written, and
//! what fields are.

use differentiate::{differentiate, Differentiable};

#[differentiate]
fn cube(v: &f64) -> f64 {
    v * v * v
}

#[differentiate]
fn add_to(v: &mut f64, w: &f64) {
    *v += w;
}

#[differentiate]
fn with_its_cube(v: &mut f64) {
    *v += cube(v);
}

#[differentiate]
fn number_read_and_written(x: f64) -> f64 {
    let mut y = x;
    with_its_cube(&mut y);
    y
}

#[differentiate]
fn each_to_the_other(v: &mut f64, w: &mut f64) {
    add_to(v, w);
    add_to(w, v);
}

#[differentiate]
fn both_sums(x: f64, y: f64) -> f64 {
    let (mut v, mut w) = (x, y);
    each_to_the_other(&mut v, &mut w);
    v * w
}

#[derive(Clone, Copy, Differentiable)]
struct Pair {
    x: f64,
    y: f64,
}

#[differentiate]
impl Pair {
    fn scaled(&self, by: &f64) -> f64 {
        self.x * by
    }
}

#[differentiate]
fn pair_scaled(pair: &mut Pair, by: &mut f64) {
    pair.y += pair.scaled(by);
}

#[differentiate]
fn method_that_reads(x: f64, by: f64) -> f64 {
    let (mut pair, mut by) = (Pair { x, y: by }, by);
    pair_scaled(&mut pair, &mut by);
    pair.y * x
}

#[test]
fn a_number_is_read_where_the_parameter_is_no_place() {
    assert_eq!(number_read_and_written::value_and_grad(0.5), (0.625, 1.75));
    // (x + y) (x + 2 y)
    assert_eq!(both_sums::value_and_grad(0.5, 2.0), (11.25, (7.0, 9.5)));
    // (by + x by) x
    assert_eq!(method_that_reads::value_and_grad(0.5, 3.0), (2.25, (6.0, 0.75)));
}

#[derive(Clone, Copy, Differentiable)]
struct Counts {
    hits: u32,
    misses: u32,
}

#[differentiate]
impl Counts {
    fn total(&self) -> f64 {
        (self.hits + self.misses) as f64
    }

    fn rate(&self, x: f64) -> f64 {
        self.hits as f64 * x / self.total()
    }

    fn spread(&self, x: f64) -> f64 {
        self.rate(x) * (self.hits * self.misses) as f64 / (self.total() + x)
    }
}

#[test]
fn fields_of_which_a_sum_is_cast_are_what_the_file_says() {
    let counts = Counts { hits: 3, misses: 2 };
    // 0.6 x · 6 / (5 + x)
    let (value, slope) = Counts::spread_value_and_grad(&counts, 1.0);
    assert!((value - 0.6).abs() < 1e-15, "{value}");
    assert!((slope - 0.5).abs() < 1e-15, "{slope}");
    let curvature = Counts::spread_hvp(&counts, 1.0, 1.0);
    assert!((curvature + 1.0 / 6.0).abs() < 1e-14, "{curvature}");
}

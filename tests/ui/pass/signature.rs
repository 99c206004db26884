//! What the messages about attributes and signatures say to write instead.

use differentiate::differentiate;

#[differentiate(crate = differentiate)]
fn d001_the_one_option(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn d002_arithmetic_in_a_plain_function(x: f64) -> f64 {
    x.sin() * x
}

async fn d002_later(x: f64) -> f64 {
    d002_arithmetic_in_a_plain_function(x)
}

unsafe extern "C" fn d002_exported(x: f64) -> f64 {
    d002_arithmetic_in_a_plain_function(x)
}

struct Spring {
    stiffness: f64,
}

#[differentiate]
fn d003_fields_as_parameters(stiffness: f64, x: f64) -> f64 {
    0.5 * stiffness * x * x
}

impl Spring {
    fn energy(&self, x: f64) -> f64 {
        d003_fields_as_parameters(self.stiffness, x)
    }
}

#[differentiate]
fn d004_const_parameters_and_lifetimes<'a, const N: usize>(x: &'a [f64; N], k: &'a f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += *k * x[i] * x[i];
    }
    sum
}

#[differentiate]
fn d005_by_value_and_returned(mut x: [f64; 2], k: f64) -> [f64; 2] {
    x[0] *= k;
    x
}

#[differentiate]
fn d005_caller(x: [f64; 2], k: f64) -> f64 {
    let changed: [f64; 2] = d005_by_value_and_returned(x, k);
    changed[0] * changed[1]
}

#[differentiate]
fn d006_a_slice(x: &[f64]) -> f64 {
    x[0] * x[1]
}

#[differentiate]
fn d007_rows_of_known_length(rows: &[[f64; 2]]) -> f64 {
    rows[0][0] * rows[1][1]
}

#[differentiate]
fn d007_flat(rows: &[f64], columns: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..rows.len() / columns {
        sum += rows[i * columns] * rows[i * columns + 1];
    }
    sum
}

#[differentiate]
fn d008_fields_one_by_one(x: f64, y: f32, n: i64, positive: bool, a: &[f64], b: [f64; 2], c: &[f64; 2]) -> f64 {
    let sign = if positive { 1.0 } else { -1.0 };
    sign * x * f64::from(y) * n as f64 * a[0] * b[1] * c[0]
}

#[differentiate]
fn d009_constant(x: f64, #[constant] y: f64) -> f64 {
    x * y
}

#[differentiate]
fn d011_a_tuple(x: f64) -> (f64, [f64; 2], usize) {
    (x * x, [x, 1.0], 3)
}

#[differentiate]
fn d012_integers_are_computed_before(x: f64, n: i32) -> f64 {
    x.trunc() + x.powi(n)
}

#[differentiate]
fn d505_one_array_for_each_part(x: &[f64], y: &[f64]) -> f64 {
    x[0] * y[1]
}

#[differentiate]
fn d505_a_tuple_of_arrays((x, y): ([f64; 2], [f64; 2])) -> f64 {
    x[0] * y[1]
}

fn main() {
    d001_the_one_option::check(2.0).unwrap();
    d002_arithmetic_in_a_plain_function::check(2.0).unwrap();
    let _ = (d002_later(1.0), unsafe { d002_exported(1.0) });
    d003_fields_as_parameters::check(2.0, 3.0).unwrap();
    assert_eq!(Spring { stiffness: 2.0 }.energy(3.0), 9.0);
    d004_const_parameters_and_lifetimes::check(&[1.0, 2.0, 3.0], &2.0).unwrap();
    d005_caller::check([2.0, 3.0], 4.0).unwrap();
    let v = vec![2.0, 3.0];
    assert_eq!(d006_a_slice::grad(&v), [3.0, 2.0]);
    d007_rows_of_known_length::check(&[[1.0, 2.0], [3.0, 4.0]]).unwrap();
    d007_flat::check(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3).unwrap();
    d008_fields_one_by_one::check(2.0, 3.0, 4, false, &[5.0], [6.0, 7.0], &[8.0, 9.0]).unwrap();
    assert_eq!(d009_constant::grad(2.0, 3.0), 3.0);
    assert_eq!(d011_a_tuple(2.0), (4.0, [2.0, 1.0], 3));
    d012_integers_are_computed_before::check(2.5, 3).unwrap();
    d505_one_array_for_each_part::check(&[1.0, 2.0], &[3.0, 4.0]).unwrap();
    assert_eq!(
        d505_a_tuple_of_arrays::grad(([1.0, 2.0], [3.0, 4.0])),
        ([4.0, 0.0], [0.0, 1.0])
    );
}

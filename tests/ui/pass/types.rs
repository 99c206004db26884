//! What the messages about types say to write instead.

use differentiate::differentiate;

const STEPS: usize = 4;
const TABLE: [f64; 3] = [1.0, 2.0, 3.0];
const ROWS: [[f64; 3]; 2] = [TABLE, TABLE];

#[differentiate]
fn d501_an_annotation(x: f64) -> f64 {
    let steps: usize = STEPS;
    let mut y = x;
    y /= steps as f64;
    let constant: usize = STEPS;
    y * y * constant.pow(2) as f64
}

#[differentiate]
fn pair(x: f64) -> [f64; 2] {
    [x, x * x]
}

#[differentiate]
fn d501_an_annotated_result(x: f64) -> f64 {
    let values: [f64; 2] = pair(x);
    values[0] * values[1]
}

#[differentiate]
fn d502_d503_casts_and_operators(x: f64, n: usize) -> f64 {
    let y: f64 = 2.0;
    x * n as f64 + x * 4.0 + x.powi(2) * y
}

#[differentiate]
fn d504_elements(x: &[f64], y: &[f64]) -> f64 {
    let z = if x.len() > 1 { x[0] } else { y[0] };
    z * z
}

#[differentiate]
fn d505_whether_they_are_there(x: f64) -> f64 {
    let a = [(true, x), (false, 0.0)];
    if a[0].0 {
        a[0].1
    } else {
        1.0
    }
}

#[differentiate]
fn d506_one_by_one(x: [f64; 2]) -> f64 {
    if x[0] == 0.0 && x[1] == 0.0 {
        1.0
    } else {
        x[0] * x[1]
    }
}

#[differentiate]
fn d507_one_constant_for_each_part(x: f64) -> f64 {
    const LOW: f64 = 1.0;
    const HIGH: f64 = 4.0;
    x.clamp(LOW, HIGH) * x
}

#[differentiate]
fn d508_a_copy(x: f64) -> f64 {
    let mut a: [f64; 3] = TABLE;
    a[1] = x;
    a[0] * a[1] * a[1]
}

#[differentiate]
fn d509_indexed_at_once(x: f64, i: usize) -> f64 {
    let table: [[f64; 3]; 2] = ROWS;
    let row = table[1];
    x * ROWS[i][1] * row[2] * x
}

fn main() {
    d501_an_annotation::check(2.0).unwrap();
    d501_an_annotated_result::check(2.0).unwrap();
    d502_d503_casts_and_operators::check(2.0, 3).unwrap();
    d504_elements::check(&[1.0, 2.0], &[3.0]).unwrap();
    d505_whether_they_are_there::check(2.0).unwrap();
    d506_one_by_one::check([1.0, 2.0]).unwrap();
    d507_one_constant_for_each_part::check(2.0).unwrap();
    d508_a_copy::check(2.0).unwrap();
    d509_indexed_at_once::check(2.0, 1).unwrap();
}

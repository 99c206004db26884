use differentiate::differentiate;

#[differentiate]
fn into(x: f32) -> f64 {
    let y: f64 = x.into();
    y * y
}

#[differentiate]
fn default(x: f64) -> f64 {
    let zero: f64 = Default::default(); //~ D303
    x + zero
}

#[differentiate]
fn tried(x: f64, n: i64) -> f64 {
    x * f64::from(i32::try_from(n).unwrap()) //~ D304
}

fn main() {}

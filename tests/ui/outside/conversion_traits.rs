use differentiate::differentiate;

#[differentiate]
fn into(x: f32) -> f64 {
    let y: f64 = x.into();
    y * y
}

#[differentiate]
fn fallible(x: f64) -> f64 {
    let zero = f64::try_from(2_i32).unwrap(); //~ D304
    x + zero
}

fn main() {}

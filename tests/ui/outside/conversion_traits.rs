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

fn main() {}

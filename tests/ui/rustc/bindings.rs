use differentiate::differentiate;

#[differentiate]
fn not_mutable(x: f64) -> f64 {
    let y = x;
    y *= 2.0; //~ E0384
    y
}

#[differentiate]
fn parameter(x: f64, a: [f64; 2]) -> f64 {
    x += 1.0; //~ E0384
    a[0] = x; //~ E0594 D203
    x * a[1]
}

#[differentiate]
fn not_initialized(x: f64) -> f64 {
    let y;
    if x > 0.0 {
        y = x;
    }
    y * x //~ E0381
}

fn main() {}

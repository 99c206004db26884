use differentiate::differentiate;

#[differentiate]
fn chosen(x: f64) -> f64 {
    let square = if x > 0.0 { |v: f64| v * v } else { |v: f64| -v }; //~ D212 D212
    square(x) //~ D302
}

#[differentiate]
fn passed(x: f64) -> f64 {
    twice(|v| v * x, x) //~ D323
}

#[differentiate]
fn in_a_tuple(x: f64) -> f64 {
    let pair = (|v: f64| v * v, x); //~ D212
    pair.1
}

fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

fn main() {}

use differentiate::differentiate;

#[differentiate]
fn chosen(x: f64) -> f64 {
    let square = if x > 0.0 { |v: f64| v * v } else { |v: f64| -v }; //~ D212 D212
    square(x) //~ D302
}

#[differentiate]
fn in_a_tuple(x: f64) -> f64 {
    let pair = (|v: f64| v * v, x); //~ D212
    pair.1
}

fn main() {}

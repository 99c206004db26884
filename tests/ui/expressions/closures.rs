use differentiate::differentiate;

#[differentiate]
fn in_an_array(x: f64) -> f64 {
    let all = [|v: f64| v * v, |v: f64| -v]; //~ D212 D212
    all.len() as f64 * x
}

#[differentiate]
fn chosen(x: f64, k: usize) -> f64 {
    let all = (f64::sin, f64::cos);
    let f = if k > 0 { all.0 } else { all.1 };
    f(x) //~ D302
}

#[differentiate]
fn in_a_tuple(x: f64) -> f64 {
    let pair = (|v: f64| v * v, x); //~ D212
    pair.1
}

fn main() {}

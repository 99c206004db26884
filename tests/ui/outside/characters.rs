use differentiate::differentiate;

#[differentiate]
fn f(x: f64, kind: char) -> f64 { //~ D008
    match kind {
        'a' => x, //~ D201
        _ => x * x,
    }
}

fn main() {}

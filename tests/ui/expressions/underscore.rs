use differentiate::differentiate;

#[differentiate]
fn product(x: f64) -> f64 {
    x * _ //~ D215 rustc
}

fn main() {}

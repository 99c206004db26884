use differentiate::differentiate;

#[differentiate]
fn missing(x: f64) -> f64 {
    assert_eq!(x); //~ D321 rustc
    x
}

fn main() {}

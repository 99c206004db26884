use differentiate::differentiate;

#[differentiate]
fn missing(x: f64) -> f64 {
    assert_eq!(x); //~ D321 rustc
    x
}

#[differentiate]
fn format_in_a_constant(x: f64) -> f64 {
    const FORMAT: &str = "{}";
    println!(FORMAT, x); //~ D321 rustc
    x
}

fn main() {}

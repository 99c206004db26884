use differentiate::differentiate;

#[differentiate]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[allow(non_camel_case_types)]
struct cube {} //~ E0428

fn main() {}

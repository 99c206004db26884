use differentiate::differentiate;

#[differentiate]
fn rest([x, ..]: [f64; 2]) -> f64 { //~ D104
    x
}

fn main() {}

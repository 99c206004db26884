use differentiate::differentiate;

#[differentiate]
fn alternatives(x: f64, n: u32) -> f64 {
    if let (0, v) | (1, v) = (n, x) { //~ D401
        v
    } else {
        x * x
    }
}

fn main() {}

use differentiate::differentiate;

#[differentiate]
fn leaves(x: f64) -> f64 {
    if x > 0.0 {
        break; //~ D405 E0268
    }
    continue; //~ D405 E0268
    x
}

fn main() {}

use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    if x < 0.0 {
        std::process::exit(1); //~ D304
    }
    x.sqrt()
}

fn main() {}

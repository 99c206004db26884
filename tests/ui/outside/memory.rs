use differentiate::differentiate;

#[differentiate]
fn size(x: f64) -> f64 {
    x * std::mem::size_of::<f64>() as f64 //~ D304
}

#[differentiate]
fn dropped(x: f64) -> f64 {
    drop(x); //~ D304
    x
}

fn main() {}

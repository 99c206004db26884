use differentiate::differentiate;

#[differentiate(crate = "differentiate")] //~ D001
fn string(x: f64) -> f64 {
    x * x
}

#[differentiate(crate)] //~ D001
fn nothing(x: f64) -> f64 {
    x * x
}

#[differentiate(crate = differentiate, crate = differentiate)] //~ D001
fn twice(x: f64) -> f64 {
    x * x
}

fn main() {}

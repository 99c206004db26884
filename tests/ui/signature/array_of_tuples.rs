use differentiate::differentiate;

#[differentiate]
fn points(points: &[(f64, f64)]) -> f64 { //~ D505
    points[0].0 * points[1].1
}

#[differentiate]
fn returned(x: f64) -> [(f64, f64); 1] { //~ D505
    [(x, x)]
}

fn main() {}

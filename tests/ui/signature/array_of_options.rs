use differentiate::differentiate;

#[differentiate]
fn points(points: &[Option<f64>]) -> f64 { //~ D505
    points[0].unwrap_or(1.0)
}

#[differentiate]
fn returned(x: f64) -> [Option<f64>; 1] { //~ D505
    [Some(x)]
}

fn main() {}

use differentiate::differentiate;

#[differentiate]
fn successors(x: f64) -> f64 {
    std::iter::successors(Some(x), |v| Some(v * 0.5)).take(4).sum() //~ D212 D304
}

#[differentiate]
fn repeated(x: f64) -> f64 {
    std::iter::repeat(x).take(3).product() //~ D304
}

fn main() {}

use differentiate::differentiate;

#[differentiate]
fn sums_one_by_one(x: &[f64]) -> f64 {
    let mut sums = x.iter().scan(0.0, |sum, v| {
        *sum += v;
        Some(*sum)
    });
    sums.next().unwrap_or(0.0) //~ D319
}

#[differentiate]
fn parted(x: &[f64]) -> f64 {
    let mut rest = x.iter().peekable();
    rest.next_if(|v| **v < 0.5).copied().unwrap_or(0.0) //~ D311
}

fn main() {}

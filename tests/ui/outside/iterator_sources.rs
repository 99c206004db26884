use differentiate::differentiate;

#[differentiate]
fn peeked(x: &[f64]) -> f64 {
    let mut values = x.iter().map(|v| v * 2.0).peekable(); //~ D311
    let mut sum = 0.0;
    while let Some(v) = values.next() {
        sum += v * if values.peek().is_some() { 1.0 } else { 0.5 };
    }
    sum
}

#[differentiate]
fn parted(x: &[f64]) -> f64 {
    let mut rest = x.iter().rev().peekable(); //~ D311
    rest.next_if(|v| **v < 0.5).copied().unwrap_or(0.0) //~ D311
}

fn main() {}

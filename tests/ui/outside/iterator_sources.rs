use differentiate::differentiate;

#[differentiate]
fn peeked(x: &[f64]) -> f64 {
    let mut values = x.iter().peekable(); //~ D311
    let mut sum = 0.0;
    while let Some(v) = values.next() {
        sum += v * if values.peek().is_some() { 1.0 } else { 0.5 };
    }
    sum
}

#[differentiate]
fn parted(x: &[f64]) -> f64 {
    let (low, high): (Vec<f64>, Vec<f64>) = x.iter().partition(|v| **v < 0.5); //~ D311
    low.iter().sum::<f64>() * high.len() as f64
}

fn main() {}

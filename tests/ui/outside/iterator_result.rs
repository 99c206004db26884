use differentiate::differentiate;

#[differentiate]
fn f(x: &[f64]) -> impl Iterator<Item = f64> + '_ { //~ D011
    x.iter().map(|v| v * v) //~ D311
}

fn main() {}

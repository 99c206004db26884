use differentiate::differentiate;

#[differentiate]
fn pair(pair: [&[f64]; 2]) -> f64 { //~ D007
    pair[0][0] * pair[1][0]
}

fn main() {}

use differentiate::differentiate;

#[differentiate]
fn rows(rows: &[&[f64]]) -> f64 { //~ D007
    rows[0][0] * rows[1][0]
}

#[differentiate]
fn pair(pair: [&[f64]; 2]) -> f64 { //~ D007
    pair[0][0] * pair[1][0]
}

fn main() {}

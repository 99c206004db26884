use differentiate::differentiate;

#[differentiate]
fn vector(x: f64) -> Vec<String> { //~ D011
    vec![x.to_string()] //~ D314
}

#[differentiate]
fn slice(x: &[f64]) -> &[f64] { //~ D011
    x
}

#[differentiate]
fn fallible(x: f64) -> Result<f64, String> { //~ D011
    Ok(x) //~ D303
}

#[differentiate]
fn never(x: f64) -> ! { //~ D011
    panic!("{x}")
}

#[differentiate]
fn in_a_tuple(x: f64) -> (f64, Option<f64>) { //~ D011
    (x, None)
}

fn main() {}

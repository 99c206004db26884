use differentiate::differentiate;

#[differentiate]
fn nothing(x: f64) { //~ D010
    let _ = x * x;
}

#[differentiate]
fn unit(x: f64) -> () { //~ D010
    let _ = x * x;
}

fn main() {}

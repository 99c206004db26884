use differentiate::differentiate;

#[differentiate]
fn texts(x: f64) -> f64 {
    let _unit = "m"; //~ D201
    let _bytes = b"m"; //~ D201
    let _foreign = c"m"; //~ D201
    let _letter = 'm'; //~ D201
    x
}

fn main() {}

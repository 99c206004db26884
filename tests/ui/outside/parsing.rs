use differentiate::differentiate;

#[differentiate]
fn f(x: f64) -> f64 {
    let text = x.to_string(); //~ D314
    text.parse::<f64>().unwrap() //~ D305
}

fn main() {}

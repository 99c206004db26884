use differentiate::differentiate;

#[differentiate]
fn types(x: f64) -> f64 {
    let a: Option<char> = None; //~ D107
    let b: Vec<String> = Vec::new(); //~ D107
    let c: Box<f64> = x.into(); //~ D107
    let d: &str = "d"; //~ D107 D201
    let f: impl Copy = x; //~ D107 E0562
    let g: (f64, char) = (x, 'g'); //~ D107 D201
    x
}

fn main() {}

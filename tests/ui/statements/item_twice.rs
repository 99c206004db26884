use differentiate::differentiate;

#[differentiate]
fn constants(x: f64) -> f64 {
    let a = {
        const SCALE: f64 = 2.0;
        SCALE * x
    };
    let b = {
        const SCALE: f64 = 3.0; //~ D105
        SCALE * x
    };
    a * b
}

#[differentiate]
fn imports(x: f64) -> f64 {
    use std::f64::consts::PI;
    let a = {
        use std::f64::consts::TAU as PI; //~ D105
        PI * x
    };
    a * PI
}

fn main() {}

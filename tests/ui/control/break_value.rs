use differentiate::differentiate;

#[differentiate]
fn from_while(x: f64) -> f64 {
    while x > 0.0 {
        break x; //~ D407 E0571
    }
    x
}

#[differentiate]
fn from_for(x: f64) -> f64 {
    'all: for _ in 0..3 {
        break 'all x; //~ D407 E0571
    }
    x
}

fn main() {}

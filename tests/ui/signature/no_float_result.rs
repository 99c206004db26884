use differentiate::differentiate;

#[differentiate]
fn integer(x: f64) -> i32 { //~ D012
    x as i32
}

#[differentiate]
fn discrete(x: f64) -> (bool, [usize; 2]) { //~ D012
    (x > 0.0, [1, 2])
}

fn main() {}

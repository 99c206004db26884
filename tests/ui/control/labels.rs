use differentiate::differentiate;

#[differentiate]
fn block(x: f64) -> f64 {
    'early: { //~ D404
        if x < 0.0 {
            break 'early 0.0;
        }
        x
    }
}

#[differentiate]
fn unknown(x: f64) -> f64 {
    let mut y = x;
    'outer: for _ in 0..3 {
        for _ in 0..3 {
            y *= x;
            break 'outre; //~ D405 E0426
        }
    }
    y
}

#[differentiate]
fn unknown_continue(x: f64) -> f64 {
    for _ in 0..3 {
        continue 'outer; //~ D405 E0426
    }
    x
}

fn main() {}

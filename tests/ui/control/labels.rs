use differentiate::differentiate;

#[differentiate]
fn no_loop(x: f64) -> f64 {
    'early: {
        if x < 0.0 {
            continue 'early; //~ D405 E0696
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

//! What the messages about control flow say to write instead.

use differentiate::differentiate;

#[differentiate]
fn d401_a_chain_of_ifs(x: f64, n: u32) -> f64 {
    if n == 0 {
        1.0
    } else if n == 1 {
        x
    } else {
        x * x
    }
}

#[differentiate]
fn d402_a_comparison(x: &[f64], i: usize) -> f64 {
    if i < x.len() {
        x[i] * x[i]
    } else {
        0.0
    }
}

#[differentiate]
fn d403_an_early_return(x: f64) -> f64 {
    if x < 0.0 {
        return 0.0;
    }
    let half = 0.5 * x;
    half * half
}

#[differentiate]
fn d404_a_loop_with_a_label(x: f64) -> f64 {
    'early: loop {
        if x < 1.0 {
            break 'early 0.0;
        }
        if x > 3.0 {
            break 'early x;
        }
        break 'early x * x;
    }
}

#[differentiate]
fn d405_labels_of_loops(x: f64) -> f64 {
    let mut y = x;
    'outer: for i in 0..3 {
        for k in 0..3 {
            if k > i {
                continue 'outer;
            }
            if y > 100.0 {
                break 'outer;
            }
            y *= x;
        }
    }
    y
}

#[differentiate]
fn d406_both_ends(x: f64, a: &[f64]) -> f64 {
    let mut y = x;
    for i in 0..4 {
        if i > 2 {
            break;
        }
        y *= x;
    }
    for v in a {
        y *= v;
    }
    let mut k = 0;
    while k < 10 {
        y += k as f64 * x;
        k += 3;
    }
    y
}

#[differentiate]
fn d407_loop_or_a_variable(x: f64) -> f64 {
    let y = loop {
        break x * x;
    };
    let mut z = 0.0;
    for i in 0..5 {
        if i as f64 > x {
            z = x * i as f64;
            break;
        }
    }
    y * z
}

fn main() {
    for n in 0..3 {
        d401_a_chain_of_ifs::check(2.0, n).unwrap();
    }
    d402_a_comparison::check(&[1.0, 2.0], 1).unwrap();
    d402_a_comparison::check(&[1.0, 2.0], 2).unwrap();
    d403_an_early_return::check(2.0).unwrap();
    for x in [0.5, 2.0, 4.0] {
        d404_a_loop_with_a_label::check(x).unwrap();
    }
    d405_labels_of_loops::check(2.0).unwrap();
    d406_both_ends::check(2.0, &[3.0, 4.0]).unwrap();
    d407_loop_or_a_variable::check(2.5).unwrap();
}

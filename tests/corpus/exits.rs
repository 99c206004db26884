// break, continue and return, in loops of every depth.
use differentiate::differentiate;

#[differentiate]
pub fn break_in_a_for(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        if sum > 1.0 {
            break;
        }
        sum += x[i] * (1.0 + x[i]);
    }
    sum
}

#[differentiate]
pub fn break_after_the_update(x: &[f64]) -> f64 {
    let mut product = 1.0;
    for v in x {
        product *= v + 0.8;
        if product > 1.5 {
            break;
        }
        product += 0.1 * v;
    }
    product
}

#[differentiate]
pub fn break_at_once(x: &[f64]) -> f64 {
    let mut y = x[0];
    for i in 0..x.len() {
        if i == 0 {
            break;
        }
        y *= x[i];
    }
    y * 2.0
}

#[differentiate]
pub fn break_carries_a_value(x: &[f64]) -> f64 {
    let mut found = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.5 {
            found = x[i] * x[i] * (i as f64 + 1.0);
            break;
        }
    }
    found + x[0]
}

#[differentiate]
pub fn break_with_an_index(x: &[f64]) -> f64 {
    let mut at = 0;
    for i in 0..x.len() {
        at = i;
        if x[i] > 0.6 {
            break;
        }
    }
    x[at] * x[at]
}

#[differentiate]
pub fn continue_in_a_for(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        if x[i] < 0.4 {
            continue;
        }
        sum += x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn continue_after_an_update(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        y *= v + 0.5;
        if y > 0.9 {
            continue;
        }
        y += v * v;
    }
    y
}

#[differentiate]
pub fn continue_in_a_while(x: &[f64]) -> f64 {
    let mut i = 0;
    let mut y = 0.0;
    while i < x.len() {
        i += 1;
        if i % 2 == 0 {
            continue;
        }
        y += x[i - 1] * x[i - 1];
    }
    y
}

#[differentiate]
pub fn continue_in_a_loop(x: f64) -> f64 {
    let mut y = x;
    let mut n = 0;
    loop {
        n += 1;
        if n == 2 {
            continue;
        }
        if n > 4 {
            break;
        }
        y *= x + n as f64;
    }
    y
}

#[differentiate]
pub fn break_and_continue(x: &[f64]) -> f64 {
    let mut y = 0.5;
    for i in 0..x.len() {
        if x[i] < 0.2 {
            continue;
        }
        y = y * x[i] + 0.6;
        if y > 0.9 {
            break;
        }
        y += 0.1 * x[i];
    }
    y
}

#[differentiate]
pub fn several_breaks(x: &[f64]) -> f64 {
    let mut y = 0.5;
    for v in x {
        if *v > 0.8 {
            y *= 2.0;
            break;
        }
        y += v * v;
        if y > 1.3 {
            y = y * y;
            break;
        }
    }
    y
}

#[differentiate]
pub fn break_in_an_else(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        if *v < 0.7 {
            y *= v + 0.9;
        } else {
            break;
        }
    }
    y
}

#[differentiate]
pub fn break_of_the_inner_loop(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        let mut sum = 0.0;
        for j in 0..x.len() {
            if sum > x[i] {
                break;
            }
            sum += x[j] * x[j];
        }
        y += sum * x[i];
    }
    y
}

#[differentiate]
pub fn continue_of_the_inner_loop(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            if i == j {
                continue;
            }
            y += x[i] / (x[j] + 1.0);
        }
    }
    y
}

#[differentiate]
pub fn nested_break_and_continue(x: &[f64]) -> f64 {
    let mut y = 0.1;
    for i in 0..x.len() {
        if x[i] < 0.15 {
            continue;
        }
        for j in 0..x.len() {
            if x[j] > 0.85 {
                continue;
            }
            y += x[i] * x[j];
            if y > 1.5 {
                break;
            }
        }
        if y > 2.0 {
            break;
        }
        y *= 0.9;
    }
    y
}

#[differentiate]
pub fn return_in_a_for(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        y *= v + 0.7;
        if y > 1.4 {
            return y * y;
        }
    }
    y
}

#[differentiate]
pub fn return_of_the_found(x: &[f64]) -> f64 {
    for i in 0..x.len() {
        if x[i] > 0.5 {
            return x[i] * x[i];
        }
    }
    0.0
}

#[differentiate]
pub fn return_in_a_nested_loop(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            y += x[i] * x[j] * x[j];
            if y > 0.9 {
                return y * x[i];
            }
        }
        y += 0.01;
    }
    y + x[0]
}

#[differentiate]
pub fn return_in_a_while(x: f64) -> f64 {
    let mut y = x;
    let mut i = 0;
    while i < 10 {
        y = y * 1.5 + 0.1 * x;
        if y > 3.0 {
            return y / x;
        }
        i += 1;
    }
    y
}

#[differentiate]
pub fn return_beside_break(x: &[f64]) -> f64 {
    let mut y = 0.2;
    for v in x {
        y += v * v;
        if y > 1.1 {
            return y;
        }
        if *v > 0.75 {
            break;
        }
    }
    y * 3.0
}

#[differentiate]
pub fn code_after_a_loop_with_return(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for v in x {
        if *v > 0.85 {
            return y;
        }
        y += v * v;
    }
    let mut z = y;
    for v in x.iter().rev() {
        z = z * v + y;
    }
    z
}

#[differentiate]
pub fn value_of_a_labelled_loop(x: f64) -> f64 {
    let mut y = x;
    let z = 'outer: loop {
        loop {
            y = y * 1.5 + x;
            if y > 4.0 {
                break 'outer y * x;
            }
        }
    };
    z + y
}

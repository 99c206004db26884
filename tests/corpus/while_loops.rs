// while and loop.
use differentiate::differentiate;

#[differentiate]
pub fn while_counter(x: f64) -> f64 {
    let mut i = 0;
    let mut y = 1.0;
    while i < 4 {
        y *= x;
        i += 1;
    }
    y
}

#[differentiate]
pub fn while_on_the_value(x: f64) -> f64 {
    let mut y = x;
    while y < 10.0 {
        y = y * 2.0 + x * x;
    }
    y
}

#[differentiate]
pub fn while_with_two_conditions(x: &[f64]) -> f64 {
    let mut i = 0;
    let mut sum = 0.0;
    while i < x.len() && sum < 1.2 {
        sum += x[i] * x[i] + 0.1;
        i += 1;
    }
    sum
}

#[differentiate]
pub fn while_newton(a: f64) -> f64 {
    let mut x = 1.0;
    while (x * x - a).abs() > 1e-3 {
        x = 0.5 * (x + a / x);
    }
    x
}

/// At: (0.5)
/// At: (21.0)
#[differentiate]
pub fn while_never_entered(x: f64) -> f64 {
    let mut y = x;
    while y > 10.0 {
        y *= 0.5;
    }
    y * y
}

#[differentiate]
pub fn while_true(x: f64) -> f64 {
    let mut y = x;
    while true {
        y = y * y + 0.3;
        if y > 0.4 {
            break;
        }
    }
    y
}

#[differentiate]
pub fn nested_while(x: f64) -> f64 {
    let mut y = x;
    let mut i = 0;
    while i < 3 {
        let mut j = 0;
        while j < i {
            y *= x + 1.0;
            j += 1;
        }
        i += 1;
    }
    y
}

#[differentiate]
pub fn for_inside_a_while(x: &[f64]) -> f64 {
    let mut y = 0.1;
    while y < 3.0 {
        for v in x {
            y += v * v;
        }
        y += 0.05;
    }
    y
}

#[differentiate]
pub fn loop_with_break(x: f64) -> f64 {
    let mut y = x;
    let mut n = 0;
    loop {
        y = y * x + 1.0;
        n += 1;
        if n == 5 {
            break;
        }
    }
    y
}

#[differentiate]
pub fn loop_with_break_in_the_middle(x: f64) -> f64 {
    let mut y = x;
    loop {
        y = y * 1.7 + x;
        if y > 5.0 {
            break;
        }
        y *= x + 1.0;
    }
    y
}

#[differentiate]
pub fn loop_with_return(x: f64) -> f64 {
    let mut y = x;
    loop {
        y += x * x + 0.1;
        if y > 2.0 {
            return y * y;
        }
    }
}

#[differentiate]
pub fn while_with_a_carried_array(x: f64) -> f64 {
    let mut v = [x, 0.0];
    let mut i = 0;
    while v[0] < 4.0 && i < 20 {
        v[1] += v[0] * x;
        v[0] = v[0] * 1.5 + v[1] * 0.1;
        i += 1;
    }
    v[0] * v[1]
}

// Blocks that are left by a label, and closures that are left by `return` and `?`.
use differentiate::differentiate;

/// Domain: -0.9..0.9
#[differentiate]
pub fn labelled_block(x: f64, y: f64) -> f64 {
    let z = 'found: {
        if x < 0.0 {
            break 'found x * y;
        }
        if y < 0.0 {
            break 'found y * y;
        }
        x.sqrt() + y
    };
    z * z + x
}

#[differentiate]
pub fn labelled_block_around_a_loop(x: &[f64]) -> f64 {
    let first = 'search: {
        for (i, v) in x.iter().enumerate() {
            if *v > 0.5 {
                break 'search v * (i as f64 + 1.0);
            }
        }
        x[0] * x[1]
    };
    first * first + x[2]
}

#[differentiate]
pub fn labelled_block_in_a_loop(x: &[f64]) -> f64 {
    let mut y = 1.0;
    'all: for v in x {
        let w = 'one: {
            if *v < 0.2 {
                continue 'all;
            }
            if y > 1.6 {
                break 'all;
            }
            if *v > 0.7 {
                break 'one v * y;
            }
            v * v
        };
        y += w;
    }
    y
}

#[differentiate]
pub fn labelled_block_as_a_statement(x: &[f64]) -> f64 {
    let mut y = x[0];
    'skip: {
        if x[1] > 0.4 {
            break 'skip;
        }
        y *= x[1] + 1.0;
        if x[2] > 0.4 {
            break 'skip;
        }
        y += x[2] * x[2];
    }
    y * y
}

#[differentiate]
pub fn nested_labelled_blocks(x: f64, y: f64) -> f64 {
    'outer: {
        let a = 'inner: {
            if x > 0.6 {
                break 'outer x * y;
            }
            if y > 0.6 {
                break 'inner y * y;
            }
            x - y
        };
        a * x
    }
}

#[differentiate]
pub fn labelled_block_with_an_array(x: f64, y: f64) -> f64 {
    let a = 'pick: {
        if x > y {
            break 'pick [x, x * y];
        }
        [y * y, x]
    };
    a[0] * a[1]
}

#[differentiate]
pub fn return_from_a_labelled_block(x: f64, y: f64) -> f64 {
    let z = 'a: {
        if x > 0.7 {
            return x * x * y;
        }
        if y > 0.5 {
            break 'a y.ln();
        }
        x * y
    };
    z * 2.0 + x
}

#[differentiate]
pub fn break_with_a_value_from_a_nested_loop(x: &[f64]) -> f64 {
    let mut y = 0.1;
    let z = 'outer: loop {
        for v in x {
            y += y * v;
            if y > 1.0 {
                break 'outer y * v;
            }
        }
        if y > 0.9 {
            break y;
        }
    };
    z + y
}

#[differentiate]
pub fn return_in_a_closure(x: &[f64]) -> f64 {
    let weigh = |v: f64| {
        if v < 0.3 {
            return v * v;
        }
        v.exp()
    };
    x.iter().map(|v| weigh(*v)).sum::<f64>() * weigh(x[0])
}

#[differentiate]
pub fn question_mark_in_a_closure(x: &[f64]) -> f64 {
    let product = |i: usize| -> Option<f64> {
        let v = x.get(i)?;
        let w = x.get(i + 2)?;
        Some(v * w)
    };
    (0..4).map(|i| product(i).unwrap_or(x[0])).sum()
}

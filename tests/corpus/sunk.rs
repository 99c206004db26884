// Values before branches that use them on one side: their adjoints are zero on the other.
use differentiate::differentiate;

#[differentiate]
pub fn shaded(centre: &[f64; 2], radius: f64, light: &[f64; 2]) -> f64 {
    let mut total = 0.0;
    for i in 0..5 {
        let offset = [i as f64 * 0.3 - centre[0], 0.4 - centre[1]];
        let rest = offset[0] * offset[0] + offset[1] * offset[1] - radius * radius;
        if rest < 0.13 {
            let t = (0.2 - rest).sqrt() - offset[0];
            if t > 0.0 {
                let shade = offset[1] / radius * light[0] + (offset[0] + t) / radius * light[1];
                if shade > 0.0 {
                    total += shade;
                }
            }
        } else {
            total += 0.01 * centre[0];
        }
    }
    total
}

#[differentiate]
pub fn used_on_the_second_side(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let root = x[i].sqrt() * x[0];
        let ratio = x[i] / x[1];
        if x[i] > 0.5 {
            total += 1.0;
        } else {
            for k in 0..x.len() {
                total += root * x[k];
            }
            total += ratio * ratio;
        }
    }
    total
}

#[differentiate]
pub fn used_on_both_sides(x: &[f64], y: &[f64; 3]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let (a, b, c) = (x[i] * y[0], x[i] / y[1], x[i].exp() * y[2]);
        if x[i] > 0.5 {
            for k in 0..3 {
                total += a * y[k] + b;
            }
        } else {
            for k in 0..3 {
                total += b * y[k] * c;
            }
        }
    }
    total
}

#[differentiate]
pub fn used_in_a_serial_loop(x: &[f64], y: &[f64; 2]) -> f64 {
    let mut state = 0.5;
    for i in 0..x.len() {
        let product = x[i] * y[0];
        let quotient = state / y[1];
        if x[i] > 0.5 {
            for _ in 0..2 {
                state = (state * product + quotient).sin();
            }
        } else {
            state *= 0.9;
        }
    }
    state
}

#[differentiate]
pub fn product_within_the_unit(x: &[f64; 4], low: f64) -> f64 {
    let mut total = -0.0;
    for i in 0..4 {
        let mut factors = [low; 2];
        let distance = (x[i] - low) / x[0];
        if distance > 0.3 {
            factors[0] = distance * x[i];
            if distance > 0.6 {
                factors[1] = distance.ln() * x[3];
            }
            total += factors[0] * factors[1];
        }
    }
    total
}

/// Domain: -1.0..1.0
#[differentiate]
pub fn zero_beyond_the_edge(x: &[f64], y: f64) -> f64 {
    let mut total = -0.0;
    for i in 0..x.len() {
        let mut term = 0.0;
        if x[i] > 0.0 {
            for k in 0..x.len() {
                term -= x[i] * x[k] * y;
            }
        }
        total += term * y;
    }
    total
}

#[differentiate]
pub fn infinite_where_not_used(x: &[f64], y: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let root = (x[i] - x[i].min(0.5)).sqrt();
        if x[i] > 0.5 {
            for k in 0..3 {
                total += root * x[k] * y;
            }
        } else {
            total += y;
        }
    }
    total
}

#[differentiate]
pub fn single_inside(x: &[f32], y: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let wide = x[i] as f64 * y;
        if wide > 0.2 {
            for k in 0..3 {
                total += wide * k as f64 * y;
            }
        }
    }
    total
}

#[differentiate]
pub fn lit(x: &[f64; 3], y: f64) -> [f64; 2] {
    let mut sums = [0.0; 2];
    for i in 0..3 {
        let scaled = x[i] / y;
        if scaled > 0.6 {
            sums[0] += scaled * x[0];
            if x[i] > 0.5 {
                sums[1] += scaled.sqrt();
            }
        }
    }
    sums
}

#[differentiate]
pub fn sunk_in_a_callee(x: &[f64; 3], y: f64) -> f64 {
    let sums: [f64; 2] = lit(x, y);
    sums[0] * y + sums[1]
}

/// At: (0.4, 0.5)
/// At: (0.0, 0.5)
#[differentiate]
pub fn infinite_a_long_way_from_where_it_is_not_used(x: f64, y: f64) -> f64 {
    let root = x.sqrt() * y;
    let far = (root / x).ln() / y;
    let farther = (far / root) * far;
    if x > 0.1 {
        farther * y
    } else {
        y
    }
}

/// At: (0.0, 0.5)
/// At: (0.4, 0.5)
#[differentiate]
pub fn infinite_a_long_way_from_two_branches(x: f64, y: f64) -> f64 {
    let (low, high) = (x.sqrt() * y, x.ln() / y);
    let both = low * high;
    let mut total = y;
    if x > 0.1 {
        total += both * y;
    }
    if x > 0.2 {
        total += low / high;
    }
    total
}

/// At: (1.5, 2.5, 1.0)
/// At: (0.1, 0.2, -1.0)
#[differentiate]
pub fn infinite_by_products_and_replaced(x: f64, y: f64, z: f64) -> f64 {
    let mut p = x;
    for _ in 0..4 {
        for _ in 0..4 {
            p *= y;
            p += p * p + 0.75;
        }
    }
    p *= y;
    if z > 0.0 {
        p = z * z;
    }
    p
}

/// At: (1.5, 2.5, 1.0)
/// At: (0.1, 0.2, -1.0)
#[differentiate]
pub fn infinite_by_products_and_replaced_in_between(x: f64, y: f64, z: f64) -> f64 {
    let mut p = x;
    for k in 0..21 {
        if k == 19 && z > 0.0 {
            p = z;
        }
        p = p * p * y + 0.75;
    }
    p * y
}

/// At: (1.5, 2.5, 1.0)
/// At: (0.1, 0.2, -1.0)
#[differentiate]
pub fn infinite_by_products_in_an_array_that_is_not_used(x: f64, y: f64, z: f64) -> f64 {
    let mut p = x;
    for _ in 0..21 {
        p = p * p * y + 0.75;
    }
    let both = [p * y, p / y];
    if z > 0.0 {
        z * z
    } else {
        both[0] - both[1]
    }
}

/// At: (0.5, 1.0)
/// At: (0.5, -1.0)
#[differentiate]
pub fn first_where_positive(p: f64, q: f64) -> f64 {
    if q > 0.0 {
        q * q
    } else {
        p * q
    }
}

/// At: (0.0, 1.0)
/// At: (0.2, -1.0)
#[differentiate]
pub fn root_for_a_function_that_does_not_use_it(x: f64, z: f64) -> f64 {
    first_where_positive(x.sqrt(), z)
}

/// At: (0.0, 1.0)
/// At: (0.2, -1.0)
#[differentiate]
pub fn root_for_a_call_that_is_not_used(x: f64, z: f64) -> f64 {
    let far = first_where_positive(x.sqrt() + z, -1.0);
    if z > 0.0 {
        z
    } else {
        far
    }
}

/// At: (&[0.5, 0.25])
#[differentiate]
pub fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

/// At: (&[], 1.5, 1.0)
/// At: (&[0.5, 0.25], 1.5, -1.0)
#[differentiate]
pub fn infinite_from_a_function_and_not_used(values: &[f64], y: f64, z: f64) -> f64 {
    let far = least(values) * y * y;
    if z > 0.0 {
        z * y
    } else {
        far
    }
}

/// At: (0.0, 1.5, 1.0)
/// At: (0.5, 1.5, -1.0)
#[differentiate]
pub fn quotient_carried_through_a_loop_and_not_used(x: f64, y: f64, z: f64) -> f64 {
    let mut far = [1.0 / x, x];
    for _ in 0..3 {
        far = [far[0] * y, far[1] * far[0]];
    }
    if z > 0.0 {
        z * y
    } else {
        far[1]
    }
}

/// At: (0.0, 1.5, 1.0)
/// At: (0.5, 1.5, -1.0)
#[differentiate]
pub fn quotient_for_a_function_and_not_used(x: f64, y: f64, z: f64) -> f64 {
    let far = first_where_positive(1.0 / x, -y);
    if z > 0.0 {
        z * y
    } else {
        far
    }
}

/// At: (&[0.0, 0.5], 1.5, 1)
#[differentiate]
pub fn infinite_in_a_table_and_not_read(x: &[f64], y: f64, k: usize) -> f64 {
    let inverse: Vec<f64> = x.iter().map(|x| 1.0 / x).collect();
    let scaled: Vec<f64> = inverse.iter().map(|v| v * y).collect();
    scaled[k]
}

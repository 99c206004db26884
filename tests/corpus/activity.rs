// What depends on the inputs, and when: the cases in which a careless reverse sweep is silently wrong.
use differentiate::differentiate;

#[differentiate]
pub fn overwritten_by_a_constant(x: f64) -> f64 {
    let mut y = x * x;
    y = 3.0;
    y * x
}

#[differentiate]
pub fn overwritten_then_active_again(x: f64) -> f64 {
    let mut y = x * x;
    y = 2.0;
    y = y * x;
    y + x
}

#[differentiate]
pub fn used_before_and_after_an_overwrite(x: f64) -> f64 {
    let mut y = x * 2.0;
    let before = y * x;
    y = x * x * x;
    before * y
}

#[differentiate]
pub fn parameter_overwritten(mut x: f64, y: f64) -> f64 {
    let before = x * y;
    x = y;
    before + x * x
}

#[differentiate]
pub fn overwritten_by_itself(x: f64) -> f64 {
    let mut y = x;
    y = y;
    y = y * y;
    y = y - y * x;
    y
}

#[differentiate]
pub fn dead_variable(x: f64) -> f64 {
    let dead = x.exp() * x;
    let y = x * x;
    let _also_dead = y * dead;
    y
}

#[differentiate]
pub fn dead_branch(x: f64) -> f64 {
    let mut y = x;
    if false {
        y = x * 100.0;
    }
    y * y
}

#[differentiate]
pub fn branch_never_taken(x: f64) -> f64 {
    let mut y = x;
    if x > 100.0 {
        y = y.ln() * 5.0;
    }
    y * x
}

#[differentiate]
pub fn constant_in_one_branch(x: f64) -> f64 {
    let mut y = x * x;
    if x > 0.5 {
        y = 4.0;
    }
    y * x
}

#[differentiate]
pub fn constant_in_both_branches(x: f64) -> f64 {
    let k = if x > 0.5 { 2.0 } else { 3.0 };
    k * x
}

#[differentiate]
pub fn bad_value_in_the_branch_not_taken(x: f64) -> f64 {
    let y = x - 5.0;
    if y > 0.0 {
        y.sqrt()
    } else {
        x * x
    }
}

#[differentiate]
pub fn division_guarded_by_a_branch(x: f64, k: f64) -> f64 {
    let zero = k * 0.0;
    let ratio = if zero == 0.0 { x } else { x / zero };
    ratio * ratio
}

#[differentiate]
pub fn element_overwritten_then_read(x: [f64; 3]) -> f64 {
    let mut v = x;
    let before = v[0] * v[1];
    v[0] = 7.0;
    before + v[0] * v[2]
}

#[differentiate]
pub fn elements_overwritten_in_a_loop(x: [f64; 4]) -> f64 {
    let mut v = x;
    let mut sum = 0.0;
    for i in 0..4 {
        sum += v[i] * v[i];
        v[i] = sum;
    }
    v[0] * v[3] + v[1]
}

#[differentiate]
pub fn one_element_overwritten_in_every_round(x: &[f64]) -> f64 {
    let mut v = [1.0, 0.0];
    let mut y = 0.0;
    for i in 0..x.len() {
        v[1] = v[0] * x[i];
        y += v[1] * v[1];
        v[0] = x[i];
    }
    y * v[0]
}

/// Ints: 0..3
#[differentiate]
pub fn perhaps_the_same_element(x: [f64; 3], i: usize, j: usize) -> f64 {
    let mut v = x;
    v[i] = v[i] * v[j];
    v[j] = v[j] + v[i] * v[i];
    v[i] * v[0] + v[j]
}

#[differentiate]
pub fn element_overwritten_by_constants_in_a_loop(x: f64) -> f64 {
    let mut v = [x; 4];
    for i in 0..3 {
        v[i] = i as f64;
    }
    v[0] + v[1] * v[3] + v[2] * v[3]
}

#[differentiate]
pub fn read_after_a_later_write_in_the_same_round(x: &[f64]) -> f64 {
    let mut v = [0.5; 6];
    let mut y = 0.0;
    for i in 0..5 {
        v[i + 1] = v[i] * x[i];
        y += v[i] * v[i + 1];
        v[i] = y;
    }
    v[4] + y * v[5]
}

#[differentiate]
pub fn shifted_in_place(x: [f64; 5]) -> f64 {
    let mut v = x;
    for i in (1..5).rev() {
        v[i] = v[i - 1] * v[i];
    }
    v[0] = 1.0;
    let mut y = 0.0;
    for i in 0..5 {
        y += v[i] * (i as f64 + 1.0);
    }
    y
}

#[differentiate]
pub fn loop_of_constants(x: f64) -> f64 {
    let mut k = 1.0;
    for i in 0..4 {
        k = k * 1.5 + i as f64;
    }
    k * x
}

#[differentiate]
pub fn carried_becomes_active_late(x: f64) -> f64 {
    let mut y = 1.0;
    for i in 0..5 {
        if i == 3 {
            y = x;
        }
        y *= 2.0;
    }
    y * y
}

#[differentiate]
pub fn carried_becomes_constant(x: f64) -> f64 {
    let mut y = x;
    let mut z = x;
    for i in 0..4 {
        z = z * y;
        if i == 1 {
            y = 0.5;
        }
    }
    z + y
}

#[differentiate]
pub fn activity_travels_through_rounds(x: f64) -> f64 {
    let mut a = x;
    let mut b = 1.0;
    let mut c = 2.0;
    let mut d = 3.0;
    for _ in 0..4 {
        d = c * d;
        c = b + c;
        b = a * b;
    }
    d
}

#[differentiate]
pub fn assigned_conditionally_in_a_loop(x: &[f64]) -> f64 {
    let mut last = 1.0;
    for v in x {
        if *v > 0.5 {
            last = v * v;
        }
    }
    last * x[0]
}

#[differentiate]
pub fn overwritten_in_every_round(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for v in x {
        y = v * v;
    }
    y
}

#[differentiate]
pub fn conditional_assignment_then_use_in_the_next_round(x: &[f64]) -> f64 {
    let mut memory = 0.3;
    let mut y = 0.0;
    for v in x {
        y += memory * v;
        if *v < 0.6 {
            memory = memory * v + 0.2;
        } else {
            memory = 0.1;
        }
    }
    y
}

#[differentiate]
pub fn value_kept_across_a_loop(x: &[f64]) -> f64 {
    let early = x[0] * x[1];
    let mut y = 1.0;
    for v in x {
        y *= v + 0.5;
    }
    y * early + early
}

#[differentiate]
pub fn swap_through_a_temporary(x: f64, y: f64) -> f64 {
    let mut a = x;
    let mut b = y;
    for _ in 0..3 {
        let t = a;
        a = b * 2.0;
        b = t * a;
    }
    a + b * b
}

#[differentiate]
pub fn deferred_array_element_use(x: f64) -> f64 {
    let mut v = [x, x * x];
    let a = v[0];
    v[0] = a * v[1];
    let b = v[0];
    v[0] = 2.0;
    a * b + v[0] * v[1]
}

#[differentiate]
pub fn difference_that_cancels(x: f64, y: f64) -> f64 {
    let a = x * y;
    let b = a - x * y;
    b + y
}

#[differentiate]
pub fn used_only_in_a_condition(x: f64, y: f64) -> f64 {
    let threshold = y * y;
    if x > threshold {
        x
    } else {
        x * x
    }
}

#[differentiate]
pub fn used_only_in_an_index(x: &[f64], y: f64) -> f64 {
    x[(y * 4.0) as usize] * 2.0
}

#[differentiate]
pub fn active_through_an_integer(x: f64) -> f64 {
    let k = (x * 10.0) as i32;
    k as f64 * x
}

#[differentiate]
pub fn fan_out(x: f64) -> f64 {
    let y = x * x;
    let a = y * 2.0;
    let b = y * y;
    let c = y / (a + b);
    a * b * c * y
}

#[differentiate]
pub fn zero_trip_loop_with_a_carried_value(x: f64) -> f64 {
    let mut y = x * x;
    for _ in 0..0 {
        y = y * 17.0;
    }
    y
}

#[differentiate]
pub fn single_trip_loop(x: f64) -> f64 {
    let mut y = x;
    for i in 3..4 {
        y = y * x * i as f64;
    }
    y
}

#[differentiate]
pub fn inner_variable_dies_each_round(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for v in x {
        let mut t = *v;
        t *= t;
        if t > 0.3 {
            t = 0.3 * v;
        }
        y += t;
    }
    y
}

#[differentiate]
pub fn product_with_a_zero(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in 0..x.len() {
        y *= x[i] * i as f64;
        y += x[i];
    }
    y
}

#[differentiate]
pub fn carried_overwritten_before_its_use(x: &[f64]) -> f64 {
    let mut t = x[0];
    let mut y = 0.0;
    for v in x {
        t = v * 2.0;
        y += t * t;
    }
    y
}

#[differentiate]
pub fn variable_declared_outside_used_inside_only(x: &[f64]) -> f64 {
    let mut t;
    let mut y = 1.0;
    for v in x {
        t = y * v;
        y = t + v * v;
    }
    y
}

/// At: (0.0, 1)
/// At: (0.0, 2)
/// At: (0.5, 0)
#[differentiate]
pub fn infinite_element_not_read(x: f64, k: usize) -> f64 {
    let a = [1.0 / x, x, x * x];
    a[k]
}

/// At: (0.0)
/// At: (0.5)
/// Differences: no
#[differentiate]
pub fn infinite_value_used_conditionally_in_a_loop(x: f64) -> f64 {
    let r = 1.0 / x;
    let mut sum = 0.0;
    for _ in 0..3 {
        if x != 0.0 {
            sum += r;
        }
    }
    sum
}

/// At: (0.0, 0)
/// At: (0.5, 2)
#[differentiate]
pub fn infinite_value_used_by_no_round(x: f64, n: usize) -> f64 {
    let r = 1.0 / x;
    let mut sum = 0.0;
    for _ in 0..n {
        sum += r;
    }
    sum
}

/// At: (0.0)
/// At: (0.5)
/// Differences: no
#[differentiate]
pub fn infinite_element_overwritten(x: f64) -> f64 {
    let mut a = [1.0 / x, 1.0];
    if x == 0.0 {
        a[0] = 0.0;
    }
    a[0] + a[1]
}

/// At: (0.0)
/// At: (4.0)
#[differentiate]
pub fn root_of_zero_not_chosen(x: f64) -> f64 {
    x.sqrt().max(1.0)
}

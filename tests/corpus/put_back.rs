// Arrays that loops overwrite less often than inner loops read them: the reverse sweep puts back what was overwritten.
use differentiate::differentiate;

/// Len of a: 9
/// Len of b: 3
/// Domain of a: 1.0..1.4
#[differentiate]
pub fn factorised_and_solved(a: &[f64], b: &[f64]) -> f64 {
    let n = b.len();
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i * n + j] * if i == j { 4.0 } else { 1.0 };
            for k in 0..j {
                sum -= l[i * n + k] * l[j * n + k];
            }
            l[i * n + j] = if i == j { sum.sqrt() } else { sum / l[j * n + j] };
        }
    }
    let mut y = vec![0.0; n];
    for i in 0..n {
        let mut sum = b[i];
        for k in 0..i {
            sum -= l[i * n + k] * y[k];
        }
        y[i] = sum / l[i * n + i];
    }
    y.iter().map(|y| y * y).sum()
}

#[differentiate]
pub fn rows_put_back(x: &[f64; 4]) -> f64 {
    let mut m = [[1.0; 4]; 4];
    for i in 0..4 {
        for j in 0..4 {
            let mut sum = x[j];
            for k in 0..4 {
                sum += m[i][k] * m[k][j] * x[k];
            }
            m[i][j] = sum.tanh();
        }
    }
    m[0][3] * m[3][1] + m[2][2]
}

#[differentiate]
pub fn overwritten_in_turn(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 0..12 {
        let mut sum = 0.0;
        for k in 0..a.len() {
            sum += a[k] * a[(k + i) % x.len()];
        }
        a[i % x.len()] = sum.sin();
    }
    a[0] * a[1]
}

#[differentiate]
pub fn overwritten_twice(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 0..x.len() {
        let mut sum = 0.0;
        for k in 0..a.len() {
            sum += a[k] * a[i];
        }
        a[i] = (sum * 0.5).sin();
        let mut product = 1.0;
        for k in 0..a.len() {
            product *= a[k] + a[i];
        }
        a[i] = product.sin();
        a[(i + 1) % x.len()] += product.sin() * 0.1;
    }
    a.iter().map(|a| a * a).sum()
}

#[differentiate]
pub fn overwritten_on_a_side(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 0..x.len() {
        let mut sum = 0.0;
        for k in 0..a.len() {
            sum += a[k] * a[i];
        }
        if sum > 0.8 {
            a[i] = sum.sqrt();
            if i > 2 {
                a[i - 1] = sum * a[0];
            }
        } else {
            a[0] = sum.sin();
        }
    }
    a.iter().map(|a| a * a).sum()
}

#[differentiate]
pub fn read_on_a_side(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut total = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.5 {
            for k in 0..a.len() {
                total += a[k] * a[i] * x[k];
            }
            a[i] = total.sin();
            for k in 0..a.len() {
                total += a[k] * a[i];
            }
        }
        a[0] *= 0.9;
    }
    total + a[0]
}

#[differentiate]
pub fn put_back_until_it_is_enough(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut sum = 0.0;
        for k in 0..a.len() {
            sum += a[k] * a[i];
        }
        a[i] = sum.tanh();
        total += sum;
        if total > 4.0 {
            break;
        }
    }
    total * a[1]
}

#[differentiate]
pub fn put_back_while_it_grows(x: &[f64; 6]) -> f64 {
    let mut a = *x;
    let mut at = 0;
    while at < 5 && a[at] < 20.0 {
        let mut sum = 0.0;
        for k in (0..6).rev() {
            sum += a[k] * a[at];
        }
        a[at + 1] = sum;
        at += 1;
    }
    a[at]
}

/// Len: 4
#[differentiate]
pub fn put_back_in_each_step(x: &[f64], rate: f64) -> f64 {
    let n = x.len();
    let mut state = 1.0;
    for step in 0..3 {
        let mut a = vec![state; n];
        for i in 0..n {
            let mut sum = x[i];
            for k in 0..n {
                sum -= a[k] * x[(k + step) % n] * rate;
            }
            a[i] = sum;
        }
        state = a[0] * a[n - 1];
    }
    state
}

/// Len: 6
#[differentiate]
pub fn put_back_through_steps(x: &[f64]) -> f64 {
    let n = x.len();
    let mut a = x.to_vec();
    for step in 1..4 {
        for i in 0..n {
            let mut sum = 0.0;
            for k in 0..n {
                sum += a[k] * x[(k * step) % n];
            }
            a[i] = sum.sin();
        }
        a[step] *= 0.5;
    }
    a.iter().product()
}

#[differentiate]
pub fn read_before_and_behind(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut total = 0.0;
    for i in 0..x.len() {
        for k in 0..x.len() {
            total += a[k] * x[i];
        }
        a[i] = total.cos();
        total *= a[i] * a[0];
        for k in 0..x.len() {
            total += a[k] * a[k];
        }
    }
    total
}

#[differentiate]
pub fn two_put_back(x: &[f64]) -> f64 {
    let n = x.len();
    let mut a = x.to_vec();
    let mut b = vec![0.5; n];
    for i in 0..n {
        let mut sum = 0.0;
        for k in 0..n {
            sum += a[k] * b[(i + k) % n];
        }
        a[i] = sum.sin();
        b[n - 1 - i] = sum * a[i];
    }
    a[0] * b[0] + a[n - 1] * b[n - 1]
}

#[differentiate]
pub fn indices_put_back(x: &[f64]) -> f64 {
    let n = x.len();
    let mut order = vec![0; n];
    let mut a = x.to_vec();
    for i in 0..n {
        let mut sum = 0.0;
        for k in 0..n {
            sum += a[order[k]] * a[k];
        }
        order[i] = (i * 3 + 1) % n;
        a[order[i]] = sum.sin();
    }
    a.iter().sum()
}

#[differentiate]
pub fn overwritten_where_others_say(x: &[f64]) -> f64 {
    let n = x.len();
    let mut order = vec![0; n];
    let mut a = x.to_vec();
    let mut total = 0.0;
    for i in 0..n {
        for k in 0..n {
            let mut sum = 0.0;
            for j in 0..n {
                sum += a[j] * a[order[j]];
            }
            a[order[k]] = sum.sin();
            total += sum;
        }
        order[i] = (i * 2 + 1) % n;
    }
    total
}

#[differentiate]
pub fn kept_beside_what_is_put_back(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let mut total = 0.0;
    for i in 0..x.len() {
        let before = a.clone();
        let mut sum = 0.0;
        for k in 0..x.len() {
            sum += a[k] * a[i];
        }
        a[i] = sum;
        for k in 0..x.len() {
            total += before[k] * a[k];
        }
    }
    total
}

#[differentiate]
pub fn put_back_in_place(a: &mut [f64], x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        let mut sum = 0.0;
        for k in 0..x.len() {
            sum += a[k] * x[i];
        }
        a[i] = sum.sin();
        total += sum;
    }
    total
}

#[differentiate]
pub fn array_put_back_in_place(a: &mut [f64; 4], x: &[f64; 4]) -> f64 {
    for i in 0..4 {
        let mut sum = 0.0;
        for k in 0..4 {
            sum += a[k] * a[i] * x[k];
        }
        a[i] = sum.sin();
    }
    a[0] * x[1]
}

#[differentiate]
pub fn blended(x: &[f64]) -> Vec<f64> {
    let mut a = x.to_vec();
    for i in 0..x.len() {
        let mut sum = 0.0;
        for k in 0..x.len() {
            sum += a[k] * a[i];
        }
        a[i] = sum.sin();
    }
    a
}

#[differentiate]
pub fn put_back_in_a_callee(x: &[f64]) -> f64 {
    let a: Vec<f64> = blended(x);
    let mut product = 1.0;
    for i in 0..x.len() {
        product *= a[i] + x[i];
    }
    product
}

#[differentiate]
pub fn put_back_around_calls(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 0..x.len() {
        let mut sum = 0.0;
        for k in 0..x.len() {
            let term: f64 = lessened(&a, k);
            sum += term * a[k];
        }
        a[i] = sum.tanh();
    }
    a[0] + a[1]
}

#[differentiate]
pub fn lessened(a: &[f64], k: usize) -> f64 {
    a[k].sin() * a[0]
}

#[differentiate]
pub fn packed_triangle(x: &[f64; 10], y: &[f64; 4]) -> f64 {
    let mut total: f64 = 0.0;
    let mut at = 0;
    for i in 0..4 {
        let mut entry = y[i];
        for j in 0..=i {
            entry += x[at + j] * y[j];
        }
        total += entry.sin() * x[at] * total.cos();
        at += i + 1;
    }
    total
}

#[differentiate]
pub fn counted_down(x: &[f64; 10], by: usize) -> f64 {
    let mut total: f64 = 1.0;
    let mut at = 9;
    for k in 0..3 {
        let step = (by + k) % 3 + 1;
        total *= x[at] + total.sin() * x[k];
        at -= step;
    }
    total
}

/// Len of x: 8
/// Ints: 1..3
#[differentiate]
pub fn counted_while(x: &[f64], step: usize) -> f64 {
    let mut total: f64 = 1.0;
    let mut at = 0;
    while at < x.len() && total < 50.0 {
        total += x[at] * total.sin();
        at += step;
    }
    total
}

#[differentiate]
pub fn counted_in_steps(x: &[f64; 12]) -> f64 {
    let mut total: f64 = 1.0;
    for k in 1..3 {
        let mut at = k;
        for i in 0..3 {
            total += (total * x[at]).sin();
            at += k * i;
        }
        total *= x[at];
    }
    total
}

#[differentiate]
pub fn counted_past_the_signs(x: &[f64; 9], by: i32) -> f64 {
    let mut total: f64 = 1.0;
    let mut at: i32 = 4;
    for i in 0..4 {
        total += (total * x[at.rem_euclid(9) as usize]).sin();
        at = (by - 5) + at;
        total *= x[i] + 1.0;
    }
    total
}

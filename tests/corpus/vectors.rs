//! Vectors: how they are made, grow, shrink and change.

use differentiate::differentiate;

/// `vec![a, b]`
#[differentiate]
pub fn vec_list(x: f64, y: f64) -> f64 {
    let v = vec![x * y, x.sin(), 2.0];
    v[0] * v[1] + v[2] * x
}

/// `vec![value; n]`
#[differentiate]
pub fn vec_filled(x: f64, n: usize) -> f64 {
    let v = vec![x * x; n + 1];
    v[0] * v[n].exp()
}

/// A vector whose elements are overwritten.
#[differentiate]
pub fn vec_store(x: &[f64]) -> f64 {
    let mut v = vec![0.0; x.len()];
    for i in 0..x.len() {
        v[i] = x[i] * x[x.len() - 1 - i].sin();
    }
    for i in 1..v.len() {
        v[i] += v[i - 1] * v[i - 1];
    }
    v[v.len() - 1]
}

/// `push`, one for each item.
#[differentiate]
pub fn vec_push(x: &[f64]) -> f64 {
    let mut v = Vec::new();
    for a in x {
        v.push(a.exp() * a);
    }
    v[0] * v[v.len() - 1]
}

/// `push` of what is computed from what was pushed before.
#[differentiate]
pub fn vec_push_recurrence(x: &[f64], n: usize) -> f64 {
    let mut v = Vec::with_capacity(n + 1);
    v.push(x[0]);
    for i in 0..n {
        v.push((v[i] * 1.5).sin() + x[(i + 1) % x.len()]);
    }
    v[n] * v[n / 2]
}

/// `push` on one side of a branch.
#[differentiate]
pub fn vec_push_if(x: &[f64]) -> f64 {
    let mut v = vec![1.5];
    for a in x {
        if *a > 0.4 {
            v.push(a * a);
        }
    }
    v.iter().product()
}

/// `push` until a condition ends the loop.
#[differentiate]
pub fn vec_push_until(x: f64) -> f64 {
    let mut v: Vec<f64> = vec![x];
    loop {
        let next = v[v.len() - 1] * 0.7;
        if next < 0.05 {
            break;
        }
        v.push(next.cos() * next);
    }
    v.iter().map(|a| a * a).sum()
}

/// `while let Some(v) = stack.pop()`
#[differentiate]
pub fn vec_pop_while(x: &[f64]) -> f64 {
    let mut stack = x.to_vec();
    let mut total = 1.0;
    while let Some(v) = stack.pop() {
        total = total * v + v.cos();
        if total > 2.0 {
            stack.push(total * 0.1);
            total *= 0.3;
        }
    }
    total
}

/// `if let Some(v) = stack.pop()`, and `pop` whose value is not used.
#[differentiate]
pub fn vec_pop_if(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.pop();
    let mut sum = v[0];
    if let Some(last) = v.pop() {
        sum *= last;
    }
    sum + v.iter().map(|a| a.sqrt()).sum::<f64>()
}

/// `pop().unwrap()`
/// Len: 1
/// Panics: (&[], 2.0)
#[differentiate]
pub fn vec_pop_unwrap(x: &[f64], y: f64) -> f64 {
    let mut v: Vec<f64> = x.iter().map(|a| a * y).collect();
    v.pop().unwrap().sin()
}

/// `collect` of a chain.
#[differentiate]
pub fn vec_collect(x: &[f64]) -> f64 {
    let v: Vec<f64> = x.iter().map(|a| a * a).collect();
    let mut sum = 0.0;
    for i in 0..v.len() {
        sum += v[i].sin() * v[v.len() - 1 - i];
    }
    sum
}

/// `collect` of what is left.
#[differentiate]
pub fn vec_collect_filtered(x: &[f64]) -> f64 {
    let v = x.iter().filter(|a| **a > 0.3).map(|a| a.powi(3)).collect::<Vec<_>>();
    v.iter().sum::<f64>() * v.len() as f64
}

/// `collect` of integers, which are constants.
#[differentiate]
pub fn vec_collect_integers(x: &[f64]) -> f64 {
    let order: Vec<usize> = (0..x.len()).rev().collect();
    let mut sum = 0.0;
    for (i, &j) in order.iter().enumerate() {
        sum += x[j] * x[i].exp() * i as f64;
    }
    sum
}

/// `collect` of arrays.
#[differentiate]
pub fn vec_collect_arrays(x: &[f64]) -> f64 {
    let points: Vec<[f64; 2]> = x.iter().map(|&a| [a.cos(), a.sin() * a]).collect();
    let mut sum = 0.0;
    for p in &points {
        sum += p[0] * p[1];
    }
    sum
}

/// `extend` and `extend_from_slice`
#[differentiate]
pub fn vec_extend(x: &[f64], y: f64) -> f64 {
    let mut v = vec![y];
    v.extend(x.iter().map(|a| a * y));
    v.extend_from_slice(x);
    let mut product = 1.0;
    for (i, a) in v.iter().enumerate() {
        product *= a + i as f64;
    }
    product.ln()
}

/// `append`, which empties the other.
#[differentiate]
pub fn vec_append(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut w = vec![x[0] * x[1], x[2]];
    v.append(&mut w);
    w.push(v[x.len()]);
    v.iter().fold(0.5, |a, b| a * b + b.sin()) * w[0]
}

/// `insert` and `remove`
/// Panics: (&[0.5, 0.25], 2)
#[differentiate]
pub fn vec_insert_remove(x: &[f64], k: usize) -> f64 {
    let mut v = x.to_vec();
    v.insert(1, x[0] * x[1]);
    let removed = v.remove(k + 1);
    v.iter().fold(removed, |a, b| a * b + b.sin())
}

/// `swap_remove`
#[differentiate]
pub fn vec_swap_remove(x: &[f64], k: usize) -> f64 {
    let mut v = x.to_vec();
    let removed = v.swap_remove(k);
    v.iter().fold(removed, |a, b| a * b + b.sin())
}

/// `truncate`, `resize` and `clear`
#[differentiate]
pub fn vec_resize(x: &[f64], k: usize) -> f64 {
    let mut v = x.to_vec();
    v.truncate(k);
    v.resize(4, x[0] * x[1]);
    let product: f64 = v.iter().product();
    v.clear();
    v.push(product);
    v.resize(2, product * product);
    v[0].sin() + v[1]
}

/// `split_off`
/// Panics: (&[0.5, 0.25], 3)
#[differentiate]
pub fn vec_split_off(x: &[f64], k: usize) -> f64 {
    let mut v = x.to_vec();
    let rest = v.split_off(k);
    v.push(2.0);
    v.iter().product::<f64>() + rest.iter().map(|a| a.sin()).sum::<f64>()
}

/// `retain`
#[differentiate]
pub fn vec_retain(x: &[f64]) -> f64 {
    let mut v: Vec<f64> = x.iter().map(|a| a * x[0]).collect();
    v.retain(|a| *a > 0.1);
    v.push(x[1]);
    v.iter().product::<f64>() * v.len() as f64
}

/// `Vec::from_iter`
#[differentiate]
pub fn vec_from_iter(x: &[f64]) -> f64 {
    let v: Vec<f64> = Vec::from_iter(x.iter().map(|a| a.exp()));
    v[0] * v.as_slice()[1]
}

/// `clone`, after which both change.
#[differentiate]
pub fn vec_clone(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut w = v.clone();
    v[0] *= 2.0;
    w.push(v[0] * x[1]);
    v.push(w[0]);
    v.iter().product::<f64>() * w.iter().sum::<f64>()
}

/// `to_owned`, and `Vec::from`.
#[differentiate]
pub fn vec_from(x: &[f64], y: f64) -> f64 {
    let mut v = x.to_owned();
    let w = Vec::from([y, y * y]);
    v.push(w[1]);
    v.iter().map(|a| a * w[0]).sum::<f64>().exp()
}

/// A vector that a loop replaces.
/// Ints: 0..5
#[differentiate]
pub fn vec_carried(x: &[f64], steps: usize, k: f64) -> f64 {
    let mut u = x.to_vec();
    for _ in 0..steps {
        let mut next = vec![0.0; u.len()];
        for i in 0..u.len() {
            let left = if i > 0 { u[i - 1] } else { 0.0 };
            next[i] = u[i] + k * (left - u[i]) * u[i];
        }
        u = next;
    }
    u.iter().map(|v| v * v).sum()
}

/// Two vectors that change places.
#[differentiate]
pub fn vec_swapped(x: &[f64], n: usize) -> f64 {
    let mut a = x.to_vec();
    let mut b = vec![0.0; x.len()];
    for _ in 0..n {
        for i in 0..a.len() {
            b[i] = (a[i] * a[(i + 1) % a.len()]).sin() + a[i];
        }
        std::mem::swap(&mut a, &mut b);
    }
    a.iter().sum()
}

/// A vector out of a branch.
#[differentiate]
pub fn vec_chosen(x: &[f64], whole: bool) -> f64 {
    let v = if whole {
        x.iter().map(|a| a * 2.0).collect()
    } else {
        vec![x[0], x[1]]
    };
    v.iter().map(|a| a * a).sum()
}

/// A vector that is read in a loop in which it also changes.
#[differentiate]
pub fn vec_prefix(x: &[f64]) -> f64 {
    let mut v = vec![0.0; x.len() + 1];
    for i in 0..x.len() {
        for j in 0..=i {
            v[i + 1] += v[j] * x[i] + x[j].cos();
        }
    }
    v[x.len()]
}

/// Vectors of `f32`.
#[differentiate]
pub fn vec_single(x: &[f32]) -> f32 {
    let mut v: Vec<f32> = x.iter().map(|a| a * 0.5_f32).collect();
    v.push(x[0]);
    v.iter().product()
}

/// Vectors of `bool`, which are constants.
#[differentiate]
pub fn vec_of_bools(x: &[f64]) -> f64 {
    let large: Vec<bool> = x.iter().map(|a| *a > 0.4).collect();
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += if large[i] { x[i] * x[i] } else { -x[i] };
    }
    sum
}

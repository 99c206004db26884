//! Vectors.

use crate::lower::tests::agree;

agree! { |x, n|
    list: { let v = vec![1.0, 2.5, n as f64]; v[0] + v[n] }
    list_is_empty: { let v: Vec<f64> = vec![]; v.len() as f64 }
    filled: { let mut v = vec![0.5; n]; v[2] = 3.0; v[0] + v[n - 1] + v.len() as f64 }
    filled_rows: {
        let mut rows = vec![vec![0.0; n]; 3];
        rows[1][n - 1] = 2.0;
        rows[2] = vec![1.0, 7.0];
        rows[1].iter().sum::<f64>() + rows[2][1] + rows[2].len() as f64
    }
    pushes: {
        let mut v = Vec::new();
        for i in 0..n { v.push(i as f64 * 0.5); if i == 3 { v.push(100.0); } }
        v.iter().fold(0.0, |a, b| a * 2.0 + b)
    }
    with_capacity: { let mut v = Vec::with_capacity(n); v.push(n as f64); v[0] }
    with_capacity_that_panics: { let v: Vec<f64> = Vec::with_capacity(n - 3); v.len() as f64 }
    turbofish: { let v = Vec::<f64>::new(); v.len() as f64 }
    pops: {
        let mut v = x.to_vec();
        let mut sum = 0.0;
        while let Some(last) = v.pop() { sum = sum * 2.0 + last; if sum > 50.0 { v.push(1.0); sum = 0.0; } if v.len() > 9 { break; } }
        sum
    }
    pop_if_let: { let mut v = x.to_vec(); if let Some(a) = v.pop() { a + v.len() as f64 } else { -1.0 } }
    pop_unwrap: { let mut v = x.to_vec(); v.pop().unwrap() + v.pop().unwrap() }
    pop_statement: { let mut v = x.to_vec(); v.pop(); v.len() as f64 }
    extends: {
        let mut v = vec![0.25];
        v.extend(x.iter().map(|a| a * 2.0).filter(|a| *a > 0.0));
        v.extend_from_slice(x);
        let mut w = vec![9.0];
        v.append(&mut w);
        v.iter().fold(0.0, |a, b| a * 3.0 + b) + w.len() as f64
    }
    inserts: { let mut v = x.to_vec(); v.insert(n, 8.0); v.insert(0, 4.0); v.iter().fold(0.0, |a, b| a * 3.0 + b) }
    removes: { let mut v = x.to_vec(); let a = v.remove(n); a * v.iter().fold(1.0, |a, b| a * 3.0 + b) }
    swap_removes: { let mut v = x.to_vec(); let a = v.swap_remove(n); a * v.iter().fold(1.0, |a, b| a * 3.0 + b) }
    truncates: { let mut v = x.to_vec(); v.truncate(n); v.iter().fold(v.len() as f64, |a, b| a * 3.0 + b) }
    splits_off: { let mut v = x.to_vec(); let w = v.split_off(n); v.len() as f64 * 10.0 + w.iter().sum::<f64>() }
    retains: { let mut v = x.to_vec(); v.retain(|a| *a > 0.4); v.iter().fold(v.len() as f64, |a, b| a * 3.0 + b) }
    from_iter: { let v = Vec::from_iter(x.iter().map(|a| a * 2.0)); v.as_slice().iter().sum() }
    clears: { let mut v = x.to_vec(); v.clear(); v.push(2.0); v[0] * v.len() as f64 }
    resizes: { let mut v = x.to_vec(); v.resize(n, 1.5); v.iter().fold(0.0, |a, b| a * 3.0 + b) }
    collects: { let v: Vec<f64> = x.iter().map(|a| a * a).collect(); v.iter().sum::<f64>() + v.len() as f64 }
    collects_filtered: { let v = x.iter().filter(|a| **a > 0.0).map(|a| a + 1.0).collect::<Vec<_>>(); v.iter().product() }
    collects_integers: { let k: Vec<usize> = (0..n).map(|i| i * i).collect(); k.iter().map(|&k| k as f64).sum() }
    clones: { let mut v = x.to_vec(); let w = v.clone(); v.push(1.0); v.len() as f64 - w.len() as f64 * 2.0 }
    owned: { let mut v = x.to_owned(); v.push(1.0); v.iter().sum() }
    from: { let v = Vec::from([1.0, n as f64]); v[1] - v[0] }
    swaps: {
        let (mut a, mut b) = (vec![1.0, 2.0], vec![n as f64]);
        std::mem::swap(&mut a, &mut b);
        a[0] + b.len() as f64
    }
    carried: {
        let mut y = x.to_vec();
        for _ in 0..n {
            let mut next = vec![0.0; y.len()];
            for i in 0..y.len() { next[i] = y[i] * 0.5 + if i > 0 { y[i - 1] } else { 1.0 }; }
            y = next;
        }
        y.iter().fold(0.0, |a, b| a * 3.0 + b)
    }
    triangle: {
        let mut rows: Vec<Vec<f64>> = Vec::new();
        for i in 0..n {
            let mut row = vec![1.0];
            for j in 1..i { let v = rows[i - 1][j - 1] + rows[i - 1][j]; row.push(v); }
            if i > 0 { row.push(1.0); }
            rows.push(row);
        }
        rows.last().map_or(0.0, |row| row.iter().fold(0.0, |a, b| a * 10.0 + b))
    }
    pushes_into_rows: {
        let mut rows = vec![vec![]; 3];
        for (i, v) in x.iter().enumerate() { rows[i % 3].push(*v); }
        rows[n % 3].iter().fold(0.5, |a, b| a * 2.0 + b)
    }
    rows_pop: {
        let mut rows = vec![vec![1.0; n], vec![2.0, 3.0]];
        let row = rows.pop().unwrap();
        rows[0].pop();
        rows[0].len() as f64 * 10.0 + row[1]
    }
    concatenated: { let rows = vec![vec![1.0; n], x.to_vec()]; rows.concat().iter().fold(0.5, |a, b| a * 2.0 + b) }
    blocks: { let v: Vec<[f64; 2]> = x.iter().map(|&a| [a, 2.0]).collect(); v.iter().map(|p| p[0] * p[1]).sum() }
    nested_loops: {
        let mut out = vec![];
        for row in &vec![vec![1.0; n], vec![2.0]] { for v in row { out.push(v * 2.0); } }
        out.iter().sum::<f64>() + out.len() as f64
    }
}

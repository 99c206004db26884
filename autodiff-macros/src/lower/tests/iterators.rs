//! Iterator chains: the same items in the same order, and closures that run when they do in Rust.

use super::agree;

agree! { |x, n|
    a_sum: { x.iter().sum() }
    a_sum_with_its_type: { x.iter().sum::<f64>() / n as f64 }
    the_sum_of_nothing: { let s: f64 = x.iter().take(0).sum(); 1.0 / s }
    a_sum_of_integers: { (0..n).map(|i| i * i).sum::<usize>() as f64 }
    a_product: { x.iter().product() }
    a_product_of_integers: { (1..=n).product::<usize>() as f64 }
    mapped: { x.iter().map(|v| v * v).sum() }
    mapped_twice: { x.iter().map(|v| v * v).map(|v| v + 1.0).sum() }
    mapped_over_indices: { (0..x.len()).map(|i| x[i] * i as f64).sum() }
    mapped_with_a_block: { x.iter().map(|v| { let w = v * v; w + 1.0 }).sum() }
    mapped_with_types: { x.iter().map(|v: &f64| -> f64 { v * 0.5 }).sum() }
    a_capture: { let k = n as f64; x.iter().map(|v| k * v).sum() }
    zipped: { x.iter().zip(x.iter().skip(1)).map(|(a, b)| a * b).sum() }
    zipped_with_a_shorter_one: { x.iter().zip(&[1.0, 2.0]).map(|(a, b)| a * b).sum() }
    zipped_with_numbers: { x.iter().zip(1..).map(|(a, i)| a * i as f64).sum() }
    numbers_zipped: { (1..).zip(x).map(|(i, a)| a * i as f64).sum() }
    zipped_in_reverse: { x.iter().zip(0..n).rev().fold(1.0, |s, (v, i)| s * 0.5 + v * i as f64) }
    mapped_and_zipped: {
        x.iter().map(|v| v + 1.0).zip(x.iter().rev().map(|v| v - 1.0)).map(|(a, b)| a * b).sum()
    }
    zipped_three: {
        let mut s = 0.0;
        for ((a, b), i) in x.iter().zip(x.iter().rev()).zip(0..n) { s = s * 0.5 + a * b * i as f64; }
        s
    }
    enumerated: { x.iter().enumerate().map(|(i, v)| i as f64 * v).sum() }
    mapped_and_enumerated: { x.iter().map(|v| v * v).enumerate().map(|(i, v)| i as f64 * v).sum() }
    reversed: { x.iter().rev().fold(0.0, |acc, v| acc * 0.5 + v) }
    mapped_and_reversed: { x.iter().map(|v| v + 1.0).rev().fold(0.0, |acc, v| acc * 0.5 + v) }
    mapped_enumerated_reversed: {
        x.iter().map(|v| v + 1.0).enumerate().rev().fold(0.0, |acc, (i, v)| acc * 0.5 + v * i as f64)
    }
    skipped: { x.iter().skip(n).fold(1.0, |acc, v| acc * 0.5 + v) }
    skipped_and_enumerated: { x.iter().skip(2).enumerate().fold(1.0, |acc, (i, v)| acc * 0.5 + v * i as f64) }
    enumerated_and_skipped: { x.iter().enumerate().skip(2).fold(1.0, |acc, (i, v)| acc * 0.5 + v * i as f64) }
    skipped_and_reversed: { x.iter().skip(1).rev().fold(1.0, |acc, v| acc * 0.5 + v) }
    reversed_and_skipped: { x.iter().rev().skip(1).fold(1.0, |acc, v| acc * 0.5 + v) }
    taken: { x.iter().take(n).fold(1.0, |acc, v| acc * 0.5 + v) }
    a_window: { x.iter().skip(1).take(2).fold(1.0, |acc, v| acc * 0.5 + v) }
    a_window_of_a_window: { x.iter().take(4).skip(1).skip(1).take(1).fold(1.0, |acc, v| acc * 0.5 + v) }
    a_window_stepped: { x.iter().skip(1).step_by(2).fold(1.0, |acc, v| acc * 0.5 + v) }
    a_range_skipped: { (2..n).skip(1).fold(1.0, |acc, i| acc * 0.5 + i as f64) }
    a_signed_range_taken: { (-3..n as i32).take(5).rev().fold(1.0, |acc, i| acc * 0.5 + i as f64) }
    an_endless_range_taken: { (3..).take(n).fold(1.0, |acc, i| acc * 0.5 + i as f64) }
    in_a_loop: { let mut s = 1.0; for (i, v) in x.iter().enumerate().take(3).skip(1) { s = s * 0.5 + v * i as f64; } s }
    a_loop_over_mapped: { let mut s = 1.0; for v in x.iter().map(|v| v * v) { if v > 9.0 { continue; } s += v; } s }
    a_loop_over_filtered: {
        let mut s = 1.0;
        for v in x.iter().filter(|v| **v > 0.0) { if *v > 3.0 { break; } s = s * 0.5 + v; }
        s
    }
    filtered: { x.iter().filter(|v| **v > 0.0).sum() }
    filtered_with_a_pattern: { x.iter().filter(|&&v| v > 0.0).map(|v| v * v).sum() }
    filtered_and_counted: { x.iter().filter(|v| **v > 0.0).count() as f64 }
    filtered_and_enumerated: {
        x.iter().filter(|v| **v > 0.5).enumerate().fold(1.0, |acc, (i, v)| acc * 0.5 + v * i as f64)
    }
    filtered_and_skipped: { x.iter().filter(|v| **v < 3.5).skip(1).fold(1.0, |acc, v| acc * 0.5 + v) }
    filtered_and_taken: { x.iter().filter(|v| **v < 3.5).take(n).fold(1.0, |acc, v| acc * 0.5 + v) }
    taken_while: { x.iter().take_while(|v| **v < 3.5).fold(1.0, |acc, v| acc * 0.5 + v) }
    inspected: { let mut s = 1.0; let p: f64 = x.iter().inspect(|v| s = s * 0.5 + **v).product(); p + s }
    no_further_than_taken: { (0..x.len() + 5).map(|i| x[i]).take(x.len()).sum() }
    skipped_items_are_made: { (0..n).map(|i| x[i + 1]).skip(1).fold(1.0, |acc, v| acc * 0.5 + v) }
    nothing_is_made_behind_filtered_and_taken: {
        (0..x.len() + 5).map(|i| x[i]).filter(|v| *v > 0.0).take(1).sum()
    }
    any: { if x.iter().any(|v| *v > 3.5) { 1.0 } else { 2.0 } }
    any_stops: { if (0..7).any(|i| x[i] > 3.5) { 1.0 } else { 2.0 } }
    all: { if x.iter().all(|&v| v < 3.5) { 1.0 } else { 2.0 } }
    all_stops: { let mut k = 0; let all = (0..n).all(|i| { k += 1; i < 3 }); if all { 0.5 } else { k as f64 } }
    a_count_of_all: { x.iter().count() as f64 }
    a_fold_of_pairs: { let (a, b) = x.iter().fold((0.0, 1.0), |(a, b), v| (a + v, b * v)); a - b }
    a_fold_with_a_path: { x.iter().copied().fold(f64::EPSILON, f64::max) }
    a_fold_of_an_array: { let a = x.iter().fold([0.0; 2], |mut a, v| { a[0] += v; a[1] -= 2.0 * v; a }); a[0] * a[1] }
    mapped_with_a_path: { x.iter().copied().map(f64::abs).sum() }
    for_each: { let mut s = 1.0; x.iter().for_each(|v| s = s * 0.5 + v); s }
    a_closure_that_changes_a_capture: {
        let mut w = 1.0;
        let s = (1..=n).fold(0.0, |acc, i| { w *= 0.5; acc + w * i as f64 });
        s + w
    }
    a_running_sum: { let mut t = 0.0; x.iter().map(|v| { t += v; t }).filter(|t| *t > 1.0).sum() }
    nested: { x.iter().map(|a| x.iter().map(|b| a * b).sum::<f64>()).fold(1.0, |acc, v| acc * 0.5 + v) }
    nested_over_triangles: { (0..x.len()).map(|i| (0..i).map(|j| x[i] * x[j]).sum::<f64>()).sum() }
    an_array: { [x.len() as f64, n as f64].iter().map(|v| v * v).sum() }
    names_do_not_meet: { let sum = 2.0; let item = 3.0; x.iter().map(|v| v * sum + item).sum() }
    reversed_between_zips: {
        x.iter().rev().zip(x).enumerate().skip(1).rev().fold(1.0, |s, (i, (a, b))| s * 0.5 + i as f64 * a - b)
    }
    a_loop_that_returns: { for (a, b) in x.iter().zip(x.iter().skip(1)) { if a > b { return a - b; } } 0.0 }
    array_patterns: { let [a, b, _] = [n as f64, 2.0, 3.0]; a * b }
    array_patterns_in_loops: { let mut s = 0.0; for &[a, b] in &[[1.0, 2.0], [n as f64, 3.0]] { s += a * b; } s }
}

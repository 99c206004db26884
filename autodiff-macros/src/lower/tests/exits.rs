//! `return`, `break` and `continue`, at all depths.

use super::agree;

agree! { |x, n|
    an_early_return: { if n > 3 { return 1.0; } n as f64 }
    a_return_in_both_sides: { if n > 3 { return 1.0; } else { return 2.0; } }
    a_return_in_both_sides_before_dead_code: { if n > 3 { return 1.0; } else { return 2.0; } 3.0 }
    returns_in_a_row: { if n == 1 { return 1.0; } if n == 2 { return 2.0; } if n == 3 { return 3.0; } 4.0 }
    a_return_in_the_else: { let y = if n < 3 { 2.0 } else { return 7.0; }; y * 2.0 }
    a_return_at_the_end: { let y = n as f64; return y * 2.0; }
    a_return_of_a_return: { return if n > 2 { return 5.0 } else { 6.0 }; }
    a_return_in_an_operand: { let mut s = 1.0; let y = s + { s = 2.0; if n > 2 { return s; } 3.0 } * x[0]; y + s }
    a_return_in_an_index: { x[if n > 2 { return -1.0 } else { n }] }
    a_return_in_a_condition: { if { if n > 4 { return 9.0; } n > 2 } { 1.0 } else { 2.0 } }
    a_return_behind_and: { let b = n > 1 && { if n == 3 { return 8.0; } x[n] > 0.0 }; if b { 1.0 } else { 2.0 } }
    a_return_deep_inside: {
        let mut y = 1.0;
        if n > 1 { y = 2.0; if n > 2 { if n == 4 { return y; } y = 3.0; } y += 0.5; }
        y + 10.0
    }
    returns_nested_on_both_sides: {
        if n > 3 { if n > 4 { return 1.0; } } else { if n > 1 { return 2.0; } }
        3.0
    }
    a_return_from_a_loop: { for i in 0..x.len() { if x[i] > 2.0 { return x[i]; } } -1.0 }
    a_return_from_nested_loops: {
        let mut s = 0.0;
        for i in 0..n { for v in x { if s > 6.0 { return s + i as f64; } s += v.abs(); } s += 0.5; }
        -s
    }
    a_return_from_an_endless_loop: { let mut y = 1.0; loop { y *= 2.0; if y > n as f64 { return y; } } }
    a_return_from_an_endless_loop_in_a_branch: {
        let mut y = 1.0;
        if n > 2 { loop { y *= 2.0; if y > n as f64 { return y; } } }
        y + 3.0
    }
    an_endless_loop_that_returns_or_breaks: {
        let mut y = 1.0;
        loop { y *= 2.0; if y > n as f64 { return y; } if y > 3.0 { break; } }
        -y
    }
    a_break: { let mut s = 0.0; for v in x { if *v < 0.0 { break; } s += v; } s }
    a_break_behind_code: { let mut s = 0.0; for v in x { s += v; if s > 3.0 { break; } s *= 2.0; } s }
    a_continue: { let mut s = 0.0; for v in x { if *v < 0.0 { continue; } s += v; } s }
    a_continue_deep_inside: {
        let mut s = 0.0;
        for v in x { if *v < 1.0 { s += 0.25; if *v < 0.0 { continue; } s *= 2.0; } s += v; }
        s
    }
    a_break_and_a_continue: {
        let mut s = 0.0;
        for (i, v) in x.iter().enumerate() { if i == n { break; } if *v < 0.0 { continue; } s += v * i as f64; }
        s
    }
    a_break_or_a_continue: {
        let mut s = 0.0;
        for v in x { s += v; if s > 2.0 { if s > 4.0 { break; } else { continue; } } s += 1.0; }
        s
    }
    a_break_on_each_side: {
        let mut s = 0.0;
        for v in x { if *v > 2.0 { s += 1.0; break; } else { s += 2.0; break; } s = 7.0; }
        s
    }
    a_labelled_break: {
        let mut s = 0.0;
        'outer: for i in 0..n { for v in x { if s > 5.0 { break 'outer; } s += v * v; } s += i as f64; }
        s
    }
    a_labelled_continue: {
        let mut s = 0.0;
        'outer: for i in 0..n { for v in x { if *v > 2.0 { continue 'outer; } s += v; } s += 10.0; }
        s
    }
    labels_at_three_depths: {
        let mut s = 0.0;
        'a: for i in 0..n {
            'b: for j in 0..n {
                for k in 0..n {
                    s += 1.0;
                    if i + j + k == 5 { continue 'b; }
                    if i * j * k == 8 { break 'a; }
                    if k > i { continue 'a; }
                    if j > 3 { break; }
                    if s > 90.0 { return -s; }
                }
                s += 0.5;
            }
            s += 0.125;
        }
        s
    }
    a_loop_with_a_value: { let mut i = 0; let y = loop { if i >= n { break i as f64 * 2.0; } i += 1; }; y + 1.0 }
    a_loop_with_a_tuple: { let mut i = 0; let (a, b) = loop { i += 1; if i > n { break (i, 2.0); } }; a as f64 * b }
    a_labelled_break_with_a_value: {
        'a: loop { for v in x { if *v > 2.0 { break 'a *v; } } if n > 2 { break 'a 1.0; } return 2.0; }
    }
    a_break_in_the_condition_of_a_while: {
        let mut i = 0;
        'a: while { if i > 3 { break 'a; } i < n } { i += 1; }
        i as f64
    }
    a_return_in_the_condition_of_a_while: {
        let mut i = 0;
        while { if i > 3 { return 0.5; } i < n } { i += 1; }
        i as f64
    }
    a_continue_in_a_while: {
        let mut i = 0;
        let mut s = 0.0;
        while i < n { i += 1; if i % 2 == 0 { continue; } s += i as f64; }
        s
    }
    a_shadowed_variable_across_exits: {
        let y = 1.0;
        let y = if n > 3 { return y; } else { y + 1.0 };
        let y = y * 3.0;
        y
    }
    a_variable_changed_before_an_exit: {
        let mut a = 1.0;
        for v in x { a += 1.0; if *v > 2.0 { a *= 2.0; break; } a += v; }
        a
    }
    a_panic_is_no_exit: { let mut y = 2.0; if n > 4 { panic!("too large: {n}"); } y += 1.0; y }
    a_panic_in_an_expression: { let y = if n > 4 { panic!() } else { n as f64 }; y + 1.0 }
    a_panic_beside_a_return: { if n > 4 { panic!() } else { return 3.0; } }
    only_panics: { panic!("never") }
    exits_among_arguments: {
        let y = f64::max(if n > 3 { return 4.0 } else { 1.0 }, x[0]);
        y.mul_add(2.0, { if n == 2 { return 1.0; } 0.5 })
    }
    an_assignment_with_an_exit: {
        let mut a = [1.0, 2.0];
        a[n % 2] = if n > 3 { return a[0]; } else { 5.0 };
        a[0] * 10.0 + a[1]
    }
    an_exit_in_a_loop_in_a_branch: {
        let mut s = 0.0;
        if n > 1 { for v in x { s += v; if s > 3.0 { return s; } } s += 100.0; } else { s = 7.0; }
        s * 2.0
    }
    an_array_is_returned_from_inside: {
        let mut best = [0.0; 2];
        for (i, v) in x.iter().enumerate() {
            if i > n { break; }
            best = [*v, best[0]];
            if *v == 4.0 { return best[1]; }
        }
        best[0] + best[1]
    }
    a_block_with_a_label: { 'a: { if n > 3 { break 'a 1.0; } n as f64 } }
    a_block_with_a_label_in_an_operand: { let mut s = 1.0; let y = s + 'a: { s = 2.0; if n > 2 { break 'a s; } 3.0 } * 2.0; y + s }
    a_block_left_from_deep_inside: {
        let mut y = 1.0;
        let z = 'a: { if n > 1 { y = 2.0; if n > 2 { if n == 4 { break 'a y; } y = 3.0; } y += 0.5; } y * 10.0 };
        y + z
    }
    a_block_left_from_a_loop: { let z = 'a: { for i in 0..x.len() { if x[i] > 2.0 { break 'a x[i]; } } -1.0 }; z * 2.0 }
    a_block_left_from_nested_loops: {
        let mut s = 0.0;
        let z = 'a: { for i in 0..n { for v in x { if s > 6.0 { break 'a s + i as f64; } s += v.abs(); } s += 0.5; } -s };
        z + s
    }
    a_block_without_a_value: { let mut y = 1.0; 'a: { if n > 2 { break 'a; } y = 5.0; } y }
    a_block_in_a_loop: {
        let mut y = 0.0;
        'o: for i in 0..n { y += 'a: { if i % 2 == 0 { break 'a 1.0; } if i == 5 { continue 'o; } if i > 3 { break 'o; } 0.25 }; y *= 2.0; }
        y
    }
    a_return_from_a_block: { let y = 'a: { if n > 4 { return 9.0; } if n > 2 { break 'a 1.0; } 2.0 }; y * 3.0 }
    blocks_in_blocks: {
        'a: { let y = 'b: { if n == 1 { break 'a 1.0; } if n == 2 { break 'b 2.0; } 3.0 }; if y > 2.5 { break 'a y; } y * 100.0 }
    }
    a_block_that_always_leaves: { 'a: { if n > 2 { break 'a 1.0; } else { break 'a 2.0; } } }
    a_block_that_panics_or_leaves: { 'a: { if n > 2 { break 'a 1.0; } else if n > 1 { break 'a 2.0; } else { panic!() } } }
    a_block_around_a_loop_that_never_ends: { let mut i = 0; 'a: { loop { i += 1; if i > n { break 'a i as f64; } } } }
    a_return_in_a_closure: { let g = |k: usize| { if k > 2 { return 1.0; } k as f64 }; g(n) + g(n + 1) * 10.0 }
    a_return_in_a_mapped_closure: { x.iter().map(|v| { if *v < 0.0 { return 0.0; } for i in 0..n { if i as f64 > *v { return i as f64; } } *v }).sum() }
    a_question_mark_in_a_closure: { let g = |k: usize| -> Option<f64> { let v = x.get(k)?; Some(v * 2.0) }; g(n).unwrap_or(-1.0) + g(1).unwrap_or(-2.0) }
    let_in_a_chain_of_conditions: { 'a: { if n > 1 { if let Some(v) = x.get(n) { if *v > 0.0 { break 'a *v; } } } -1.0 } }
}

//! Arrays.

use super::agree;

agree! { |x, n|
    literals: { let a = [1.0, 2.0, n as f64]; a[0] + a[1] * a[2] }
    repetitions: { let mut a = [0.0; 4]; for i in 0..a.len() { a[i] = i as f64; } a[1] + a[3] }
    repetitions_of_arrays: {
        let mut a = [[0.5; 2]; 3];
        a[n % 3][1] += 2.0;
        a[0][1] + a[1][1] * 10.0 + a[2][1] * 100.0 + a[0][0]
    }
    nested_elements: {
        let mut a = [[1.0, 2.0], [3.0, 4.0]];
        let i = n % 2;
        a[i][1 - i] *= 10.0;
        a[i] = [a[1][0], a[0][1]];
        a[0][0] + a[0][1] * 2.0 + a[1][0] * 4.0 + a[1][1] * 8.0
    }
    copies_are_apart: {
        let mut a = [1.0, 2.0];
        let b = a;
        a[0] = n as f64;
        let c = a.clone();
        a[1] = 7.0;
        b[0] + b[1] * 2.0 + c[0] * 4.0 + c[1] * 8.0 + a[1]
    }
    whole_arrays: { let mut a = [1.0, 2.0]; for i in 0..n { let b = [a[1], a[0] + i as f64]; a = b; } a[0] - a[1] }
    arrays_in_branches: {
        let mut a = [1.0, 2.0];
        if n > 2 { a[0] = 5.0; } else { a = [7.0; 2]; }
        let b = if n > 3 { a } else { [0.0, 1.0] };
        a[0] + b[1]
    }
    out_of_bounds_panics: { let a = [1.0, 2.0, 3.0]; a[n] + x[n] }
    assigning_out_of_bounds_panics: { let mut a = [1.0, 2.0]; a[n] = 3.0; a[0] }
    integers_in_arrays: {
        let mut a = [0usize; 3];
        for i in 0..n { a[i % 3] += i; } (a[0] + 10 * a[1] + 100 * a[2]) as f64
    }
    flags_in_arrays: {
        let mut a = [false; 4];
        for i in 0..n { a[(i * 3) % 4] = !a[i % 4]; }
        if a[1] { 1.0 } else { 2.0 }
    }
    lengths_by_constants: {
        const N: usize = 3;
        let mut a = [0.0; N];
        a = [1.0, 2.0, 3.0];
        for i in 0..N { a[i] *= i as f64; }
        a[1] + a[2]
    }
    the_index_comes_after_the_value: {
        let mut i = 0;
        let mut a = [1.0, 2.0];
        a[i] = { i = 1; 5.0 };
        a[0] * 10.0 + a[1]
    }
    an_index_that_changes: { let mut i = 0; let a = [1.0, 2.0, 3.0]; let y = a[{ i += 1; i }] + a[i]; y }
    an_index_that_changes_the_array: { let mut a = [1.0, 2.0]; let y = a[{ a[0] = n as f64; a[1] = 7.0; n % 2 }]; y + a[0] }
    an_index_that_changes_a_row: { let mut a = [[1.0, 2.0], [3.0, 4.0]]; a[{ a[1] = [5.0, 6.0]; 1 }][{ a[1][0] = n as f64; 0 }] }
    an_index_that_changes_a_part: { let mut t = ([1.0, 2.0], 3); t.0[{ t.0[1] = 9.0; t.1 += n; 1 }] + t.1 as f64 }
}

//! Variables, tuples, branches and blocks.

use super::agree;

agree! { |x, n|
    shadowing: { let y = n as f64; let y = y + 1.0; { let y = 10.0; let _z = y; } y * 2.0 }
    a_raw_identifier: { let r#type = n as f64; let r#fn = 2.0; r#type * r#fn }
    deferred_initialisation: { let y; if n > 2 { y = 1.0; } else { y = 2.0; } y + 1.0 }
    deferred_initialisation_on_one_side: { let y: f64; if n > 2 { y = 1.0; } else { return 9.0; } y + 1.0 }
    a_branch_as_value: { let y = if n > 3 { 1.0 } else if n > 1 { 2.0 } else { 3.0 }; y * y }
    a_branch_as_statement: { let mut y = 1.0; if n > 3 { y = 2.0; } y }
    a_branch_that_changes_two: {
        let mut a = 1.0;
        let mut b = 2.0;
        if n > 3 { a = b; b = 7.0; } else if n > 1 { b = a; }
        a * 10.0 + b
    }
    a_block: { let y = { let a = n as f64; a * a } + { 1.0 }; y }
    tuples: { let t = (n as f64, (2.0, n)); let (a, (b, _)) = t; a * b + t.1.0 + (t.1).1 as f64 }
    a_tuple_of_a_branch: { let (a, b) = if n > 2 { (1.0, n) } else { (2.0, 7) }; a + b as f64 }
    a_field_is_assigned: { let mut t = (1.0, [2.0, 3.0]); t.0 = 5.0; t.1[n % 2] += t.0; t.0 + t.1[0] * 10.0 + t.1[1] }
    a_tuple_is_assigned: { let mut t = (1.0, 2.0); for _ in 0..n { t = (t.1, t.0 + t.1); } t.0 }
    destructuring_assignment: {
        let (mut a, mut b) = (1.0, 2.0);
        for _ in 0..n { (a, b) = (b, a + b); } (_, a) = (1.0, a * 2.0);
        _ = n;
        a - b
    }
    destructuring_into_elements: {
        let mut a = [1.0, 2.0, 3.0];
        let mut i = 0;
        (i, a[i + 1]) = (n % 3, 9.0);
        a[0] + a[1] * 10.0 + a[2] * 100.0 + i as f64
    }
    references: { let y = n as f64; let r = &y; let s = &r; *r + **s + r.abs() }
    short_circuits: {
        let mut s = 0.0;
        if n > 0 && n < x.len() && x[n] > 0.0 { s += 1.0; }
        if n >= x.len() || x[n] < 0.0 { s += 2.0; }
        s
    }
    eager_logic: { let b = n > 2 && n < 5 || n == 0; let c = !b && (1.0 < 2.0); if b ^ c & true { 1.0 } else { 2.0 } }
    logic_as_a_value: { let b = n > 2 && { let m = n * 2; m < 9 }; if b { 1.0 } else { 0.0 } }
    unit_values: { let u = (); let mut y = 1.0; let () = { y += 1.0; }; y }
    local_constants: { const K: f64 = 2.5; static M: usize = 3; use std::f64::consts::PI; if n > 3 { K } else { 2.0 } }
}

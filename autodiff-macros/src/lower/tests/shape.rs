//! What graphs look like.

use super::{graph, printed};
use crate::ir::Shape;
use proc_macro2::TokenStream;
use quote::quote;

#[track_caller]
fn assert_printed(function: TokenStream, expected: &str) {
    assert_eq!(printed(function).trim_end(), expected.trim());
}

#[test]
fn an_early_return_needs_no_flag() {
    assert_printed(
        quote!(
            fn f(x: f64) -> f64 {
                if x < 0.0 {
                    return 0.0;
                }
                let y = x * x;
                y.sqrt()
            }
        ),
        r"
fn(v0 x: f64) {
    v1: bool = lt v0, 0.0
    v2: (f64) = if v1 {
        yield 0.0
    } else {
        v3 y: f64 = mul v0, v0
        v4: f64 = sqrt v3
        yield v4
    }
    v5: f64 = v2.0
    return v5
}
",
    );
}

#[test]
fn a_break_sets_whether_the_loop_goes_on() {
    assert_printed(
        quote!(
            fn f(x: &[f64]) -> f64 {
                let mut s = 0.0;
                for v in x {
                    if *v < 0.0 {
                        break;
                    }
                    s += v;
                }
                s
            }
        ),
        r"
fn(v0 x: [f64]) {
    v1: usize = len v0
    v2: (f64, usize) = for v3 in 0..v1 step 1, exits, v4 s = 0.0 {
        v5 v: f64 = load v0[v3]
        v6 broken: bool = lt v5, 0.0
        v7: (f64) = if v6 {
            yield v4
        } else {
            v8 s: f64 = add v4, v5
            yield v8
        }
        v9 s: f64 = v7.0
        v10: bool = not v6
        yield v10, v9
    }
    v11 s: f64 = v2.0
    v12: usize = v2.1
    return v11
}
",
    );
}

#[test]
fn a_continue_needs_no_flag() {
    assert_printed(
        quote!(
            fn f(x: &[f64]) -> f64 {
                let mut s = 0.0;
                for v in x {
                    if *v < 0.0 {
                        continue;
                    }
                    s += v;
                }
                s
            }
        ),
        r"
fn(v0 x: [f64]) {
    v1: usize = len v0
    v2: (f64) = for v3 in 0..v1 step 1, v4 s = 0.0 {
        v5 v: f64 = load v0[v3]
        v6: bool = lt v5, 0.0
        v7: (f64) = if v6 {
            yield v4
        } else {
            v8 s: f64 = add v4, v5
            yield v8
        }
        v9 s: f64 = v7.0
        yield v9
    }
    v10 s: f64 = v2.0
    return v10
}
",
    );
}

#[test]
fn a_return_from_a_loop_guards_the_rest() {
    assert_printed(
        quote!(
            fn f(x: &[f64]) -> f64 {
                let mut s = 0.0;
                for v in x {
                    s += v;
                    if s > 9.0 {
                        return s;
                    }
                }
                s * s
            }
        ),
        r"
fn(v0 x: [f64]) {
    v1: usize = len v0
    v2: (f64, bool, f64, usize) = for v3 in 0..v1 step 1, exits, v4 s = 0.0, v5 = false, v6 value = 0.0 {
        v7 v: f64 = load v0[v3]
        v8 s: f64 = add v4, v7
        v9 returned: bool = gt v8, 9.0
        v10: (f64) = if v9 {
            yield v8
        } else {
            yield v6
        }
        v11 value: f64 = v10.0
        v12: bool = not v9
        yield v12, v8, v9, v11
    }
    v13 s: f64 = v2.0
    v14 returned: bool = v2.1
    v15 value: f64 = v2.2
    v16: usize = v2.3
    v17: (f64) = if v14 {
        yield v15
    } else {
        v18: f64 = mul v13, v13
        yield v18
    }
    v19: f64 = v17.0
    return v19
}
",
    );
}

#[test]
fn nested_indices_are_one_load_and_one_store() {
    assert_printed(
        quote!(
            fn f(i: usize, x: [[f64; 2]; 3]) -> f64 {
                let mut y = x;
                y[i][1] += x[1][i];
                y[i][0]
            }
        ),
        r"
fn(v0 i: usize, v1 x: [[f64; 2]; 3]) {
    v2: f64 = load v1[1][v0]
    v3: f64 = load v1[v0][1]
    v4: f64 = add v3, v2
    v5 y: [[f64; 2]; 3] = store v1[v0][1] = v4
    v6: f64 = load v5[v0][0]
    return v6
}
",
    );
}

#[test]
fn leaves_are_parameters_and_results() {
    let lowered = graph(quote!(
        fn f((a, t): (f64, (f64, bool)), k: [[f32; 2]; 3]) -> (f64, (f64, [f32; 2])) {
            (a, (t.0, k[1]))
        }
    ));
    assert_eq!(
        lowered.shape,
        Shape::Tuple(vec![Shape::Leaf, Shape::Tuple(vec![Shape::Leaf, Shape::Leaf])])
    );
    assert_eq!(lowered.graph[lowered.graph.root].params.len(), 4);
    assert_eq!(lowered.graph[lowered.graph.root].results.len(), 3);
    assert!(!lowered.has_gradient());
}

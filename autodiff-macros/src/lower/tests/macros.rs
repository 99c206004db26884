//! Kept macros.

use super::agree;

agree! { |x, n|
    an_assertion: { assert!(n < 4); n as f64 }
    an_assertion_with_a_message: { assert!(n < 4, "{n} is too large, {}", x.len()); n as f64 }
    a_message_is_lazy: { assert!(n < x.len(), "the last is {}", x[n - 1]); x[n] }
    unreachable_code: { if n > 6 { unreachable!("no {}", n) } else { 2.0 } }
    prints: { println!("{n} {:?}", x); let y = dbg!(x[n]); eprintln!("{:?}", (y, n)); y }
    debug_assertions: { debug_assert!(n < 10); debug_assert!(x.len() > n && x[n] < 100.0, "{}", x[n]); 1.0 }
}

#[test]
fn captures_become_arguments() {
    let lowered = super::graph(quote::quote! {
        fn f(x: f64, n: usize) -> f64 {
            assert!(x > 0.0, "{x:>1$} {} {n:.prec$} {{y}} {K}", n, prec = 3);
            x
        }
    });
    let kept = lowered.graph.nodes.iter().find_map(|node| match &node.op {
        crate::ir::Op::Macro(kept) => Some(kept),
        _ => None,
    });
    let pieces = kept
        .expect("a macro")
        .pieces
        .iter()
        .map(|&piece| lowered.graph[piece].to_string());
    let message = "\"{x:>1$} {} {n:.prec$} {{y}} {K}\"";
    let expected = [
        "".to_string(),
        format!(", {message} ,"),
        ", prec = 3 , x =".into(),
        ", n =".into(),
        "".into(),
    ];
    assert_eq!(pieces.collect::<Vec<_>>(), expected);
}

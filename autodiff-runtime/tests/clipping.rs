//! Clipping against torch and optax, and what it does to NaN and infinity.
#![cfg(feature = "std")]

use autodiff_runtime::clipping::{
    clip_grad_norm, clip_grad_value, AdaptiveClip, ClipBlockRms, ClipNorm, ClipValue, Clipped, NonFinite,
    NonFiniteGradient,
};
use serde_json::Value;

fn number(json: &Value) -> f64 {
    match json.as_str() {
        Some("NaN") => f64::NAN,
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        _ => json.as_f64().unwrap(),
    }
}

fn vectors(json: &Value) -> Vec<Vec<f64>> {
    let rows = json.as_array().unwrap().iter();
    rows.map(|row| row.as_array().unwrap().iter().map(number).collect())
        .collect()
}

fn alike(got: f64, expected: f64) -> bool {
    got == expected && got.is_sign_negative() == expected.is_sign_negative()
        || got.is_nan() && expected.is_nan()
        || (got - expected).abs() <= 4e-15 * expected.abs()
}

#[test]
fn gradients_are_those_of_torch_and_optax() {
    let golden: Value = serde_json::from_str(include_str!("golden/clipping.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 271);
    let mut better = 0;
    for case in cases {
        let mut grads = vectors(&case["grads"]);
        let before = grads.clone();
        let get = |name: &str| number(&case[name]);
        let outcome: Result<Clipped, NonFiniteGradient> = match case["op"].as_str().unwrap() {
            "clip_grad_norm_" => ClipNorm::new(get("max_norm"))
                .norm_type(get("norm_type"))
                .non_finite(match case["error_if_nonfinite"].as_bool().unwrap() {
                    true => NonFinite::Error,
                    false => NonFinite::Propagate,
                })
                .clip(&mut grads),
            "optax.clip_by_global_norm" => ClipNorm::new(get("max_norm"))
                .eps(0.0)
                .non_finite(NonFinite::Propagate)
                .clip(&mut grads),
            "clip_grad_value_" => ClipValue::new(get("clip_value"))
                .non_finite(NonFinite::Propagate)
                .clip(&mut grads),
            "optax.clip" => ClipValue::new(get("max_delta"))
                .non_finite(NonFinite::Propagate)
                .clip(&mut grads),
            "optax.clip_by_block_rms" => ClipBlockRms::new(get("threshold"))
                .non_finite(NonFinite::Propagate)
                .clip(&mut grads),
            "optax.adaptive_grad_clip" => {
                let mut params: Vec<Vec<f64>> = grads.iter().map(|grad| vec![0.5; grad.len()]).collect();
                AdaptiveClip::new(get("clipping"))
                    .eps(get("eps"))
                    .non_finite(NonFinite::Propagate)
                    .clip(&mut params, &mut grads)
            }
            other => panic!("unknown operation {other}"),
        };
        let id = &case["id"];
        // Squares overflow or vanish there: torch and optax have a norm of infinity or zero, and we the right one.
        let norm = case.get("returned_norm").or(case.get("global_norm"));
        let inexact = match case["vectors"].as_str().unwrap() {
            "huge" => case.get("error").is_some() || norm.is_none_or(|norm| number(norm).is_infinite()),
            "tiny" => norm.is_some_and(|norm| number(norm) == 0.0),
            _ => false,
        };
        if inexact && !case["op"].as_str().unwrap().contains("value") && case["op"] != "optax.clip" {
            let outcome = outcome.unwrap();
            assert!(outcome.norm > 0.0 && outcome.norm.is_finite(), "{id}");
            let zero = grads.iter().flatten().all(|&x| x == 0.0);
            assert_eq!(zero, case.get("max_norm").is_some_and(|max| number(max) == 0.0), "{id}");
            better += 1;
            continue;
        }
        match (outcome, case.get("error").and_then(Value::as_str)) {
            (Err(_), Some(_)) => assert_eq!(format!("{grads:?}"), format!("{before:?}"), "{id}"),
            (Ok(_), Some(error)) => assert!(error.contains("empty"), "{id}"),
            (Err(error), None) => panic!("{id}: {error}"),
            (Ok(outcome), None) => {
                if let Some(norm) = norm {
                    assert!(alike(outcome.norm, number(norm)), "{id}: norm {}", outcome.norm);
                }
                let pairs = grads
                    .iter()
                    .flatten()
                    .zip(vectors(&case["clipped"]).into_iter().flatten());
                for (&got, expected) in pairs {
                    assert!(alike(got, expected), "{id}: {got} instead of {expected}");
                }
            }
        }
    }
    assert!(better > 0);
}

#[test]
fn what_is_not_finite_is_an_error_unless_something_else_was_chosen() {
    let mut grads = (vec![3.0, f64::NAN], [f64::INFINITY, 4.0]);
    let error = clip_grad_norm(&mut grads, 1.0).unwrap_err();
    assert_eq!((error.nan, error.infinite, error.first), (1, 1, 1));
    assert!(error
        .to_string()
        .contains("1 components are NaN and 1 infinite, first component 1"));
    assert_eq!((grads.0[0], grads.1), (3.0, [f64::INFINITY, 4.0]));
    assert!(clip_grad_value(&mut grads, 1.0).is_err());

    let clipped = ClipNorm::new(2.5).eps(0.0).non_finite(NonFinite::Zero).clip(&mut grads);
    assert_eq!(
        clipped,
        Ok(Clipped {
            norm: 5.0,
            non_finite: 2,
            changed: true
        })
    );
    assert_eq!(grads, (vec![1.5, 0.0], [0.0, 2.0]));
}

#[test]
fn huge_gradients_are_clipped_and_not_made_zero() {
    let mut grads = [1e308_f64, -1e308, 1e308, 1e308];
    clip_grad_norm(&mut grads, 1.0).unwrap();
    assert!(grads.iter().all(|x| (x.abs() - 0.5).abs() < 1e-6), "{grads:?}");
    let mut single = [3e30_f32, -4e30];
    let clipped = clip_grad_norm(&mut single[..], 1.0).unwrap();
    assert!((clipped.norm / 5e30 - 1.0).abs() < 1e-6 && (single[1] + 0.8).abs() < 1e-6);
}

#[test]
fn a_short_gradient_stays_bit_for_bit() {
    let mut grads = [0.1, -0.0, 0.3];
    let clipped = clip_grad_norm(&mut grads, 1.0).unwrap();
    assert_eq!(grads.map(f64::to_bits), [0.1, -0.0, 0.3].map(f64::to_bits));
    assert!(!clipped.changed);
    assert!(clip_grad_norm(&mut [0.0_f64; 0], 1.0).is_ok());
}

#[test]
#[should_panic(expected = "ClipNorm: max_norm is -1")]
fn negative_norm() {
    let _ = ClipNorm::new(-1.0);
}

#[test]
#[should_panic(expected = "ClipValue: clip_value is NaN")]
fn value_not_a_number() {
    let _ = ClipValue::new(f64::NAN);
}

#[test]
#[should_panic(expected = "tensor 0 has 2 parameters, but its gradient has 1 components")]
fn adaptive_shapes() {
    let _ = AdaptiveClip::new(0.1).clip(&mut [1.0, 2.0], &mut [1.0]);
}

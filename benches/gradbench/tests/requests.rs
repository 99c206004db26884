//! Requests that no recorded session has: bad ones, and ones that ask for several runs.

use gradbench_differentiate::protocol::serve;
use serde_json::{json, Value};

/// The answers to lines of requests.
fn answers(requests: &[u8]) -> Vec<Value> {
    let mut output = Vec::new();
    serve(requests, &mut output).unwrap();
    let output = String::from_utf8(output).unwrap();
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The one answer to one request.
fn answered(request: &Value) -> Value {
    let [answer] = answers(request.to_string().as_bytes()).try_into().unwrap();
    answer
}

fn assert_refused(request: &Value, error: &str) {
    let answer = answered(request);
    assert_eq!((&answer["id"], &answer["success"]), (&request["id"], &json!(false)));
    assert_eq!(answer["error"], error, "{request}");
}

fn evaluate(module: &str, function: &str, input: Value) -> Value {
    json!({ "id": 7, "kind": "evaluate", "module": module, "function": function, "input": input })
}

#[test]
fn unknown_module() {
    let request = json!({ "id": 3, "kind": "define", "module": "saddle" });
    assert_refused(&request, "there is no module `saddle`");
    assert_refused(&evaluate("saddle", "f", json!(1.0)), "there is no module `saddle`");
}

#[test]
fn unknown_function_and_kind() {
    let vector = json!({ "x": [1.0] });
    assert_refused(&evaluate("lse", "hessian", vector), "there is no function `hessian`");
    let request = json!({ "id": "a", "kind": "stop" });
    assert_refused(&request, "the kind of request `stop` is not known");
    assert_refused(&json!({ "id": 1 }), "the request has no text `kind`");
    assert_refused(&json!([1, 2]), "the request has no text `kind`");
}

#[test]
fn bad_input() {
    let refused = |module, input, error| assert_refused(&evaluate(module, "gradient", input), error);
    refused("lse", json!({}), "the input has no `x`");
    refused(
        "lse",
        json!({ "x": [] }),
        "`x` is not a list of numbers that is not empty",
    );
    refused(
        "lse",
        json!({ "x": [1.0, "2"] }),
        "`x` is not a list of numbers that is not empty",
    );
    refused("llsq", json!({ "x": [1.0], "n": -1 }), "`n` is not a whole number");
    refused("hello", json!("1"), "the input is not a number");
    refused(
        "lse",
        json!({ "x": [1.0], "min_runs": "many" }),
        "`min_runs` is not a whole number",
    );
    refused(
        "gmm",
        json!({ "d": 0, "k": 1, "n": 1 }),
        "there are no dimensions or no Gaussians",
    );
    refused(
        "ba",
        json!({ "n": 0, "m": 1, "p": 1 }),
        "there are no cameras, points or observations",
    );
}

#[test]
fn output_that_is_not_finite() {
    let request = evaluate("hello", "square", json!(1e200));
    assert_refused(&request, "the output has a number that is not finite");
}

#[test]
fn lines_that_are_no_requests() {
    let answers = answers(b"\n{ \"id\": 1\n\xff\xfe\n  \r\n{ \"id\": 2, \"kind\": \"analysis\" }");
    assert_eq!(answers.len(), 3);
    for answer in &answers[..2] {
        assert_eq!((&answer["id"], &answer["success"]), (&Value::Null, &json!(false)));
    }
    assert_eq!(answers[2], json!({ "id": 2 }));
}

#[test]
fn several_runs() {
    let input = json!({ "x": [0.0, 0.0], "min_runs": 5, "min_seconds": 0.0 });
    let answer = answered(&evaluate("lse", "primal", input));
    assert_eq!(answer["output"], json!(2f64.ln()));
    assert_eq!(answer["timings"].as_array().unwrap().len(), 5);

    let input = json!({ "x": [0.0, 0.0], "min_seconds": 0.001 });
    let answer = answered(&evaluate("lse", "gradient", input));
    let times = answer["timings"].as_array().unwrap().iter();
    assert_eq!(answer["output"], json!([0.5, 0.5]));
    assert!(times.map(|time| time["nanoseconds"].as_u64().unwrap()).sum::<u64>() >= 1_000_000);
}

#[test]
fn camera_without_rotation() {
    let camera = [0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 100.0, 0.0, 0.0, 0.0, 0.0];
    let input = json!({ "n": 1, "m": 1, "p": 2, "cam": camera, "x": [2.0, 4.0, 2.0], "w": 0.5, "feat": [40.0, 90.0] });
    let answer = answered(&evaluate("ba", "objective", input.clone()));
    assert_eq!(
        answer["output"]["reproj_error"],
        json!({ "elements": [5.0, 5.0], "repeated": 2 })
    );
    assert_eq!(answer["output"]["w_err"], json!({ "element": 0.75, "repeated": 2 }));

    // By the rotation, with offset v = (1, 2, 2): a = X₁/X₃ moves by (e × v)₁/X₃ − X₁ (e × v)₃/X₃² for each axis e.
    let answer = answered(&evaluate("ba", "jacobian", input));
    let values = answer["output"]["vals"].as_array().unwrap();
    let found: Vec<f64> = values[..3].iter().map(|value| value.as_f64().unwrap()).collect();
    assert_eq!(found, [-25.0, 62.5, -50.0]);
    // The last element stands behind the first thirty, of which there are only seven.
    assert_eq!(answer["output"]["rows"], json!([0, 15, 30, 45, 60, 61, 62, 62]));
}

/// Runge–Kutta is exact here: yᵢ(2) is the product of x₀ to xᵢ by 2ⁱ⁺¹ / (i + 1)!.
#[test]
fn short_chain_of_equations() {
    for steps in [1, 3] {
        let input = json!({ "x": [0.5, 3.0, 2.0], "s": steps });
        let numbers = |function| -> Vec<f64> {
            let output = &answered(&evaluate("ode", function, input.clone()))["output"];
            output
                .as_array()
                .unwrap()
                .iter()
                .map(|number| number.as_f64().unwrap())
                .collect()
        };
        let near = |found: Vec<f64>, expected: [f64; 3]| {
            assert_eq!(found.len(), 3);
            let errors = found
                .iter()
                .zip(expected)
                .map(|(found, expected)| (found - expected).abs());
            assert!(errors.fold(0.0, f64::max) < 1e-14, "{found:?}, expected {expected:?}");
        };
        near(numbers("primal"), [1.0, 3.0, 4.0]);
        near(numbers("gradient"), [8.0, 4.0 / 3.0, 2.0]);
    }
}

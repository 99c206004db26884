//! Recorded sessions of GradBench, answered again: the same numbers come out.

use gradbench_differentiate::protocol::answer;
use serde_json::Value;

/// How far a number may be from the recorded one, relative to it.
const TOLERANCE: f64 = 1e-9;

/// What counts as zero. The recorded gradients of `ode` are those of the exact solution, about 1e-168; so few steps of
/// Runge–Kutta do not reach the last element at all, and their gradient is zero.
const TINY: f64 = 1e-150;

/// Compares an answer with the recorded one; times may differ, and so may the tool's name.
fn assert_near(place: &str, found: &Value, recorded: &Value) {
    match (found, recorded) {
        (Value::Object(found), Value::Object(recorded)) => {
            let compared = |name: &&String| !["timings", "tool"].contains(&name.as_str());
            assert!(found.keys().eq(recorded.keys()), "{place}: {found:?}");
            for name in recorded.keys().filter(compared) {
                assert_near(&format!("{place}.{name}"), &found[name], &recorded[name]);
            }
        }
        (Value::Array(found), Value::Array(recorded)) => {
            assert_eq!(found.len(), recorded.len(), "{place}");
            for (at, (found, recorded)) in found.iter().zip(recorded).enumerate() {
                assert_near(&format!("{place}[{at}]"), found, recorded);
            }
        }
        (Value::Number(found), Value::Number(recorded)) => {
            let (found, recorded) = (found.as_f64().unwrap(), recorded.as_f64().unwrap());
            let near = (found - recorded).abs() <= TOLERANCE * recorded.abs() + TINY;
            assert!(near, "{place}: {found}, recorded {recorded}");
        }
        (found, recorded) => assert_eq!(found, recorded, "{place}"),
    }
}

/// Sends each recorded message; gives how many evaluations there were.
fn replay(session: &str) -> usize {
    let mut evaluations = 0;
    let mut message = Value::Null;
    for line in session.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if let Some(recorded) = line.get("response") {
            let found = answer(message.to_string().as_bytes());
            assert_near(&format!("answer to {}", message["id"]), &found, recorded);
            if message["kind"] == "evaluate" {
                assert_eq!(found["timings"].as_array().unwrap().len(), 1);
                evaluations += 1;
            }
        } else {
            message = line["message"].clone();
        }
    }
    evaluations
}

#[test]
fn hello() {
    assert_eq!(replay(include_str!("sessions/hello.jsonl")), 8);
}

#[test]
fn lse() {
    assert_eq!(replay(include_str!("sessions/lse.jsonl")), 4);
}

#[test]
fn llsq() {
    assert_eq!(replay(include_str!("sessions/llsq.jsonl")), 4);
}

#[test]
fn ode() {
    assert_eq!(replay(include_str!("sessions/ode.jsonl")), 4);
}

#[test]
fn gmm() {
    assert_eq!(replay(include_str!("sessions/gmm.jsonl")), 4);
}

#[test]
fn ba() {
    assert_eq!(replay(include_str!("sessions/ba.jsonl")), 2);
}

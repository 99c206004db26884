//! Optimizers against the trajectories of torch and optax, and against what they must refuse.
#![cfg(feature = "std")]

use autodiff_runtime::optimizers::{
    AdaBelief, Adadelta, Adagrad, Adam, AdamW, Adamax, Averaged, Group, Lamb, Lion, NAdam, Optimizer, RAdam, RmsProp,
    Rprop, Sgd, Yogi,
};
use autodiff_runtime::{Differentiable, Tangent};
use serde_json::Value;

/// Largest deviation from torch's trajectory, relative to max(1, |x|).
const TOLERANCE: f64 = 1e-12;

fn floats(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// The gradient of a golden problem by its own formula, in its order of operations.
fn gradient(problem: &str, problems: &Value, x: &[f64]) -> Vec<f64> {
    match problem {
        "quadratic5" => {
            let rows = problems[problem]["A"].as_array().unwrap().iter().map(floats);
            let b = floats(&problems[problem]["b"]);
            rows.zip(b)
                .map(|(row, b)| row.iter().zip(x).map(|(a, x)| a * x).sum::<f64>() - b)
                .collect()
        }
        "rosenbrock4" => {
            let mut dx = vec![0.0; x.len()];
            for i in 0..x.len() - 1 {
                let (t, u) = (x[i + 1] - x[i] * x[i], 1.0 - x[i]);
                dx[i] += -400.0 * t * x[i] - 2.0 * u;
                dx[i + 1] += 200.0 * t;
            }
            dx
        }
        other => panic!("unknown problem {other}"),
    }
}

fn follow(case: &Value, problems: &Value, mut optimizer: impl Optimizer) {
    let problem = case["problem"].as_str().unwrap();
    let mut x = floats(&case["start"]);
    for step in 1..=60 {
        let dx = gradient(problem, problems, &x);
        optimizer.step(&mut x, &dx);
        let Some(expected) = case["params"].get(step.to_string()) else {
            continue;
        };
        for (x, expected) in x.iter().zip(floats(expected)) {
            let deviation = (x - expected).abs() / expected.abs().max(1.0);
            assert!(
                deviation <= TOLERANCE,
                "{} step {step}: {x} instead of {expected}",
                case["id"]
            );
        }
    }
    assert_eq!(optimizer.steps(), 60);
}

#[test]
fn trajectories_are_those_of_torch_and_optax() {
    let golden: Value = serde_json::from_str(include_str!("golden/optimizers.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 64);
    for case in cases {
        let hyper = &case["hyper"];
        let number = |name: &str| hyper[name].as_f64().unwrap_or(0.0);
        let flag = |name: &str| hyper[name].as_bool().unwrap_or(false);
        let lr = |default: f64| {
            hyper["lr"]
                .as_f64()
                .or(hyper["learning_rate"].as_f64())
                .unwrap_or(default)
        };
        macro_rules! follow {
            ($optimizer:ident $(.$method:ident($value:expr))*) => {
                follow(
                    case,
                    &golden["problems"],
                    $optimizer::new(lr($optimizer::default().learning_rate()))$(.$method($value))*,
                )
            };
        }
        match case["optimizer"].as_str().unwrap() {
            "SGD" => follow!(Sgd
                .momentum(number("momentum"))
                .dampening(number("dampening"))
                .weight_decay(number("weight_decay"))
                .nesterov(flag("nesterov"))),
            "Adagrad" => follow!(Adagrad),
            "Adadelta" => follow!(Adadelta),
            "RMSprop" => follow!(RmsProp.momentum(number("momentum")).centered(flag("centered"))),
            "Adam" => follow!(Adam.weight_decay(number("weight_decay")).amsgrad(flag("amsgrad"))),
            "AdamW" => follow!(AdamW.amsgrad(flag("amsgrad"))),
            "NAdam" => follow!(NAdam),
            "RAdam" => follow!(RAdam),
            "Adamax" => follow!(Adamax),
            "Rprop" => follow!(Rprop),
            "lion" => follow(case, &golden["problems"], Lion::new(lr(0.0))),
            "adabelief" => follow(case, &golden["problems"], AdaBelief::new(lr(0.0))),
            "lamb" => follow(case, &golden["problems"], Lamb::new(lr(0.0))),
            "yogi" => follow(case, &golden["problems"], Yogi::new(lr(0.0))),
            other => panic!("unknown optimizer {other}"),
        }
    }
}

#[test]
fn one_step_of_adam_moves_every_component_by_the_rate() {
    let mut x = [1.0_f32, -2.0, 3.0];
    Adam::new(0.5).step(&mut x, &[1e-3_f32, -40.0, 7e8]);
    for (x, expected) in x.iter().zip([0.5, -1.5, 2.5]) {
        assert!((x - expected).abs() < 1e-4, "{x}");
    }
}

/// Five steps of Adam on ½‖x‖², whose gradient is x.
fn five_steps<P: Differentiable<Tangent = P> + Tangent>(mut x: P) -> P {
    let mut adam = Adam::new(0.1);
    for _ in 0..5 {
        let dx = x.clone();
        adam.step(&mut x, &dx);
    }
    x
}

#[test]
fn all_shapes_of_parameters_step_alike() {
    let expected = five_steps(vec![1.0, 2.0, 3.0, 4.0]);
    assert_eq!(five_steps([[1.0, 2.0], [3.0, 4.0]]).as_flattened(), expected);
    let (a, b, c) = five_steps((1.0, [2.0, 3.0], vec![4.0]));
    assert_eq!([a, b[0], b[1], c[0]], expected[..]);

    let mut slice = vec![1.0, 2.0, 3.0, 4.0];
    let mut adam = Adam::new(0.1);
    for _ in 0..5 {
        let dx: &[f64] = &slice.clone();
        adam.step(&mut slice[..], dx);
    }
    assert_eq!(slice, expected);
}

#[test]
fn maximizing_descends_the_negative() {
    let (mut up, mut down) = ([1.0], [1.0]);
    Sgd::new(0.1).momentum(0.9).maximize(true).step(&mut up, &[2.0]);
    Sgd::new(0.1).momentum(0.9).step(&mut down, &[-2.0]);
    assert_eq!(up, down);
    Adam::new(0.1).maximize(true).step(&mut up, &[2.0]);
    Adam::new(0.1).step(&mut down, &[-2.0]);
    assert_eq!(up, down);
}

#[test]
fn state_can_be_inspected() {
    let mut sgd = Sgd::new(0.1).momentum(0.9);
    assert_eq!(sgd.momentum_buffer(0), None);
    let mut params = ([1.0], 2.0);
    sgd.step(&mut params, &([0.5], 0.25));
    sgd.step(&mut params, &([0.5], 0.25));
    assert_eq!(
        (sgd.momentum_buffer(1), sgd.steps()),
        (Some(vec![0.9 * 0.25 + 0.25]), 2)
    );

    let mut adam = Adam::new(0.1).betas(0.5, 0.75);
    adam.step(&mut params, &([2.0], 0.0));
    assert_eq!(
        (adam.exp_avg(0), adam.exp_avg_sq(0)),
        (Some(vec![1.0]), Some(vec![1.0]))
    );
    assert_eq!((adam.max_exp_avg_sq(0), adam.exp_avg(2)), (None, None));
}

#[test]
fn the_rate_can_be_scheduled() {
    let mut sgd = Sgd::new(0.1);
    let mut x = 1.0;
    sgd.set_learning_rate(0.0);
    sgd.step(&mut x, &1.0);
    assert_eq!((x, sgd.learning_rate()), (1.0, 0.0));
    sgd.set_learning_rate(0.5);
    sgd.step(&mut x, &1.0);
    assert_eq!(x, 0.5);
}

#[test]
fn nothing_to_update_is_no_error() {
    let mut empty: [f64; 0] = [];
    let mut adam = Adam::new(0.1);
    adam.step(&mut empty, &[0.0_f64; 0]);
    adam.step(&mut empty, &[0.0_f64; 0]);
    Sgd::new(0.1).momentum(0.9).step(&mut empty, &[0.0_f64; 0]);
    assert_eq!(adam.steps(), 2);
}

#[test]
fn a_gradient_that_is_not_finite_is_not_hidden() {
    let mut x = [1.0_f64, 1.0];
    Adam::new(0.1).amsgrad(true).step(&mut x, &[f64::NAN, 1.0]);
    assert!(x[0].is_nan() && x[1].is_finite());
}

macro_rules! refused {
    ($($name:ident: $action:expr, $message:literal;)*) => {$(
        #[test]
        #[should_panic(expected = $message)]
        fn $name() {
            let _ = $action;
        }
    )*};
}

refused! {
    negative_rate: Adam::new(-0.1), "Adam: lr is -0.1, but must be positive and finite";
    zero_rate: Sgd::new(0.0), "Sgd: lr is 0, but must be positive and finite";
    rate_not_a_number: Sgd::new(f64::NAN), "Sgd: lr is NaN, but must be positive and finite";
    rate_scheduled_below_zero: Sgd::new(0.1).set_learning_rate(-1.0), "Sgd: lr is -1, but must be finite and at least 0";
    beta_of_one: Adam::new(0.1).betas(1.0, 0.999), "Adam: beta1 is 1, but must be in [0, 1)";
    negative_beta: Adam::new(0.1).betas(0.9, -0.5), "Adam: beta2 is -0.5, but must be in [0, 1)";
    beta_not_a_number: Adam::new(0.1).betas(0.9, f64::NAN), "Adam: beta2 is NaN, but must be in [0, 1)";
    negative_eps: Adam::new(0.1).eps(-1e-8), "Adam: eps is -0.00000001, but must be finite and at least 0";
    negative_decay: Adam::new(0.1).weight_decay(-1.0), "Adam: weight_decay is -1";
    negative_momentum: Sgd::new(0.1).momentum(-0.9), "Sgd: momentum is -0.9";
    infinite_dampening: Sgd::new(0.1).dampening(f64::INFINITY), "Sgd: dampening is inf";
    nesterov_alone: Sgd::new(0.1).nesterov(true).step(&mut 1.0, &1.0), "Nesterov momentum needs momentum > 0";
    nesterov_dampened: Sgd::new(0.1).momentum(0.9).dampening(0.1).nesterov(true).step(&mut 1.0, &1.0), "dampening = 0";
    short_gradient: Adam::new(0.1).step(&mut [1.0, 2.0], &[1.0][..]), "tensor 0 has 2 parameters, but its gradient has 1";
    few_gradients: Adam::new(0.1).step(&mut (1.0, 2.0), &1.0), "the parameters have 2 tensors, but the gradient has 1";
    other_parameters: {
        let mut adam = Adam::new(0.1);
        adam.step(&mut [1.0, 2.0], &[1.0, 1.0]);
        adam.step(&mut [1.0], &[1.0]);
    }, "tensor 0 had 2 parameters in the previous step and now has 1";
}

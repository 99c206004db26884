//! Optimizers against the trajectories of torch and optax.
#![cfg(feature = "std")]

use autodiff_runtime::optimizers::{
    AdaBelief, Adadelta, Adafactor, Adagrad, Adam, AdamW, Adamax, Adan, Asgd, Group, Lamb, Lars, Lbfgs, LineSearchFn,
    Lion, NAdam, NovoGrad, Optimizer, RAdam, RmsProp, Rprop, Sgd, Yogi,
};
use serde_json::Value;

/// Largest deviation from a trajectory, relative to max(1, |x|). Where a change of the start in its last digit makes more, ten
/// times that: no program can follow more closely.
const TOLERANCE: f64 = 1e-12;

fn floats(json: &Value) -> Vec<f64> {
    json.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// A golden problem by its own formula, in its order of operations: the value and the gradient.
fn value_and_grad(problem: &str, problems: &Value, x: &[f64]) -> (f64, Vec<f64>) {
    match problem {
        "quadratic5" => {
            let rows = problems[problem]["A"].as_array().unwrap().iter().map(floats);
            let b = floats(&problems[problem]["b"]);
            let products: Vec<f64> = rows
                .map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum::<f64>())
                .collect();
            let terms = products.iter().zip(&b).zip(x).map(|((ax, b), x)| x * (0.5 * ax - b));
            (terms.sum(), products.iter().zip(&b).map(|(ax, b)| ax - b).collect())
        }
        "rosenbrock4" => {
            let (mut value, mut dx) = (0.0, vec![0.0; x.len()]);
            for i in 0..x.len() - 1 {
                let (t, u) = (x[i + 1] - x[i] * x[i], 1.0 - x[i]);
                value += 100.0 * t * t + u * u;
                dx[i] += -400.0 * t * x[i] - 2.0 * u;
                dx[i + 1] += 200.0 * t;
            }
            (value, dx)
        }
        other => panic!("unknown problem {other}"),
    }
}

/// Takes 60 steps, and compares the parameters behind those that the case tells. `step` gives how many evaluations there
/// were.
fn follow(
    case: &Value,
    problems: &Value,
    mut step: impl FnMut(&mut Vec<f64>, &dyn Fn(&[f64]) -> (f64, Vec<f64>)) -> u64,
) {
    let problem = case["problem"].as_str().unwrap();
    let sign = if case["hyper"]["maximize"] == true { -1.0 } else { 1.0 };
    let function = |x: &[f64]| {
        let (value, dx) = value_and_grad(problem, problems, x);
        (value, dx.iter().map(|dx| sign * dx).collect())
    };
    let mut x = floats(&case["start"]);
    for number in 1..=60 {
        let evaluations = step(&mut x, &function);
        let key = number.to_string();
        let Some(expected) = case["params"].get(&key) else {
            continue;
        };
        let tolerance = TOLERANCE.max(10.0 * case["sensitivity"][&key].as_f64().unwrap_or(0.0));
        for (x, expected) in x.iter().zip(floats(expected)) {
            let deviation = (x - expected).abs() / expected.abs().max(1.0);
            assert!(
                deviation <= tolerance,
                "{} {} step {number}: {x} instead of {expected}",
                case["optimizer"],
                case["hyper"]
            );
        }
        if let Some(expected) = case["func_evals"].get(&key) {
            assert_eq!(Some(evaluations), expected.as_u64(), "{} step {number}", case["hyper"]);
        }
    }
}

fn follow_rule(case: &Value, problems: &Value, rule: &mut impl Optimizer) {
    follow(case, problems, |x, function| {
        let (_, dx) = function(x);
        rule.step(x, &dx);
        rule.steps()
    });
    assert_eq!(rule.steps(), 60);
}

/// An optimizer with those of the settings that the case has, by torch's names.
macro_rules! with_settings {
    ($hyper:ident, $optimizer:ident $($rest:tt)*) => {{
        let lr = $hyper.get("lr").or($hyper.get("learning_rate")).and_then(Value::as_f64);
        let optimizer = with_settings!(@new $optimizer lr);
        with_settings!(@set $hyper optimizer $($rest)*)
    }};
    (@new $optimizer:ident $lr:ident) => {
        $optimizer::new($lr.unwrap_or($optimizer::default().learning_rate()))
    };
    (@set $hyper:ident $optimizer:ident) => { $optimizer };
    (@set $hyper:ident $optimizer:ident number $name:ident $($rest:tt)*) => {{
        let optimizer = match $hyper[stringify!($name)].as_f64() {
            Some(value) => $optimizer.$name(value),
            None => $optimizer,
        };
        with_settings!(@set $hyper optimizer $($rest)*)
    }};
    (@set $hyper:ident $optimizer:ident pair $name:ident $($rest:tt)*) => {{
        let optimizer = match &$hyper[stringify!($name)] {
            Value::Null => $optimizer,
            pair => $optimizer.$name(pair[0].as_f64().unwrap(), pair[1].as_f64().unwrap()),
        };
        with_settings!(@set $hyper optimizer $($rest)*)
    }};
    (@set $hyper:ident $optimizer:ident flag $name:ident $($rest:tt)*) => {{
        let optimizer = match $hyper[stringify!($name)].as_bool() {
            Some(value) => $optimizer.$name(value),
            None => $optimizer,
        };
        with_settings!(@set $hyper optimizer $($rest)*)
    }};
}

fn lbfgs(hyper: &Value) -> Lbfgs {
    let mut lbfgs = Lbfgs::new(hyper["lr"].as_f64().unwrap_or(1.0));
    let count = |name: &str| hyper[name].as_u64().map(|value| value as usize);
    if let Some(most) = count("max_iter") {
        lbfgs = lbfgs.max_iter(most);
    }
    if let Some(most) = count("max_eval") {
        lbfgs = lbfgs.max_eval(most);
    }
    if let Some(size) = count("history_size") {
        lbfgs = lbfgs.history_size(size);
    }
    if hyper["line_search_fn"] == "strong_wolfe" {
        lbfgs = lbfgs.line_search_fn(LineSearchFn::StrongWolfe);
    }
    with_settings!(@set hyper lbfgs number tolerance_grad number tolerance_change)
}

/// Follows all cases of a file: tells how many there were.
fn follow_all(file: &str, problems: &Value) -> usize {
    let golden: Value = serde_json::from_str(file).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    for case in cases {
        let hyper = &case["hyper"];
        macro_rules! torch {
            ($optimizer:ident $($settings:tt)*) => {
                follow_rule(case, problems, &mut with_settings!(hyper, $optimizer $($settings)* flag maximize))
            };
        }
        let beta = |name: &str, default: f64| hyper[name].as_f64().unwrap_or(default);
        macro_rules! optax {
            ($optimizer:ident $(betas $beta1:literal $beta2:literal $($beta3:literal)?)?; $($settings:tt)*) => {{
                let optimizer = $optimizer::new(hyper["learning_rate"].as_f64().or(hyper["lr"].as_f64()).unwrap());
                $(let optimizer = optimizer.betas(beta("b1", $beta1), beta("b2", $beta2) $(, beta("b3", $beta3))?);)?
                follow_rule(case, problems, &mut with_settings!(@set hyper optimizer $($settings)*))
            }};
        }
        match case["optimizer"].as_str().unwrap() {
            "SGD" => torch!(Sgd number momentum number dampening number weight_decay flag nesterov),
            "Adagrad" => {
                torch!(Adagrad number lr_decay number weight_decay number initial_accumulator_value number eps)
            }
            "Adadelta" => torch!(Adadelta number rho number eps number weight_decay),
            "RMSprop" => torch!(RmsProp number alpha number eps number weight_decay number momentum flag centered),
            "Adam" => torch!(Adam pair betas number eps number weight_decay flag amsgrad flag decoupled_weight_decay),
            "AdamW" => torch!(AdamW pair betas number eps number weight_decay flag amsgrad),
            "NAdam" => {
                torch!(NAdam pair betas number eps number weight_decay number momentum_decay flag decoupled_weight_decay)
            }
            "RAdam" => torch!(RAdam pair betas number eps number weight_decay flag decoupled_weight_decay),
            "Adamax" => torch!(Adamax pair betas number eps number weight_decay),
            "Rprop" => torch!(Rprop pair etas pair step_sizes),
            "Adafactor" => {
                let mut adafactor =
                    with_settings!(hyper, Adafactor number beta2_decay number d number weight_decay flag maximize);
                if let [eps1, eps2] = &hyper["eps"].as_array().map_or(&[][..], Vec::as_slice) {
                    adafactor = adafactor.eps(eps1.as_f64(), eps2.as_f64().unwrap());
                }
                if let Some([.., rows, columns]) = case["shape"].as_array().map(Vec::as_slice) {
                    let [rows, columns] = [rows, columns].map(|length| length.as_u64().unwrap() as usize);
                    adafactor = adafactor.group(Group::new("").matrix(rows, columns));
                }
                follow_rule(case, problems, &mut adafactor);
            }
            "ASGD" => {
                let mut asgd =
                    with_settings!(hyper, Asgd number lambd number alpha number t0 number weight_decay flag maximize);
                follow_rule(case, problems, &mut asgd);
                if let Some(expected) = case.get("averaged_params_after_60") {
                    for (got, expected) in asgd.ax(0).unwrap().iter().zip(floats(expected)) {
                        assert!((got - expected).abs() <= TOLERANCE * expected.abs().max(1.0));
                    }
                }
            }
            "LBFGS" => {
                let mut lbfgs = lbfgs(hyper);
                follow(case, problems, |x, function| {
                    lbfgs.step(x, |x| function(x));
                    lbfgs.func_evals()
                });
            }
            "lion" => optax!(Lion betas 0.9 0.99; number weight_decay),
            "adabelief" => optax!(AdaBelief betas 0.9 0.999; number eps number eps_root flag nesterov),
            "lamb" => optax!(Lamb betas 0.9 0.999; number eps number eps_root number weight_decay),
            "yogi" => optax!(Yogi betas 0.9 0.999; number eps),
            "adan" => optax!(Adan betas 0.98 0.92 0.99; number eps number eps_root number weight_decay),
            "novograd" => optax!(NovoGrad betas 0.9 0.25; number eps number eps_root number weight_decay),
            "lars" => {
                optax!(Lars; number weight_decay number trust_coefficient number eps number momentum flag nesterov)
            }
            other => panic!("unknown optimizer {other}"),
        }
    }
    cases.len()
}

#[test]
fn trajectories_are_those_of_torch_and_optax() {
    let file = include_str!("golden/optimizers.json");
    let golden: Value = serde_json::from_str(file).unwrap();
    assert_eq!(follow_all(file, &golden["problems"]), 82);
}

#[test]
fn trajectories_with_other_settings_are_those_of_torch_and_optax() {
    let golden: Value = serde_json::from_str(include_str!("golden/optimizers.json")).unwrap();
    assert_eq!(
        follow_all(include_str!("golden/settings.json"), &golden["problems"]),
        78
    );
}

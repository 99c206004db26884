//! Reads `golden/nn.json`, and compares with it.

use serde_json::Value;
use std::sync::LazyLock;

static GOLDEN: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../golden/nn.json")).expect("valid JSON"));

/// Points, values there, and derivatives, of an activation.
pub fn activation(name: &str) -> Vec<[f64; 3]> {
    let rows = GOLDEN["activations"][name].as_array().expect("an activation");
    rows.iter()
        .map(|row| numbers(row).try_into().expect("three numbers"))
        .collect()
}

/// A layer or a loss, with its inputs, its value *y*, and the gradient of ⟨weights, *y*⟩ in each input.
pub struct Case {
    name: &'static str,
    pub inputs: Vec<Vec<f64>>,
    pub settings: &'static Value,
    value: Vec<f64>,
    pub weights: Vec<f64>,
    gradients: Vec<Vec<f64>>,
}

pub fn case(name: &'static str) -> Case {
    let case = &GOLDEN["cases"][name];
    let lists = |key: &str| {
        let lists = case[key].as_array().unwrap_or_else(|| panic!("{name} has {key}"));
        lists.iter().map(numbers).collect()
    };
    Case {
        name,
        inputs: lists("inputs"),
        settings: &case["settings"],
        value: numbers(&case["value"]),
        weights: numbers(&case["weights"]),
        gradients: lists("gradients"),
    }
}

impl Case {
    /// The value and the gradients are PyTorch's.
    #[track_caller]
    pub fn agrees(&self, value: &[f64], gradients: &[&[f64]]) {
        near(&format!("{}: value", self.name), value, &self.value);
        assert_eq!(gradients.len(), self.gradients.len(), "{}", self.name);
        for (k, (got, expected)) in gradients.iter().zip(&self.gradients).enumerate() {
            near(&format!("{}: gradient in input {k}", self.name), got, expected);
        }
    }

    pub fn integers<const N: usize>(&self, setting: &str) -> [usize; N] {
        integers(&self.settings[setting]).try_into().expect("as many integers")
    }
}

pub fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list");
    list.iter().map(|number| number.as_f64().expect("a number")).collect()
}

pub fn integers(value: &Value) -> Vec<usize> {
    numbers(value).into_iter().map(|number| number as usize).collect()
}

/// Agreement to 1e-13 of the largest number.
#[track_caller]
pub fn near(what: &str, got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len(), "{what}");
    let scale = expected.iter().fold(0.0, |scale: f64, x| scale.max(x.abs()));
    for (k, (got, expected)) in got.iter().zip(expected).enumerate() {
        let error = (got - expected).abs();
        assert!(error <= 1e-13 * scale, "{what}: component {k} is {got}, not {expected}");
    }
}

//! Second derivatives, and those in a direction, of functions that take enums with values in their variants, and options in fields.

use differentiate::{differentiate, Differentiable, Tangent};

#[derive(Clone, Debug, PartialEq, Differentiable)]
enum Part {
    Rod { stiffness: f64, rest: f64 },
    Gas(Vec<f64>),
    Pair([f64; 2], #[constant] f64),
    Rigid,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Machine {
    parts: Vec<Part>,
    first: Part,
    drag: Option<f64>,
    load: Option<Vec<f64>>,
    offset: Option<Mount>,
    #[constant]
    reference: Part,
    #[constant]
    limit: Option<f64>,
    scale: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Mount {
    height: f64,
    tilt: Option<f64>,
}

#[differentiate]
fn energy_of(part: &Part, x: f64) -> f64 {
    match part {
        Part::Rod { stiffness, rest } => 0.5 * stiffness * (x - rest).powi(2),
        Part::Gas(terms) => terms.iter().fold(0.0, |sum, term| sum * x + term * term),
        Part::Pair(ends, weight) => ends[0] * ends[1] * weight * x,
        Part::Rigid => x.sin(),
    }
}

#[differentiate]
fn energy(machine: &Machine, x: f64) -> f64 {
    let mut sum = energy_of(&machine.first, x) * machine.scale;
    for part in &machine.parts {
        sum += energy_of(part, x) * machine.scale;
    }
    if let Some(drag) = machine.drag {
        sum *= 1.0 + drag * x;
    }
    if let Some(load) = &machine.load {
        sum += load.iter().map(|load| load * load * load).sum::<f64>();
    }
    if let Some(offset) = &machine.offset {
        sum += offset.height * offset.tilt.unwrap_or(x) * x;
    }
    if let Part::Rod { stiffness, .. } = &machine.reference {
        sum *= stiffness * x;
    }
    sum + machine.limit.unwrap_or(0.0) * x * x
}

/// In every variant, and with something and with nothing in each option.
fn machines() -> Vec<Machine> {
    let rod = Part::Rod {
        stiffness: 2.0,
        rest: 0.4,
    };
    let gas = Part::Gas(vec![0.3, -0.7, 1.1]);
    let pair = Part::Pair([0.8, 0.6], 1.5);
    let full = Machine {
        parts: vec![
            rod.clone(),
            pair.clone(),
            gas.clone(),
            Part::Rigid,
            rod.clone(),
            gas.clone(),
        ],
        first: pair.clone(),
        drag: Some(0.3),
        load: Some(vec![0.5, 0.25]),
        offset: Some(Mount {
            height: 0.7,
            tilt: Some(0.2),
        }),
        reference: rod.clone(),
        limit: Some(0.9),
        scale: 1.2,
    };
    let bare = Machine {
        parts: vec![gas.clone(), Part::Rigid],
        first: gas.clone(),
        drag: None,
        load: None,
        offset: Some(Mount {
            height: 0.7,
            tilt: None,
        }),
        reference: Part::Rigid,
        limit: None,
        ..full.clone()
    };
    let empty = Machine {
        parts: vec![],
        first: Part::Rigid,
        offset: None,
        ..bare.clone()
    };
    vec![full, bare, empty]
}

/// A direction: other numbers in the places of a gradient.
fn along(machine: &Machine) -> MachineTangent {
    let mut direction = machine.zero_tangent();
    let mut k = 0.0_f64;
    direction.write(&mut || {
        k += 1.0;
        (k * 1.7).sin()
    });
    direction
}

fn close(a: &[f64], b: &[f64], within: f64) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() <= within * (1.0 + b.abs()), "{a} is not {b}");
    }
}

const X: f64 = 0.85;

#[test]
fn in_a_direction() {
    for machine in machines() {
        let (value, tangent) = energy::jvp(&machine, X, &along(&machine), -0.4);
        assert_eq!(value.to_bits(), energy(&machine, X).to_bits());
        let (dmachine, dx) = energy::grad(&machine, X);
        let expected = dmachine.dot(&along(&machine)) - 0.4 * dx;
        close(&[tangent], &[expected], 1e-13);
    }
}

/// Second derivatives by differences of the gradient.
fn differences(machine: &Machine, direction: &MachineTangent, dx: f64) -> Vec<f64> {
    let gradient = |sign: f64| {
        let mut moved = machine.clone();
        moved.step(direction, sign * 1e-5);
        let (dmachine, of_x) = energy::grad(&moved, X + sign * 1e-5 * dx);
        let mut all = dmachine.to_flat();
        all.push(of_x);
        all
    };
    let both = gradient(1.0).into_iter().zip(gradient(-1.0));
    both.map(|(up, down)| (up - down) / 2e-5).collect()
}

#[test]
fn second_ones_have_the_variants_of_the_values() {
    for machine in machines() {
        let (of_machine, of_x) = energy::hvp(&machine, X, &along(&machine), -0.4);
        let mut product = of_machine.to_flat();
        product.push(of_x);
        close(&product, &differences(&machine, &along(&machine), -0.4), 1e-8);
        let (rows, row_of_x) = energy::hessian(&machine, X);
        assert_eq!(rows.len(), of_machine.to_flat().len());
        let mut direction = along(&machine).to_flat();
        direction.push(-0.4);
        let rows = rows.into_iter().chain([row_of_x]);
        let products = rows.map(|(row, of_x)| {
            let row = row.to_flat().into_iter().chain([of_x]);
            row.zip(&direction).map(|(h, v)| h * v).sum()
        });
        close(&products.collect::<Vec<f64>>(), &product, 1e-12);
        let (diagonal, of_x) = energy::hessian_diagonal(&machine, X);
        let whole = energy::hessian(&machine, X);
        let expected: Vec<f64> = whole.0.iter().enumerate().map(|(k, row)| row.0.to_flat()[k]).collect();
        close(&diagonal.to_flat(), &expected, 1e-13);
        close(&[of_x], &[whole.1 .1], 1e-13);
    }
}

/// A zero of any variant and nothing in an option are directions too.
#[test]
fn zeros_of_any_variant_are_directions() {
    let machine = &machines()[0];
    let mut direction = machine.zero_tangent();
    direction.scale = 1.0;
    let whole = energy::hvp(machine, X, &direction, 0.0);
    let empty = MachineTangent {
        parts: vec![PartTangent::Zero; 6],
        first: PartTangent::Zero,
        drag: None,
        load: None,
        offset: None,
        scale: 1.0,
        ..machine.zero_tangent()
    };
    assert_eq!(energy::hvp(machine, X, &empty, 0.0), whole);
}

#[test]
fn sparse_ones_are_the_dense_ones() {
    let machine = &machines()[0];
    let (rows, _) = energy::hessian(machine, X);
    let sparse = energy::hessian_sparse(machine, X);
    for (k, row) in rows.iter().enumerate() {
        let dense: Vec<f64> = row.0.to_flat().into_iter().chain([row.1]).collect();
        let found: Vec<f64> = (0..dense.len()).map(|column| sparse.get(k, column)).collect();
        close(&found, &dense, 1e-13);
    }
}

#[differentiate]
impl Part {
    fn stretch(&mut self, k: f64) -> f64 {
        let before = match self {
            Part::Rod { stiffness, rest } => {
                *rest *= k;
                *stiffness * *rest
            }
            Part::Gas(terms) => {
                terms.push(k);
                terms[0] * k
            }
            _ => 1.0,
        };
        match self {
            Part::Rod { rest, .. } => before * *rest,
            Part::Gas(terms) => before * terms[terms.len() - 1],
            _ => before * k,
        }
    }
}

#[test]
fn methods_that_write_to_variants() {
    for part in &machines()[0].parts {
        let mut own = part.clone();
        let mut direction = part.zero_tangent();
        direction.write(&mut || 0.5);
        let (of_part, of_k) = own.stretch_hvp(X, &direction, 1.0);
        assert_eq!(&own, part);
        let gradient = |sign: f64| {
            let mut moved = part.clone();
            moved.step(&direction, sign * 1e-5);
            let (dpart, dk) = moved.stretch_grad(X + sign * 1e-5);
            let mut all = dpart.to_flat();
            all.push(dk);
            all
        };
        let both = gradient(1.0).into_iter().zip(gradient(-1.0));
        let expected: Vec<f64> = both.map(|(up, down)| (up - down) / 2e-5).collect();
        let mut product = of_part.to_flat();
        product.push(of_k);
        close(&product, &expected, 1e-8);
    }
}

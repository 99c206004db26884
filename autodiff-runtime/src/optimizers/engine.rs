//! What all optimizers share: the walk over tensors, their states, groups and counts of steps.

use super::gradient::Parts;
use super::group::{matches, Group};
use super::paths::{self, Named};
use super::{gradient, validate, Gradient};
use crate::flat::Scalar;
use crate::tangent::{Differentiable, Run, Runs};
use core::fmt::Debug;
use std::string::String;
use std::vec::Vec;

/// The rule of an optimizer: what one step does to one tensor. Everything else is done here.
pub trait Rule: Clone + Debug + Sync {
    const NAME: &'static str;
    /// What is kept for each component between steps.
    const BUFFERS: &'static [&'static str];
    /// Whether there is a weight decay.
    const DECAYS: bool = true;
    /// Whether rows are told from columns.
    const MATRICES: bool = false;
    /// Whether each component moves by itself, so that parts of a tensor can be updated apart.
    const ELEMENTWISE: bool = true;

    fn core(&self) -> &Core;
    fn core_mut(&mut self) -> &mut Core;

    /// Panics if the hyper-parameters do not fit together.
    fn check(&self) {}

    /// Whether a buffer is needed with these hyper-parameters.
    fn keeps(&self, _buffer: usize) -> bool {
        true
    }

    /// How long a buffer of a tensor is.
    fn kept_length(&self, _buffer: usize, length: usize, _matrix: Option<(usize, usize)>) -> usize {
        length
    }

    /// What a buffer has before the first step.
    fn initial(&self, _buffer: usize) -> f64 {
        0.0
    }

    /// The momentum that a cyclic schedule drives, if there is one.
    fn momentum_mut(&mut self) -> Option<&mut f64> {
        None
    }

    /// Moves the parameters. Those of `buffers` that are not kept are empty.
    fn update<S: Scalar>(&self, now: &Now, params: &mut [S], grads: &[S], buffers: &mut [&mut [S]], scalar: &mut f64);
}

/// The circumstances of a step of one tensor.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// How many steps this tensor has taken, this one included.
    pub step: u64,
    pub lr: f64,
    pub weight_decay: f64,
    pub maximize: bool,
    /// The rows and columns of the matrices that the tensor is, if it is said to be some.
    pub matrix: Option<(usize, usize)>,
}

impl Now {
    /// The gradient of what is minimised.
    #[inline(always)]
    pub(super) fn descent<S: Scalar>(&self) -> impl Fn(S) -> S {
        let sign = S::from_f64(if self.maximize { -1.0 } else { 1.0 });
        move |grad| sign * grad
    }

    /// The gradient of what is minimised, with that of ½λ‖θ‖² added.
    #[inline(always)]
    pub(super) fn decayed<S: Scalar>(&self) -> impl Fn(S, S) -> S {
        let descent = self.descent();
        let (decays, weight_decay) = (self.weight_decay != 0.0, S::from_f64(self.weight_decay));
        move |param, grad| match decays {
            true => descent(grad) + weight_decay * param,
            false => descent(grad),
        }
    }

    /// As `decayed`; if the decay is decoupled then the gradient, after the parameters have shrunk by lr·λ.
    #[inline(always)]
    pub(super) fn decayed_or_shrunk<S: Scalar>(&self, decoupled: bool, params: &mut [S]) -> impl Fn(S, S) -> S {
        if !decoupled {
            return self.decayed();
        }
        if self.weight_decay != 0.0 {
            let kept = S::from_f64(1.0 - self.lr * self.weight_decay);
            params.iter_mut().for_each(|param| *param = *param * kept);
        }
        Now {
            weight_decay: 0.0,
            ..*self
        }
        .decayed()
    }

    /// 1 − βᵗ, which undoes the bias of an average that started at zero.
    pub(super) fn unbiased(&self, beta: f64) -> f64 {
        1.0 - beta.powf(self.step as f64)
    }
}

/// What an optimizer has beside its own hyper-parameters.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
pub struct Core {
    #[cfg(feature = "serde")]
    pub(super) format: super::saved::Format,
    pub lr: f64,
    pub weight_decay: f64,
    pub maximize: bool,
    pub steps: u64,
    groups: Vec<Group>,
    frozen: Vec<String>,
    tensors: Vec<Tensor>,
}

/// The state of one tensor.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Tensor {
    path: String,
    length: usize,
    /// Those of single precision have their buffers in `f32s`, the others in `f64s`.
    f64s: Vec<Vec<f64>>,
    f32s: Vec<Vec<f32>>,
    /// A number that some rules keep (1 before the first step).
    scalar: f64,
    steps: u64,
}

impl Core {
    /// Panics if `lr` is not positive and finite.
    #[track_caller]
    pub(super) fn new(optimizer: &'static str, lr: f64, weight_decay: f64) -> Self {
        Self {
            #[cfg(feature = "serde")]
            format: super::saved::Format::new(optimizer),
            lr: validate::learning_rate(optimizer, lr),
            weight_decay,
            maximize: false,
            steps: 0,
            groups: Vec::new(),
            frozen: Vec::new(),
            tensors: Vec::new(),
        }
    }

    #[track_caller]
    pub(super) fn add_group(&mut self, optimizer: &str, decays: bool, matrices: bool, mut group: Group) {
        assert!(
            decays || group.weight_decay.is_none(),
            "{optimizer} has no weight decay, so a group cannot have its own"
        );
        assert!(
            matrices || group.matrix.is_none(),
            "{optimizer} does not tell rows from columns, so a group cannot be of matrices"
        );
        group.relate(self.lr);
        self.groups.push(group);
    }

    pub(super) fn freeze(&mut self, path: &str) {
        self.frozen.push(path.into());
    }

    pub(super) fn unfreeze(&mut self, path: &str) {
        self.frozen.retain(|frozen| frozen != path);
    }

    pub(super) fn paths(&self) -> Vec<&str> {
        self.tensors.iter().map(|tensor| &tensor.path[..]).collect()
    }

    pub(super) fn buffer(&self, buffer: usize, tensor: usize) -> Option<Vec<f64>> {
        let tensor = self.tensors.get(tensor)?;
        let kept = match (tensor.f64s.get(buffer), tensor.f32s.get(buffer)) {
            (Some(f64s), _) => f64s.clone(),
            (_, Some(f32s)) => f32s.iter().copied().map(f64::from).collect(),
            _ => return None,
        };
        (!kept.is_empty() || tensor.length == 0).then_some(kept)
    }

    /// What cannot be, in a state that was read.
    #[cfg(feature = "serde")]
    pub(super) fn flaw(&self) -> Option<&'static str> {
        let fits = |tensor: &Tensor| {
            let lengths = tensor.f64s.iter().map(Vec::len).chain(tensor.f32s.iter().map(Vec::len));
            let parts = |of: usize, whole: usize| tensor.length / whole * of;
            let matrix = self.group(tensor).and_then(|group| group.matrix);
            let of_matrix = |length| {
                matrix.is_some_and(|(r, c)| r * c != 0 && (length == parts(r, r * c) || length == parts(c, r * c)))
            };
            lengths
                .into_iter()
                .all(|length| length == 0 || length == tensor.length || of_matrix(length))
        };
        if !(self.lr >= 0.0 && self.lr.is_finite()) {
            Some("its learning rate is negative or not finite")
        } else if !(self.weight_decay >= 0.0 && self.weight_decay.is_finite()) {
            Some("its weight decay is negative or not finite")
        } else if !self.tensors.iter().all(fits) {
            Some("what it keeps for a tensor is not as long as the tensor")
        } else {
            None
        }
    }

    fn group(&self, tensor: &Tensor) -> Option<&Group> {
        self.groups.iter().rev().find(|group| group.has(&tensor.path))
    }

    /// What holds for a tensor in this step; none if it is frozen.
    fn now(&self, tensor: &Tensor) -> Option<Now> {
        if self.frozen.iter().any(|frozen| matches(frozen, &tensor.path)) {
            return None;
        }
        let mut now = Now {
            step: tensor.steps + 1,
            lr: self.lr,
            weight_decay: self.weight_decay,
            maximize: self.maximize,
            matrix: None,
        };
        if let Some(group) = self.group(tensor) {
            if group.frozen {
                return None;
            }
            now.matrix = group.matrix;
            now.lr *= group.factor;
            now.weight_decay = group.weight_decay.unwrap_or(now.weight_decay);
        }
        Some(now)
    }
}

/// One step of all tensors.
#[track_caller]
pub(super) fn step<R, P, G>(rule: &mut R, params: &mut P, grads: &G)
where
    R: Rule,
    P: Differentiable + ?Sized,
    G: Gradient + ?Sized,
{
    rule.check();
    let runs = gradient::runs(grads);
    let mut lengths = Lengths::default();
    params.visit(&mut lengths);
    validate::same_shape(&lengths.0, &runs);

    let mut tensors = core::mem::take(&mut rule.core_mut().tensors);
    if tensors.is_empty() {
        tensors = paths::show(params, Fresh::default()).0;
    }
    validate::same_as_before(tensors.iter().map(|tensor| tensor.length), &lengths.0);
    for tensor in &tensors {
        let matrix = rule.core().group(tensor).and_then(|group| group.matrix);
        validate::matrices(R::NAME, &tensor.path, tensor.length, matrix);
    }
    params.visit(&mut Walk {
        rule,
        parts: Parts::new(&runs),
        tensors: tensors.iter_mut(),
    });
    let core = rule.core_mut();
    core.tensors = tensors;
    core.steps += 1;
}

/// Updates tensor after tensor, with its part of the gradient.
struct Walk<'a, 'g, R> {
    rule: &'a R,
    parts: Parts<'a, 'g>,
    tensors: core::slice::IterMut<'a, Tensor>,
}

/// In how many parts a tensor is updated at the same time: one for each core, of at least half a million components. One core
/// computes about as fast as its memory reads and writes (`benches/adam.rs`); several have more of that together.
fn parts(length: usize) -> usize {
    const LEAST: usize = 1 << 19;
    match length / LEAST {
        0 | 1 => 1,
        most => std::thread::available_parallelism().map_or(1, |cores| cores.get().min(most)),
    }
}

/// Updates a tensor in some parts at the same time.
fn update<R: Rule, S: Scalar + Send + Sync>(
    rule: &R,
    now: &Now,
    parts: usize,
    params: &mut [S],
    grads: &[S],
    buffers: &mut [&mut [S]],
    scalar: &mut f64,
) {
    if parts == 1 {
        return rule.update(now, params, grads, buffers, scalar);
    }
    let length = params.len() / parts;
    let (first, rest) = params.split_at_mut(length);
    let (first_grads, rest_grads) = grads.split_at(length);
    let (mut firsts, mut rests) = (Vec::new(), Vec::new());
    for buffer in buffers {
        let (first, rest) = buffer.split_at_mut(length.min(buffer.len()));
        firsts.push(first);
        rests.push(rest);
    }
    let mut same = *scalar;
    std::thread::scope(|threads| {
        threads.spawn(|| rule.update(now, first, first_grads, &mut firsts, &mut same));
        update(rule, now, parts - 1, rest, rest_grads, &mut rests, scalar);
    });
}

macro_rules! walk {
    ($($name:ident $float:ident $run:ident;)*) => {
        impl<R: Rule> Runs for Walk<'_, '_, R> {$(
            fn $name(&mut self, params: &mut [$float]) {
                let tensor = self.tensors.next().expect("as many tensors as before");
                let length = params.len();
                if length == 0 {
                    return;
                }
                let (run, part) = self.parts.next(length);
                let Some(now) = self.rule.core().now(tensor) else {
                    return;
                };
                let converted;
                let grads = match run {
                    Run::$run(run) => &run[part],
                    run => {
                        converted = gradient::components(run, part).map(|grad| grad as $float).collect::<Vec<_>>();
                        &converted[..]
                    }
                };
                tensor.$name.resize(R::BUFFERS.len(), Vec::new());
                for (buffer, kept) in tensor.$name.iter_mut().enumerate() {
                    if kept.is_empty() && self.rule.keeps(buffer) {
                        let length = self.rule.kept_length(buffer, length, now.matrix);
                        kept.resize(length, self.rule.initial(buffer) as $float);
                    }
                }
                tensor.steps += 1;
                let mut buffers: Vec<&mut [$float]> = tensor.$name.iter_mut().map(|kept| &mut kept[..]).collect();
                let parts = if R::ELEMENTWISE { parts(length) } else { 1 };
                update(self.rule, &now, parts, params, grads, &mut buffers, &mut tensor.scalar);
            }
        )*}
    };
}

walk! {
    f64s f64 F64;
    f32s f32 F32;
}

/// How many components each tensor has.
#[derive(Default)]
pub(super) struct Lengths(pub Vec<usize>);

impl Runs for Lengths {
    fn f64s(&mut self, values: &mut [f64]) {
        self.0.push(values.len());
    }

    fn f32s(&mut self, values: &mut [f32]) {
        self.0.push(values.len());
    }
}

/// The states of the tensors before the first step.
#[derive(Default)]
struct Fresh(Vec<Tensor>);

impl Fresh {
    fn push(&mut self, path: &str, length: usize) {
        self.0.push(Tensor {
            path: path.into(),
            length,
            f64s: Vec::new(),
            f32s: Vec::new(),
            scalar: 1.0,
            steps: 0,
        });
    }
}

impl Named for Fresh {
    fn f64s(&mut self, path: &str, values: &mut [f64]) {
        self.push(path, values.len());
    }

    fn f32s(&mut self, path: &str, values: &mut [f32]) {
        self.push(path, values.len());
    }
}

/// Visitors that look at slices only.
macro_rules! slices_only {
    ($([$($generics:tt)*] $visitor:ty;)*) => {$(
        impl<$($generics)*> $crate::tangent::Visitor for $visitor {
            fn float(&mut self, _value: &mut f64, _epsilon: f64) {
                unreachable!("floats are shown in slices")
            }

            fn enter_field(&mut self, _name: &str) {}

            fn enter_element(&mut self, _index: usize) {}

            fn leave(&mut self) {}

            fn runs(&mut self) -> Option<&mut dyn $crate::tangent::Runs> {
                Some(self)
            }
        }
    )*};
}
pub(crate) use slices_only;

slices_only! {
    [] Lengths;
    [R: Rule] Walk<'_, '_, R>;
    [] super::averaged::Collect<'_>;
    [] super::averaged::Merge<'_>;
}

#[cfg(test)]
mod tests {
    use super::{update, Now, Rule};
    use crate::optimizers::{Adam, NAdam, Rprop};
    use std::vec;
    use std::vec::Vec;

    fn two_steps(rule: &impl Rule, parts: usize) -> (Vec<f64>, f64) {
        let grads: Vec<f64> = (0..17).map(|k| f64::from(k) - 7.5).collect();
        let (mut params, mut scalar) = (vec![1.0; 17], 1.0);
        let mut buffers = [vec![0.0; 17], vec![0.0; 17], Vec::new()];
        for step in 1..=2 {
            let now = Now {
                step,
                lr: 0.1,
                weight_decay: 0.01,
                maximize: false,
                matrix: None,
            };
            let mut buffers: Vec<&mut [f64]> = buffers.iter_mut().map(|buffer| &mut buffer[..]).collect();
            update(rule, &now, parts, &mut params, &grads, &mut buffers, &mut scalar);
        }
        (params, scalar)
    }

    #[test]
    fn parts_of_a_tensor_move_as_the_whole() {
        for parts in 2..5 {
            assert_eq!(two_steps(&Adam::new(0.1), parts), two_steps(&Adam::new(0.1), 1));
            assert_eq!(two_steps(&NAdam::new(0.1), parts), two_steps(&NAdam::new(0.1), 1));
            assert_eq!(two_steps(&Rprop::new(0.1), parts), two_steps(&Rprop::new(0.1), 1));
        }
    }
}

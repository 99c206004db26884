//! Array values.

use super::{Panic, Scalar, Value};
use crate::ir::Float;
use crate::primitives::Primitive;
use std::rc::Rc;

pub fn load<S: Scalar>(array: &Value<S>, indices: &[Value<S>]) -> Result<Value<S>, Panic> {
    let element = |value: &Value<S>, index: &Value<S>| value.array().get(index.int() as usize).cloned();
    indices
        .iter()
        .try_fold(array.clone(), |value, index| element(&value, index))
        .ok_or(Panic::Bounds)
}

/// `array[i]…[from..to]`
pub fn slice<S: Scalar>(args: &[Value<S>]) -> Result<Value<S>, Panic> {
    let [place @ .., from, to] = args else {
        unreachable!("a slice has two ends")
    };
    let whole = load(&place[0], &place[1..])?;
    let part = whole.array().get(from.int() as usize..to.int() as usize);
    part.map(|part| Value::Array(Rc::new(part.to_vec())))
        .ok_or(Panic::Bounds)
}

/// The place of an element, in an array that is copied where it is shared.
pub fn place<'a, S: Scalar>(array: &'a mut Value<S>, indices: &[Value<S>]) -> Result<&'a mut Value<S>, Panic> {
    let Some((first, rest)) = indices.split_first() else {
        return Ok(array);
    };
    let Value::Array(values) = array else {
        unreachable!("indexes {array:?}")
    };
    let element = Rc::make_mut(values)
        .get_mut(first.int() as usize)
        .ok_or(Panic::Bounds)?;
    place(element, rest)
}

/// So many times the value.
pub fn filled<S: Scalar>(value: &Value<S>, len: &Value<S>) -> Value<S> {
    Value::Array(Rc::new(vec![value.clone(); len.int() as usize]))
}

/// The first elements, and behind the last what `more` gives.
pub fn resized<S: Scalar>(array: &Value<S>, len: usize, more: impl FnMut(usize) -> Value<S>) -> Value<S> {
    let old = array.array();
    let kept = old.iter().take(len).cloned();
    Value::Array(Rc::new(kept.chain((old.len()..len).map(more)).collect()))
}

pub fn zeros<S: Scalar>(value: &Value<S>) -> Value<S> {
    match value {
        Value::Array(values) => Value::Array(Rc::new(values.iter().map(zeros).collect())),
        _ => Value::Float(S::constant(0.0)),
    }
}

/// Adds elementwise.
pub fn add<S: Scalar>(target: &mut Value<S>, value: &Value<S>, float: Float) {
    match (target, value) {
        (Value::Float(target), Value::Float(value)) => {
            *target = S::primitive(Primitive::Add, float, &[target.clone(), value.clone()]);
        }
        (Value::Array(targets), Value::Array(values)) => {
            assert_eq!(targets.len(), values.len(), "arrays of one shape are added");
            Rc::make_mut(targets)
                .iter_mut()
                .zip(values.iter())
                .for_each(|(target, value)| add(target, value, float));
        }
        other => unreachable!("adds {other:?}"),
    }
}

pub fn sum<S: Scalar>(value: &Value<S>, float: Float) -> Value<S> {
    let mut total = Value::Float(S::constant(0.0));
    value
        .leaves()
        .into_iter()
        .for_each(|leaf| add(&mut total, &Value::Float(leaf), float));
    total
}

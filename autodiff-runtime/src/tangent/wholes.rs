//! What has parts: arrays, slices, vectors, boxes, tuples.

use super::{Differentiable, Run, Runs, Tangent, Visitor};
use crate::adjoint::AddAll;
use crate::shape::reset_all;
use alloc::boxed::Box;
use alloc::vec::Vec;

impl<E: Differentiable> Differentiable for [E] {
    type Tangent = Vec<E::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Vec<E::Tangent> {
        self.iter().map(E::zero_tangent).collect()
    }

    #[inline]
    fn reset_tangent(&self, tangent: &mut Vec<E::Tangent>) {
        match self.len() == tangent.len() {
            true => reset_all(self, tangent),
            false => *tangent = self.zero_tangent(),
        }
    }

    #[inline]
    fn step(&mut self, tangent: &Vec<E::Tangent>, factor: f64) {
        // An empty one is a zero.
        if !tangent.is_empty() {
            step_all(self, tangent, factor);
        }
    }

    fn visit(&mut self, visitor: &mut dyn Visitor) {
        if visitor.runs().is_some_and(|runs| E::visit_run(self, runs)) {
            return;
        }
        for (index, element) in self.iter_mut().enumerate() {
            visitor.enter_element(index);
            element.visit(visitor);
            visitor.leave();
        }
    }
}

impl<E: Differentiable, const N: usize> Differentiable for [E; N] {
    type Tangent = [E::Tangent; N];

    #[inline]
    fn zero_tangent(&self) -> [E::Tangent; N] {
        core::array::from_fn(|k| self[k].zero_tangent())
    }

    #[inline]
    fn reset_tangent(&self, tangent: &mut [E::Tangent; N]) {
        reset_all(self, tangent);
    }

    #[inline]
    fn step(&mut self, tangent: &[E::Tangent; N], factor: f64) {
        step_all(self, tangent, factor);
    }

    fn visit(&mut self, visitor: &mut dyn Visitor) {
        self[..].visit(visitor);
    }

    fn visit_run(elements: &mut [Self], runs: &mut dyn Runs) -> bool {
        E::visit_run(elements.as_flattened_mut(), runs)
    }
}

#[inline]
fn step_all<E: Differentiable>(elements: &mut [E], tangents: &[E::Tangent], factor: f64) {
    assert_eq!(
        elements.len(),
        tangents.len(),
        "a value and its tangent differ in length"
    );
    for (element, tangent) in elements.iter_mut().zip(tangents) {
        element.step(tangent, factor);
    }
}

/// What is differentiated as what it holds is.
macro_rules! as_inner {
    ($([$generics:ident $(: $unsized:tt Sized)?] $type:ty, $inner:ty, $tangent:ty;)*) => {$(
        impl<$generics: Differentiable $(+ $unsized Sized)?> Differentiable for $type {
            type Tangent = $tangent;

            #[inline]
            fn zero_tangent(&self) -> Self::Tangent {
                <$inner>::zero_tangent(self)
            }

            #[inline]
            fn reset_tangent(&self, tangent: &mut Self::Tangent) {
                <$inner>::reset_tangent(self, tangent);
            }

            #[inline]
            fn step(&mut self, tangent: &Self::Tangent, factor: f64) {
                <$inner>::step(self, tangent, factor);
            }

            fn visit(&mut self, visitor: &mut dyn Visitor) {
                <$inner>::visit(self, visitor);
            }
        }
    )*};
}

as_inner! {
    [E] Vec<E>, [E], Vec<E::Tangent>;
    [T: ?Sized] Box<T>, T, T::Tangent;
    [T: ?Sized] &mut T, T, T::Tangent;
}

impl<T: Tangent, const N: usize> Tangent for [T; N] {
    #[inline]
    fn zero() -> [T; N] {
        core::array::from_fn(|_| T::zero())
    }

    #[inline]
    fn add_scaled(&mut self, other: &[T; N], factor: f64) {
        add_scaled(self, other, factor);
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|element| element.scale(factor));
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn dot(&self, other: &[T; N]) -> f64 {
        dot(self, other)
    }

    fn read(&self, each: &mut dyn FnMut(f64)) {
        self.iter().for_each(|element| element.read(each));
    }

    fn write(&mut self, next: &mut dyn FnMut() -> f64) {
        self.iter_mut().for_each(|element| element.write(next));
    }

    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        runs_of(self, each);
    }

    fn as_run(elements: &[Self]) -> Option<Run<'_>> {
        T::as_run(elements.as_flattened())
    }
}

impl<T: Tangent> Tangent for Vec<T> {
    #[inline]
    fn zero() -> Vec<T> {
        Vec::new()
    }

    #[inline]
    fn add_scaled(&mut self, other: &Vec<T>, factor: f64) {
        match (self.is_empty(), other.is_empty()) {
            (_, true) => {}
            (true, false) => {
                self.clone_from(other);
                self.scale(factor);
            }
            (false, false) => add_scaled(self, other, factor),
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        self.iter_mut().for_each(|element| element.scale(factor));
    }

    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }

    #[inline]
    fn dot(&self, other: &Vec<T>) -> f64 {
        match self.is_empty() || other.is_empty() {
            true => 0.0,
            false => dot(self, other),
        }
    }

    fn read(&self, each: &mut dyn FnMut(f64)) {
        self.iter().for_each(|element| element.read(each));
    }

    fn write(&mut self, next: &mut dyn FnMut() -> f64) {
        self.iter_mut().for_each(|element| element.write(next));
    }

    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        runs_of(self, each);
    }
}

/// The components of all elements, in runs as long as they can be.
pub(crate) fn runs_of<'a, T: Tangent>(elements: &'a [T], each: &mut dyn FnMut(Run<'a>)) {
    match T::as_run(elements) {
        Some(run) => each(run),
        None => elements.iter().for_each(|element| element.runs(each)),
    }
}

#[inline]
fn add_scaled<T: Tangent>(into: &mut [T], from: &[T], factor: f64) {
    same_length(into.len(), from.len());
    for (into, from) in into.iter_mut().zip(from) {
        into.add_scaled(from, factor);
    }
}

#[inline]
fn dot<T: Tangent>(a: &[T], b: &[T]) -> f64 {
    same_length(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| a.dot(b)).sum()
}

#[inline]
#[track_caller]
fn same_length(a: usize, b: usize) {
    assert_eq!(a, b, "two tangents differ in length");
}

macro_rules! tuples {
    ($($($name:ident $k:tt)*;)*) => {$(
        impl<$($name: Differentiable),*> Differentiable for ($($name,)*) {
            type Tangent = ($($name::Tangent,)*);

            #[inline]
            fn zero_tangent(&self) -> Self::Tangent {
                ($(self.$k.zero_tangent(),)*)
            }

            #[inline]
            fn step(&mut self, tangent: &Self::Tangent, factor: f64) {
                $(self.$k.step(&tangent.$k, factor);)*
            }

            fn visit(&mut self, visitor: &mut dyn Visitor) {
                $(
                    visitor.enter_field(stringify!($k));
                    self.$k.visit(visitor);
                    visitor.leave();
                )*
            }
        }

        impl<$($name: Tangent),*> Tangent for ($($name,)*) {
            #[inline]
            fn zero() -> Self {
                ($($name::zero(),)*)
            }

            #[inline]
            fn add_scaled(&mut self, other: &Self, factor: f64) {
                $(self.$k.add_scaled(&other.$k, factor);)*
            }

            #[inline]
            fn scale(&mut self, factor: f64) {
                $(self.$k.scale(factor);)*
            }

            #[inline]
            fn set_zero(&mut self) {
                $(self.$k.set_zero();)*
            }

            #[inline]
            fn dot(&self, other: &Self) -> f64 {
                0.0 $(+ self.$k.dot(&other.$k))*
            }

            fn read(&self, each: &mut dyn FnMut(f64)) {
                $(self.$k.read(each);)*
            }

            fn write(&mut self, next: &mut dyn FnMut() -> f64) {
                $(self.$k.write(next);)*
            }

            fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
                $(self.$k.runs(each);)*
            }
        }

        impl<$($name: AddAll<$name>),*> AddAll<($($name,)*)> for ($($name,)*) {
            #[inline]
            fn add_all(&mut self, other: &Self) {
                $(self.$k.add_all(&other.$k);)*
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
}

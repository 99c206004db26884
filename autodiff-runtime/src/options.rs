//! Options in fields: what is in one is asked for and taken out by functions with halves, and one is made by such functions.
//! Each is a type with the halves that generated code calls, as those of a differentiated function are.

use crate::adjoint::AddAll;
use crate::tangent::Differentiable;
use crate::Workspace;
use alloc::vec::Vec;

/// Whether there is a value.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct is_some {}

impl is_some {
    #[inline(always)]
    #[must_use]
    pub fn __value<T>(option: &Option<T>) -> bool {
        option.is_some()
    }
}

/// The number in an option that has one.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct number {}

impl number {
    /// # Panics
    /// If there is none, which is asked before.
    #[inline(always)]
    #[must_use]
    pub fn __value<T: Copy>(option: &Option<T>) -> T {
        option.expect(THERE)
    }

    /// # Panics
    /// As the value.
    #[inline(always)]
    #[must_use]
    pub fn __forward<T: Copy>(option: &Option<T>, _: &mut Workspace) -> T {
        option.expect(THERE)
    }

    #[inline]
    pub fn __reverse<T: Differentiable>(
        option: &Option<T>,
        cotangent: T::Tangent,
        derivative: &mut Option<T::Tangent>,
        _: &mut Workspace,
    ) {
        place(option, derivative).add_all(&cotangent);
    }

    /// # Panics
    /// As the value.
    #[inline]
    pub fn __joint<T: Differentiable + Copy>(
        option: &Option<T>,
        cotangent: T::Tangent,
        derivative: &mut Option<T::Tangent>,
        workspace: &mut Workspace,
    ) -> T {
        Self::__reverse(option, cotangent, derivative, workspace);
        option.expect(THERE)
    }
}

/// What is in an option that has something.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct whole {}

impl whole {
    /// # Panics
    /// If there is nothing, which is asked before.
    #[inline]
    #[must_use]
    pub fn __value<T: Clone>(option: &Option<T>) -> T {
        option.clone().expect(THERE)
    }

    /// # Panics
    /// As the value.
    #[inline]
    #[must_use]
    pub fn __forward<T: Clone>(option: &Option<T>, _: &mut Workspace) -> T {
        Self::__value(option)
    }

    #[inline]
    pub fn __reverse<T, Cotangent>(
        option: &Option<T>,
        cotangent: &Cotangent,
        derivative: &mut Option<T::Tangent>,
        _: &mut Workspace,
    ) where
        T: Differentiable,
        T::Tangent: AddAll<Cotangent>,
        Cotangent: ?Sized,
    {
        place(option, derivative).add_all(cotangent);
    }
}

const THERE: &str = "generated code asks first whether there is a value";

/// Where the derivative in what is in the option is added up.
fn place<'d, T: Differentiable>(option: &Option<T>, derivative: &'d mut Option<T::Tangent>) -> &'d mut T::Tangent {
    derivative.get_or_insert_with(|| option.as_ref().expect(THERE).zero_tangent())
}

/// An option with a number.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct some_number {}

impl some_number {
    #[inline(always)]
    #[must_use]
    pub fn __value<T>(value: T) -> Option<T> {
        Some(value)
    }

    #[inline(always)]
    #[must_use]
    pub fn __forward<T>(value: T, _: &mut Workspace) -> Option<T> {
        Some(value)
    }

    #[inline]
    pub fn __reverse<T, Place>(_: T, cotangent: &Option<T::Tangent>, derivative: &mut Place, _: &mut Workspace)
    where
        T: Differentiable,
        Place: AddAll<T::Tangent>,
    {
        add(cotangent, derivative);
    }
}

/// An option with what is copied.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct some_whole {}

impl some_whole {
    #[inline]
    #[must_use]
    pub fn __value<T: Clone>(value: &T) -> Option<T> {
        Some(value.clone())
    }

    #[inline]
    #[must_use]
    pub fn __forward<T: Clone>(value: &T, _: &mut Workspace) -> Option<T> {
        Some(value.clone())
    }

    #[inline]
    pub fn __reverse<T, Place>(_: &T, cotangent: &Option<T::Tangent>, derivative: &mut Place, _: &mut Workspace)
    where
        T: Differentiable,
        Place: AddAll<T::Tangent> + ?Sized,
    {
        add(cotangent, derivative);
    }
}

/// An option with a vector of elements that are copied.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct some_vector {}

impl some_vector {
    #[inline]
    #[must_use]
    pub fn __value<T: Clone>(value: &[T]) -> Option<Vec<T>> {
        Some(value.to_vec())
    }

    #[inline]
    #[must_use]
    pub fn __forward<T: Clone>(value: &[T], _: &mut Workspace) -> Option<Vec<T>> {
        Some(value.to_vec())
    }

    #[inline]
    pub fn __reverse<T, Place>(_: &[T], cotangent: &Option<Vec<T::Tangent>>, derivative: &mut Place, _: &mut Workspace)
    where
        T: Differentiable,
        Place: AddAll<Vec<T::Tangent>> + ?Sized,
    {
        add(cotangent, derivative);
    }
}

fn add<T>(cotangent: &Option<T>, derivative: &mut (impl AddAll<T> + ?Sized)) {
    if let Some(cotangent) = cotangent {
        derivative.add_all(cotangent);
    }
}

/// An option with nothing.
#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct none {}

impl none {
    #[inline(always)]
    #[must_use]
    pub fn __value<T>() -> Option<T> {
        None
    }
}

//! Functions that may give no value: `Option` and `Result`, which generated code treats alike.

/// An `Option` or a `Result`, whose error nobody looks into.
pub trait Outcome {
    /// What it holds.
    type Value;

    /// The value, if there is one.
    fn into_option(self) -> Option<Self::Value>;
}

impl<T> Outcome for Option<T> {
    type Value = T;

    #[inline(always)]
    fn into_option(self) -> Option<T> {
        self
    }
}

impl<T, E> Outcome for Result<T, E> {
    type Value = T;

    #[inline(always)]
    fn into_option(self) -> Option<T> {
        self.ok()
    }
}

/// Whether there is a value, and the value; `zero` where there is none.
#[doc(hidden)]
#[inline(always)]
pub fn parts<O: Outcome>(outcome: O, zero: O::Value) -> (bool, O::Value) {
    match outcome.into_option() {
        Some(value) => (true, value),
        None => (false, zero),
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn both_are_taken_apart() {
        assert_eq!(parts(Some(2.0), 0.0), (true, 2.0));
        assert_eq!(parts(None, [0.0; 2]), (false, [0.0; 2]));
        assert_eq!(parts(Ok::<_, &str>(1), 0), (true, 1));
        assert_eq!(parts(Err("no"), (0.0, false)), (false, (0.0, false)));
    }
}

//! The checks of parts of slices, where generated code indexes the whole slice instead: each gives its first argument,
//! or panics where the part would.

use core::ops::Range;

macro_rules! bounds {
    ($($doc:literal $name:ident($value:ident, $limit:ident) if $holds:expr, else $message:literal;)*) => {$(
        #[doc = $doc]
        ///
        /// # Panics
        /// If it is not.
        #[inline(always)]
        #[track_caller]
        #[must_use]
        pub fn $name($value: usize, $limit: usize) -> usize {
            #[cold]
            #[inline(never)]
            #[track_caller]
            fn fails($value: usize, $limit: usize) -> ! {
                panic!($message)
            }
            if !$holds {
                fails($value, $limit);
            }
            $value
        }
    )*};
}

bounds! {
    "The index of an element, below the length."
    index(index, len) if index < len, else "index out of bounds: the len is {len} but the index is {index}";
    "The beginning of `x[from..]`, at most the length."
    from(from, len) if from <= len, else "range start index {from} out of range for slice of length {len}";
    "The end of `x[..to]`, at most the length."
    to(to, len) if to <= len, else "range end index {to} out of range for slice of length {len}";
    "The beginning of `x[from..to]`, at most the end."
    order(from, to) if from <= to, else "slice index starts at {from} but ends at {to}";
}

/// The size of chunks or windows, at least 1.
///
/// # Panics
/// If it is 0.
#[inline(always)]
#[track_caller]
#[must_use]
pub fn size(size: usize) -> usize {
    assert!(size != 0, "the size of chunks and windows is not zero");
    size
}

/// `from..=to` as a range that knows its length, of a loop that keeps a frame for each index.
///
/// # Panics
/// If the range has no end: there is no memory for so many frames.
#[inline(always)]
#[track_caller]
#[must_use]
pub fn up_to(from: usize, to: usize) -> Range<usize> {
    from..to.checked_add(1).expect("a tape for all iterations")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_its_bounds_is_given_back() {
        assert_eq!((index(2, 3), from(3, 3), to(0, 0)), (2, 3, 0));
        assert_eq!((order(1, 1), size(1)), (1, 1));
        assert_eq!((up_to(2, 3), up_to(1, 0)), (2..4, 1..1));
    }

    #[test]
    #[should_panic(expected = "index out of bounds: the len is 3 but the index is 3")]
    fn an_index_is_below_the_length() {
        let _ = index(3, 3);
    }

    #[test]
    #[should_panic(expected = "range end index 4 out of range for slice of length 3")]
    fn an_end_is_at_most_the_length() {
        let _ = to(4, 3);
    }

    #[test]
    #[should_panic(expected = "slice index starts at 2 but ends at 1")]
    fn the_beginning_is_at_most_the_end() {
        let _ = order(2, 1);
    }

    #[test]
    #[should_panic(expected = "not zero")]
    fn chunks_have_elements() {
        let _ = size(0);
    }
}

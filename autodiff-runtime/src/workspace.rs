//! The tape: primal values that a forward sweep keeps for the reverse sweep, on preallocated, typed stacks.
//!
//! A reverse sweep visits statements in the opposite order, so it needs the kept values last in, first out. One stack
//! for each machine type keeps values unboxed and contiguous; the order *between* stacks needs no record, because the
//! generated code pops exactly the types that it pushed, mirrored.

use core::fmt;

pub use residual::{fill_like, Residual};
pub use tape::{Tape, Untaped};

use stack::Stack;

mod frames;
mod residual;
mod stack;
mod tape;

/// Reusable memory for the reverse sweep of any differentiated function.
///
/// Create one, and give it to every `f::value_and_grad_into` call: it grows to the largest tape that it has seen and is
/// then reused, so that later calls of the same size do not allocate. It holds no values between calls.
///
/// ```
/// use autodiff_runtime::Workspace;
///
/// let workspace = Workspace::new(); // does not allocate
/// assert_eq!(workspace.bytes(), 0);
/// ```
#[derive(Default)]
pub struct Workspace {
    f64s: Stack<f64>,
    f32s: Stack<f32>,
    /// Integers of 16 to 128 bits (two words for 128).
    words: Stack<u64>,
    /// Booleans, orderings and integers of 8 bits: control flow leaves many of these.
    small: Stack<u8>,
}

impl Clone for Workspace {
    fn clone(&self) -> Self {
        let mut copy = Self::new();
        copy.clone_from(self);
        copy
    }

    fn clone_from(&mut self, other: &Self) {
        self.f64s.clone_from(&other.f64s);
        self.f32s.clone_from(&other.f32s);
        self.words.clone_from(&other.words);
        self.small.clone_from(&other.small);
    }
}

impl Workspace {
    /// An empty workspace. Allocates nothing until a function needs it.
    pub const fn new() -> Self {
        Self {
            f64s: Stack::new(),
            f32s: Stack::new(),
            words: Stack::new(),
            small: Stack::new(),
        }
    }

    /// Forgets all kept values and keeps the memory.
    ///
    /// Needed only after a panic inside a differentiated function, which can leave values behind.
    pub fn clear(&mut self) {
        self.f64s.clear();
        self.f32s.clear();
        self.words.clear();
        self.small.clear();
    }

    /// The memory held for the tape, in bytes (the capacity of the stacks, in use or not).
    pub fn bytes(&self) -> usize {
        self.f64s.bytes() + self.f32s.bytes() + self.words.bytes() + self.small.bytes()
    }

    /// The most that has lain on the tape at a time since the workspace was made, in bytes: what `COST` says of a function that
    /// alone has used it.
    pub fn used(&self) -> usize {
        self.f64s.used() + self.f32s.used() + self.words.used() + self.small.used()
    }

    /// Whether no values are kept, as it must be after each reverse sweep.
    #[doc(hidden)]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.kept() == 0
    }

    fn kept(&self) -> usize {
        self.f64s.len() + self.f32s.len() + self.words.len() + self.small.len()
    }

    /// Keeps `value` until the matching [`pop`](Self::pop).
    #[doc(hidden)]
    #[inline]
    pub fn push<T: Residual>(&mut self, value: T) {
        value.push(self);
    }

    /// Takes back the value that was pushed last.
    #[doc(hidden)]
    #[inline]
    pub fn pop<T: Residual>(&mut self) -> T {
        T::pop(self)
    }

    /// As [`pop`](Self::pop), for a type that only a call which is never made can name.
    #[doc(hidden)]
    #[inline]
    pub fn pop_like<T: Residual>(&mut self, _like: impl FnOnce() -> T) -> T {
        T::pop(self)
    }

    /// Keeps a copy of the elements of a vector until it is [popped](Self::pop).
    #[doc(hidden)]
    #[inline]
    pub fn push_vec<T: Residual>(&mut self, values: &[T]) {
        T::push_slice(values, self);
        values.len().push(self);
    }

    /// Keeps a copy of `values` until the matching [`pop_slice`](Self::pop_slice). The length is not kept.
    #[doc(hidden)]
    #[inline]
    pub fn push_slice<T: Residual>(&mut self, values: &[T]) {
        T::push_slice(values, self);
    }

    /// Takes back the slice that was pushed last, which must have had the length of `values`.
    #[doc(hidden)]
    #[inline]
    pub fn pop_slice<T: Residual>(&mut self, values: &mut [T]) {
        T::pop_slice(values, self);
    }
}

/// States the sizes, not the values, which can be many.
impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace")
            .field("kept", &self.kept())
            .field("bytes", &self.bytes())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Workspace;
    use alloc::format;
    use core::cmp::Ordering;

    #[test]
    fn values_come_back_last_in_first_out() {
        let mut tape = Workspace::new();
        for i in 0..5 {
            tape.push(f64::from(i));
        }
        for i in (0..5).rev() {
            assert_eq!(tape.pop::<f64>(), f64::from(i));
        }
        assert!(tape.is_empty());
    }

    #[test]
    fn every_type_comes_back_as_it_was() {
        let mut tape = Workspace::new();
        macro_rules! round_trip {
            ($($value:expr),* $(,)?) => {$(
                let value = $value;
                tape.push(value);
                tape.push(1.0_f64); // neighbours on other stacks and on the same one do not matter
                tape.push(7_u8);
                tape.push(7_u64);
                assert_eq!((tape.pop(), tape.pop(), tape.pop()), (7_u64, 7_u8, 1.0_f64));
                let back = tape.pop();
                let _ = || [value, back]; // the same type
                assert_eq!(value, back);
            )*};
        }
        round_trip![
            i8::MIN,
            i16::MIN,
            i32::MIN,
            i64::MIN,
            i128::MIN,
            isize::MIN,
            -1_i128,
            i128::MAX
        ];
        round_trip![
            u8::MAX,
            u16::MAX,
            u32::MAX,
            u64::MAX,
            u128::MAX,
            usize::MAX,
            u128::MAX - 12345
        ];
        round_trip![true, false, Ordering::Less, Ordering::Equal, Ordering::Greater];
        round_trip![-0.0_f64, f64::INFINITY, f32::MIN_POSITIVE, ()];
        round_trip![
            [1.0_f64, 2.0],
            [[1.0_f32, 2.0, 3.0], [4.0, 5.0, 6.0]],
            [(1_u8, true), (2, false)],
            [0_i32; 0]
        ];
        round_trip![
            (1.5_f64, -3_i64, [true, false], (2.5_f32, 9_usize)),
            (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
        ];
        assert!(tape.is_empty());
    }

    #[test]
    fn not_a_number_keeps_its_bits() {
        let mut tape = Workspace::new();
        let nan = f64::from_bits(0x7ff8_0000_dead_beef);
        tape.push(nan);
        assert_eq!(tape.pop::<f64>().to_bits(), nan.to_bits());
    }

    #[test]
    fn slices_come_back_in_their_own_order() {
        let mut tape = Workspace::new();
        tape.push_slice(&[1.0, 2.0, 3.0]);
        tape.push_slice(&[[4.0, 5.0], [6.0, 7.0]]);
        tape.push_slice::<f64>(&[]);
        tape.push_slice(&[(8_u32, 9.0_f64), (10, 11.0)]);
        let (mut pairs, mut rows, mut line) = ([(0_u32, 0.0_f64); 2], [[0.0; 2]; 2], [0.0; 3]);
        tape.pop_slice(&mut pairs);
        tape.pop_slice(&mut rows);
        tape.pop_slice(&mut line);
        assert_eq!(
            (pairs, rows, line),
            ([(8, 9.0), (10, 11.0)], [[4.0, 5.0], [6.0, 7.0]], [1.0, 2.0, 3.0])
        );
        assert!(tape.is_empty());
    }

    #[test]
    fn an_array_is_interchangeable_with_its_elements() {
        let mut tape = Workspace::new();
        tape.push([1.0, 2.0, 3.0]);
        assert_eq!(tape.pop::<f64>(), 3.0);
        assert_eq!(tape.pop::<[f64; 2]>(), [1.0, 2.0]);
    }

    #[test]
    fn a_warm_tape_does_not_grow() {
        let mut tape = Workspace::new();
        let sweep = |tape: &mut Workspace| {
            for i in 0..1000_usize {
                tape.push((i as f64, i, i % 2 == 0));
            }
            for i in (0..1000_usize).rev() {
                assert_eq!(tape.pop::<(f64, usize, bool)>(), (i as f64, i, i % 2 == 0));
            }
        };
        sweep(&mut tape);
        let held = tape.bytes();
        assert!(held >= 1000 * 17);
        sweep(&mut tape);
        tape.push(1.0);
        tape.clear();
        assert!(tape.is_empty());
        assert_eq!(tape.bytes(), held);
    }

    #[test]
    fn debug_is_one_short_line() {
        let mut tape = Workspace::new();
        tape.push_slice(&[1.0; 100]);
        tape.push(true);
        assert!(format!("{tape:?}").starts_with("Workspace { kept: 101, bytes: "));
    }

    #[test]
    #[should_panic(expected = "this is a bug in `differentiate`")]
    fn popping_an_empty_tape_says_whose_fault_it_is() {
        Workspace::new().pop::<f64>();
    }

    #[test]
    #[should_panic(expected = "this is a bug in `differentiate`")]
    fn popping_a_slice_longer_than_the_tape_says_so_too() {
        let mut tape = Workspace::new();
        tape.push([1.0, 2.0]);
        tape.pop_slice(&mut [0.0; 3]);
    }
}

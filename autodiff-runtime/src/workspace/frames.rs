//! The frames of a loop of known length: all of them at once, so that an iteration neither checks for room nor moves the top.

use super::residual::{empty_tape, Residual};
use super::Workspace;

/// A type of which whole frames lie in one stack.
#[doc(hidden)]
pub trait Framed: Residual + Copy + 'static {
    /// Room for `count` values on top of the tape.
    fn extend(tape: &mut Workspace, count: usize) -> &mut [Self];

    /// The `count` values on top of the tape, which are taken from it.
    fn shrink(tape: &mut Workspace, count: usize) -> Option<&[Self]>;
}

macro_rules! framed {
    ($($type:ty: $stack:ident;)*) => {$(
        impl Framed for $type {
            #[inline]
            fn extend(tape: &mut Workspace, count: usize) -> &mut [Self] {
                tape.$stack.extend(count, Self::FILL)
            }

            #[inline]
            fn shrink(tape: &mut Workspace, count: usize) -> Option<&[Self]> {
                tape.$stack.shrink(count)
            }
        }
    )*};
}

framed! {
    f64: f64s;
    f32: f32s;
}

impl Workspace {
    /// Each index, with a frame on the tape to be filled: what a [`push`](Self::push) of each frame does.
    #[doc(hidden)]
    #[inline]
    pub fn frames<I, T, const N: usize>(&mut self, indices: I) -> impl Iterator<Item = (I::Item, &mut [T; N])>
    where
        I: ExactSizeIterator,
        T: Framed,
    {
        let frames = T::extend(self, N * indices.len()).chunks_exact_mut(N);
        indices.zip(frames.map(|frame| frame.try_into().expect("a chunk has the length of a frame")))
    }

    /// The same indices again, each with the frame that it was given by [`frames`](Self::frames), or that was
    /// [pushed](Self::push).
    #[doc(hidden)]
    #[inline]
    pub fn frames_again<I, T, const N: usize>(&mut self, indices: I) -> impl Iterator<Item = (I::Item, &[T; N])>
    where
        I: ExactSizeIterator,
        T: Framed,
    {
        let frames = self.taken::<T>(N * indices.len()).chunks_exact(N);
        indices.zip(frames.map(|frame| frame.try_into().expect("a chunk has the length of a frame")))
    }

    /// As [`frames_again`](Self::frames_again), from the last to the first.
    #[doc(hidden)]
    #[inline]
    pub fn frames_back<I, T, const N: usize>(&mut self, indices: I) -> impl Iterator<Item = (I::Item, &[T; N])>
    where
        I: ExactSizeIterator + DoubleEndedIterator,
        T: Framed,
    {
        let frames = self.taken::<T>(N * indices.len()).chunks_exact(N);
        indices
            .zip(frames.map(|frame| frame.try_into().expect("a chunk has the length of a frame")))
            .rev()
    }

    #[inline]
    fn taken<T: Framed>(&mut self, count: usize) -> &[T] {
        match T::shrink(self, count) {
            Some(values) => values,
            None => empty_tape(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Workspace;
    use alloc::vec::Vec;

    #[test]
    fn frames_come_back_from_the_last_to_the_first() {
        let mut tape = Workspace::new();
        tape.push(0.5_f64);
        for (i, frame) in tape.frames(3..6) {
            *frame = [i as f64, -1.0];
        }
        tape.push(9.0_f64);
        assert_eq!(tape.pop::<f64>(), 9.0);
        let taken: Vec<(usize, [f64; 2])> = tape.frames_back(3..6).map(|(i, frame)| (i, *frame)).collect();
        assert_eq!(taken, [(5, [5.0, -1.0]), (4, [4.0, -1.0]), (3, [3.0, -1.0])]);
        assert_eq!(tape.pop::<f64>(), 0.5);
        assert!(tape.is_empty());
    }

    #[test]
    fn frames_come_again_from_the_first_to_the_last() {
        let mut tape = Workspace::new();
        tape.push(0.5_f64);
        for (i, frame) in tape.frames(3..5) {
            *frame = [i as f64];
        }
        let taken: Vec<(usize, [f64; 1])> = tape.frames_again(3..5).map(|(i, frame)| (i, *frame)).collect();
        assert_eq!(taken, [(3, [3.0]), (4, [4.0])]);
        assert_eq!(tape.pop::<f64>(), 0.5);
    }

    #[test]
    fn frames_are_what_pushes_leave_and_pops_take() {
        let mut tape = Workspace::new();
        for i in 0..4 {
            tape.push([i as f32, 1.0]);
        }
        let taken: Vec<(usize, [f32; 2])> = tape.frames_back((0..4).rev()).map(|(i, frame)| (i, *frame)).collect();
        assert_eq!(
            taken,
            [(0, [3.0, 1.0]), (1, [2.0, 1.0]), (2, [1.0, 1.0]), (3, [0.0, 1.0])]
        );
        for (i, frame) in tape.frames((0..9).step_by(4)) {
            *frame = [i as f32];
        }
        assert_eq!(tape.pop::<[f32; 3]>(), [0.0, 4.0, 8.0]);
        assert!(tape.is_empty());
    }

    #[test]
    fn no_indices_have_no_frames() {
        let mut tape = Workspace::new();
        assert_eq!(tape.frames::<_, f64, 2>(3..3).count(), 0);
        assert_eq!(tape.frames_back::<_, f64, 2>(3..3).count(), 0);
        assert_eq!(tape.bytes(), 0);
    }

    #[test]
    #[should_panic(expected = "this is a bug in `differentiate`")]
    fn frames_that_nobody_kept_say_whose_fault_it_is() {
        let mut tape = Workspace::new();
        tape.push(1.0_f64);
        tape.frames_back::<_, f64, 1>(0..2).for_each(drop);
    }
}

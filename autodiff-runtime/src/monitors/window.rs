//! The last numbers of a sequence.

use std::collections::VecDeque;
use std::vec::Vec;

/// As many of the last numbers as fit.
#[derive(Clone, Debug)]
pub(super) struct Window {
    numbers: VecDeque<f64>,
    size: usize,
}

impl Window {
    pub(super) fn new(size: usize) -> Self {
        Self {
            numbers: VecDeque::with_capacity(size),
            size,
        }
    }

    pub(super) fn push(&mut self, number: f64) {
        if self.numbers.len() == self.size {
            self.numbers.pop_front();
        }
        self.numbers.push_back(number);
    }

    pub(super) fn is_full(&self) -> bool {
        self.numbers.len() == self.size
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = f64> + ExactSizeIterator + '_ {
        self.numbers.iter().copied()
    }

    pub(super) fn mean(&self) -> f64 {
        self.iter().sum::<f64>() / self.numbers.len() as f64
    }

    pub(super) fn median(&self) -> f64 {
        median(self.iter().collect())
    }
}

/// The middle number, or the mean of the two in the middle.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() % 2 {
        0 => 0.5 * (numbers[middle - 1] + numbers[middle]),
        _ => numbers[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn the_oldest_number_goes() {
        let mut window = Window::new(3);
        for number in [100.0, 1.0, 5.0, 2.0] {
            assert!(!window.is_full() || number == 2.0);
            window.push(number);
        }
        assert_eq!((window.median(), window.mean()), (2.0, 8.0 / 3.0));
    }
}

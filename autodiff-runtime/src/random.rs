//! Random numbers that are the same in every version and on every machine: the order of data and random directions.

use core::f64::consts::TAU;

/// SplitMix64 (Steele, Lea and Flood 2014). Its sequence is part of what a checkpoint promises, so it is written here and not
/// left to a crate whose sequences may change with its versions.
#[derive(Clone, Debug)]
pub(crate) struct SplitMix64(u64);

/// The golden ratio of 2⁶⁴.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

impl SplitMix64 {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One of many independent sequences of a seed.
    pub(crate) fn stream(seed: u64, stream: u64) -> Self {
        let mixed = Self::new(stream.wrapping_mul(GAMMA)).next();
        Self::new(Self::new(seed).next() ^ mixed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// An integer below a bound, without bias (Lemire 2019).
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            if product as u64 >= bound.wrapping_neg() % bound {
                return (product >> 64) as usize;
            }
        }
    }

    /// A number in (0, 1].
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    /// A number of the standard normal distribution (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (TAU * self.unit()).cos()
    }

    /// Puts a slice in a random order (Fisher and Yates 1938).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix64;
    use std::vec::Vec;

    #[test]
    fn the_sequence_is_the_published_one() {
        let mut random = SplitMix64::new(1_234_567);
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(published, core::array::from_fn(|_| random.next()));
    }

    #[test]
    fn normal_numbers_have_the_moments_of_the_distribution() {
        let mut random = SplitMix64::stream(3, 5);
        let numbers: Vec<f64> = (0..100_000).map(|_| random.normal()).collect();
        let moment = |n: i32| numbers.iter().map(|x| x.powi(n)).sum::<f64>() / numbers.len() as f64;
        assert!(moment(1).abs() < 0.02 && (moment(2) - 1.0).abs() < 0.03 && (moment(4) - 3.0).abs() < 0.2);
    }

    #[test]
    fn integers_are_equally_likely() {
        let mut random = SplitMix64::new(1);
        let mut counts = [0; 7];
        (0..70_000).for_each(|_| counts[random.below(7)] += 1);
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
    }
}

// Functions that write to a place and give whether that succeeded.
pub use checked::*;
use differentiate::differentiate;

#[differentiate]
mod checked {
    pub fn made_to_sum_up(x: &mut [f64], total: f64) -> Result<(), String> {
        let sum: f64 = x.iter().sum();
        if sum < total {
            return Err(format!("{sum} is less than {total}"));
        }
        for v in x.iter_mut() {
            *v *= total / sum;
        }
        Ok(())
    }

    pub fn shifted_by_the_first(x: &mut [f64], k: f64) -> Option<()> {
        let first = *x.first()? * k;
        for v in x.iter_mut().skip(1) {
            *v -= first;
        }
        Some(())
    }

    pub fn both_in_place(x: &mut [f64], k: f64) -> Result<(), String> {
        made_to_sum_up(x, k)?;
        shifted_by_the_first(x, k).ok_or("it is empty")?;
        x[0] += k;
        Ok(())
    }

    pub fn left_and_given(x: f64, y: f64, k: f64) -> f64 {
        let mut all = [x, y, x * y];
        let mut few = [x * 0.01, 0.0];
        let sign = match both_in_place(&mut few, k) {
            Ok(()) => few[0] * 100.0,
            Err(_) => few[0] * 3.0,
        };
        if both_in_place(&mut all, k * 0.1).is_err() {
            return x * 2.0;
        }
        all[0] * all[1] - all[2] + sign
    }

    pub fn asked_whether_it_succeeded(x: f64, k: f64) -> Option<f64> {
        let mut all = [x, k];
        shifted_by_the_first(&mut all, k)?;
        let mut none: [f64; 0] = [];
        let empty = shifted_by_the_first(&mut none, x).is_none();
        Some(if empty { all[1] * x } else { all[0] })
    }
}

#[differentiate]
pub fn result_of_a_place_passed_on(x: f64, y: f64, k: f64) -> f64 {
    left_and_given(x, y, k) * x
}

#[differentiate]
pub fn value_of_what_was_asked(x: f64, k: f64) -> f64 {
    asked_whether_it_succeeded(x, k).unwrap_or(0.0) * k
}

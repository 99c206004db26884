//! Disturbs the last digits of every result of dual numbers, to see by how much rounding can change a derivative.

use std::cell::Cell;

thread_local! {
    static STATE: Cell<u64> = const { Cell::new(0) };
}

/// By how much at most, relatively.
pub const SIZE: f64 = 1.0 / (1u64 << 44) as f64;

/// Runs `inside` with disturbances of their own for each `seed`, which is not 0.
pub fn within<T>(seed: u64, inside: impl FnOnce() -> T) -> T {
    STATE.set(seed);
    let result = inside();
    STATE.set(0);
    result
}

/// The value, disturbed if it is to be.
pub fn on(value: f64) -> f64 {
    let state = STATE.get();
    if state == 0 {
        return value;
    }
    let next = state
        .wrapping_mul(0x5851_f42d_4c95_7f2d)
        .wrapping_add(0x1405_7b7e_f767_814f)
        | 1;
    STATE.set(next);
    let unit = (next >> 32) as f64 / f64::from(1u32 << 31) - 1.0;
    value * (1.0 + SIZE * unit)
}

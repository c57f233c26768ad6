//! Arithmetic that gives the same bits on every machine: only sums, products, quotients and roots, which IEEE 754
//! fixes. The exponential of the standard library is that of the system and differs in the last digit.

/// The exponential, right to about 1e-7 of its value; 0 below −87 and that of 88 above 88.
pub(super) fn exp(x: f32) -> f32 {
    if x < -87.0 {
        return 0.0;
    }
    let x = f64::from(x.min(88.0));
    let whole = (x * std::f64::consts::LOG2_E).round();
    let rest = x - whole * std::f64::consts::LN_2;
    // Taylor to the sixth power: |rest| ≤ ln 2 / 2.
    const FACTORS: [f64; 7] = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let sum = FACTORS.iter().fold(0.0, |sum, factor| sum * rest + factor);
    let power = f64::from_bits(((1023 + whole as i64) as u64) << 52);
    (sum * power) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_good_as_the_systems() {
        for n in -8_700..8_800 {
            let x = n as f32 / 100.0;
            let (own, system) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((own / system - 1.0).abs() < 3e-7, "{x}: {own} for {system}");
        }
        assert_eq!(exp(f32::NEG_INFINITY), 0.0);
        assert!(exp(f32::INFINITY).is_finite());
    }
}

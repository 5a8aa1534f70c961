//! What is it worth to know more before choosing?

use super::distribution::normal_cdf;

/// A normal belief about the value of a choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChoiceBelief {
    /// The expected value.
    pub mean: f64,
    /// Its standard deviation, 0 or more.
    pub deviation: f64,
    /// The standard error of one more measurement, above 0.
    pub noise: f64,
}

/// The knowledge gradient of each choice: by how much one more measurement of it raises the
/// expected value of the best choice. With σ̃ = s² ÷ √(s² + noise²) and ζ = −|μ − best other| ÷ σ̃
/// it is σ̃(ζΦ(ζ) + φ(ζ)) (Frazier, Powell & Dayanik 2008; Powell & Ryzhov 2012, *Optimal
/// Learning*, section 5.1). `None` for fewer than two choices and values out of range.
///
/// ```
/// use mahir::statistics::{ChoiceBelief, knowledge_gradient};
///
/// let belief = |mean, deviation| ChoiceBelief { mean, deviation, noise: 1.0 };
/// let gains = knowledge_gradient(&[belief(2.0, 2.5), belief(3.0, 1.0)]).unwrap();
/// assert_eq!(format!("{:.5}", gains[0]), "0.51065");
/// ```
pub fn knowledge_gradient(choices: &[ChoiceBelief]) -> Option<Vec<f64>> {
    let good = |choice: &ChoiceBelief| {
        choice.mean.is_finite()
            && (0.0..=1e100).contains(&choice.deviation)
            && choice.noise > 0.0
            && choice.noise.is_finite()
    };
    if choices.len() < 2 || !choices.iter().all(good) {
        return None;
    }
    let (mut best, mut second) = (0, None::<usize>);
    for (place, choice) in choices.iter().enumerate().skip(1) {
        if choice.mean > choices[best].mean {
            second = Some(best);
            best = place;
        } else if second.is_none_or(|second| choice.mean > choices[second].mean) {
            second = Some(place);
        }
    }
    let second = second?;
    Some(
        choices
            .iter()
            .enumerate()
            .map(|(place, choice)| {
                let other = choices[if place == best { second } else { best }].mean;
                expected_improvement(*choice, other)
            })
            .collect(),
    )
}

/// The expected gain of measuring once before choosing between one thing and another whose value is
/// known: a programme against stopping it, or against a worthwhile gain. Zero if nothing can be
/// learnt.
pub fn expected_improvement(choice: ChoiceBelief, other: f64) -> f64 {
    let square = choice.deviation * choice.deviation;
    let moves = square / (square + choice.noise * choice.noise).sqrt();
    if moves.is_nan() || moves <= 0.0 {
        return 0.0;
    }
    let zeta = -((choice.mean - other).abs() / moves);
    let density = (-zeta * zeta / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    // Far apart, rounding must not make it negative.
    (moves * (zeta * normal_cdf(zeta) + density)).max(0.0)
}

//! The hierarchical model, the knowledge gradient and drawing again, against published posteriors
//! and other programs.

use mahir::statistics::{
    BetweenPrior, ChoiceBelief, EffectData, HierarchyPrior, MeasuredEffect, Posterior, Resampling,
    bootstrap_of_means, hake_class_gain, hierarchy, hierarchy_of_sessions, knowledge_gradient,
    rank_chances,
};
use proptest::prelude::*;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

/// Rubin (1981): coaching effects in eight schools.
fn schools() -> Vec<MeasuredEffect> {
    [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0]
        .into_iter()
        .zip([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])
        .map(|(value, standard_error)| MeasuredEffect {
            value,
            standard_error,
        })
        .collect()
}

#[test]
fn eight_schools_with_a_half_cauchy_prior() {
    // posteriordb's reference draws of eight_schools-eight_schools_noncentered, means with Monte
    // Carlo errors of 0.03 to 0.06; four of those errors are allowed.
    let prior = HierarchyPrior {
        mean: Some((0.0, 5.0)),
        between: BetweenPrior::HalfCauchy(5.0),
    };
    let found = hierarchy(&schools(), prior).unwrap();
    let reference = [
        6.1505, 4.9396, 3.9059, 4.7960, 3.6144, 4.0511, 6.3172, 4.8840,
    ];
    for (effect, expected) in found.effects.iter().zip(reference) {
        near(effect.mean, expected, 0.2);
    }
    near(found.mean.mean, 4.4105, 0.12);
    near(found.between.mean, 3.6021, 0.2);
    // An integration over 200,000 points of τ, done in another program.
    let exact = [
        6.2119, 4.9402, 3.9270, 4.7571, 3.6155, 4.0426, 6.2967, 4.8543,
    ];
    for (effect, expected) in found.effects.iter().zip(exact) {
        near(effect.mean, expected, 2e-3);
    }
    near(found.mean.mean, 4.3968, 1e-3);
    near(found.between.mean, 3.5977, 5e-3);
}

#[test]
fn eight_schools_without_an_opinion() {
    // Gelman et al., Bayesian Data Analysis, table 5.3 (200 draws): school A 10 (quartiles 7 and
    // 15), 95 % from −2 to 31; the integral itself: μ 7.932, τ 6.576, A 11.40.
    let prior = HierarchyPrior {
        mean: None,
        between: BetweenPrior::Flat,
    };
    let found = hierarchy(&schools(), prior).unwrap();
    near(found.mean.mean, 7.932, 0.05);
    near(found.between.mean, 6.576, 0.1);
    near(found.effects[0].mean, 11.40, 0.05);
    let interval = found.interval(0, 0.95).unwrap();
    near(interval.low, -2.0, 3.0);
    near(interval.high, 31.0, 3.0);
    let half = found.interval(0, 0.5).unwrap();
    near(half.low, 7.0, 3.0);
    near(half.high, 15.0, 3.0);
    // A school not seen yet is less sure than the mean of all.
    let (new, mean) = (found.interval(8, 0.95).unwrap(), found.mean);
    assert!(new.width() > 2.0 * 1.96 * mean.deviation);
    assert_eq!(found.probability_above(9, 0.0), None);
}

#[test]
fn hostile_effects_have_no_model() {
    let flat = HierarchyPrior {
        mean: None,
        between: BetweenPrior::Flat,
    };
    let effect = |value, standard_error| MeasuredEffect {
        value,
        standard_error,
    };
    assert!(hierarchy(&[], flat).is_none());
    assert!(hierarchy(&[effect(1.0, 1.0); 2], flat).is_none());
    assert!(hierarchy(&[effect(1.0, 0.0); 3], flat).is_none());
    assert!(hierarchy(&[effect(f64::NAN, 1.0); 3], flat).is_none());
    assert!(hierarchy(&[effect(1.0, f64::INFINITY); 3], flat).is_none());
    let half = |scale| HierarchyPrior {
        mean: Some((0.0, 1.0)),
        between: BetweenPrior::HalfCauchy(scale),
    };
    assert!(hierarchy(&[effect(1.0, 1.0)], half(0.0)).is_none());
    // One effect is enough where there is an opinion.
    assert!(hierarchy(&[effect(1.0, 1.0)], half(1.0)).is_some());
}

#[test]
fn sessions_within_effects_against_a_sum_over_everything() {
    // Two effects of two sessions and one of one, by brute force: the density of all of them over
    // a grid of μ, both deviations and the first effect itself.
    let session = |value, standard_error| MeasuredEffect {
        value,
        standard_error,
    };
    let data = [
        vec![session(0.2, 0.15), session(0.5, 0.15)],
        vec![session(0.1, 0.2), session(-0.1, 0.1)],
        vec![session(0.6, 0.2)],
    ];
    let effects: Vec<EffectData> = data
        .iter()
        .map(|sessions| EffectData {
            sessions: sessions.clone(),
            common_error: 0.0,
            offset: 0.1,
            spread: 0.5,
        })
        .collect();
    let prior = HierarchyPrior {
        mean: Some((0.0, 0.3)),
        between: BetweenPrior::HalfCauchy(1.0),
    };
    let found = hierarchy_of_sessions(&effects, prior, Some(0.2)).unwrap();
    let normal = |x: f64, mean: f64, variance: f64| {
        (-(x - mean) * (x - mean) / (2.0 * variance)).exp() / variance.sqrt()
    };
    let (mut total, mut first, mut square, mut shift) = (0.0, 0.0, 0.0, 0.0);
    for at in 0..120 {
        let u = (f64::from(at) + 0.5) / 120.0 * std::f64::consts::FRAC_PI_2;
        let tau = u.tan();
        // The half-Cauchy density and its change of variables cancel.
        let between = (0.5 * tau) * (0.5 * tau) + 1e-12;
        for step in 0..24 {
            let sigma = (f64::from(step) + 0.5) * 0.8 / 24.0;
            let weight = (-sigma * sigma / (2.0 * 0.04)).exp();
            for step in -30..=30 {
                let mu = f64::from(step) * 0.05;
                let mut density = weight * normal(mu, 0.0, 0.09);
                let (mut mean, mut variance) = (0.0, 0.0);
                for (place, sessions) in data.iter().enumerate() {
                    // θ is integrated out: sessions are normal with a common part.
                    let mut precision = 1.0 / between;
                    let mut weighted = (mu + 0.1) / between;
                    let mut logarithm = -(mu + 0.1) * (mu + 0.1) / between - between.ln();
                    for s in sessions {
                        let own = s.standard_error * s.standard_error + sigma * sigma;
                        precision += 1.0 / own;
                        weighted += s.value / own;
                        logarithm -= s.value * s.value / own + own.ln();
                    }
                    logarithm += weighted * weighted / precision - precision.ln();
                    density *= (logarithm / 2.0).exp();
                    if place == 0 {
                        (mean, variance) = (weighted / precision, 1.0 / precision);
                    }
                }
                total += density;
                first += density * mean;
                square += density * (variance + mean * mean);
                shift += density * mu;
            }
        }
    }
    let mean = first / total;
    near(found.effects[0].mean, mean, 2e-3);
    near(
        found.effects[0].deviation,
        (square / total - mean * mean).sqrt(),
        2e-3,
    );
    near(found.mean.mean, shift / total, 2e-3);
}

#[test]
fn a_session_cut_in_two_is_the_same_session() {
    // Without a deviation between sessions, two halves with √2 times the error are the whole.
    let whole = schools();
    let halves: Vec<EffectData> = whole
        .iter()
        .map(|effect| {
            let half = MeasuredEffect {
                value: effect.value,
                standard_error: effect.standard_error * 2.0_f64.sqrt(),
            };
            EffectData {
                sessions: vec![half, half],
                spread: 1.0,
                ..EffectData::default()
            }
        })
        .collect();
    let prior = HierarchyPrior {
        mean: Some((0.0, 5.0)),
        between: BetweenPrior::HalfCauchy(5.0),
    };
    let one = hierarchy(&whole, prior).unwrap();
    let two = hierarchy_of_sessions(&halves, prior, None).unwrap();
    // The grid's scale is another one, so they agree to the grid's own error.
    for (one, two) in one.effects.iter().zip(&two.effects) {
        near(one.mean, two.mean, 1e-4);
        near(one.deviation, two.deviation, 1e-3);
    }
}

#[test]
fn ranks_of_eight_schools_and_of_two() {
    // P(B best) of Beta(21, 81) against Beta(31, 71), .9476 by quadrature, with normal values of
    // the same means and deviations: 0.9476 within a few thousandths.
    let beta = |a: f64, b: f64| Posterior {
        mean: a / (a + b),
        deviation: (a * b / ((a + b).powi(2) * (a + b + 1.0))).sqrt(),
    };
    let ranks = rank_chances(&[beta(21.0, 81.0), beta(31.0, 71.0)]).unwrap();
    near(ranks[1].best, 0.947_6, 5e-3);
    near(ranks[0].expected, 1.0 + ranks[1].best, 5e-3);
    let schools = hierarchy(
        &schools(),
        HierarchyPrior {
            mean: None,
            between: BetweenPrior::Flat,
        },
    )
    .unwrap();
    let ranks = rank_chances(&schools.effects).unwrap();
    let best: f64 = ranks.iter().map(|rank| rank.best).sum();
    near(best, 1.0, 1e-2);
    // School A is most likely best, and no school's place is sure.
    assert!(ranks.iter().all(|rank| rank.best <= ranks[0].best));
    assert!(ranks.iter().all(|rank| rank.until - rank.from >= 4));
    // Many at once, exact against normal: 59 and 61 alike values, whose mean rank is the middle.
    for count in [59, 61] {
        let alike = vec![
            Posterior {
                mean: 0.0,
                deviation: 1.0
            };
            count
        ];
        let ranks = rank_chances(&alike).unwrap();
        near(ranks[0].expected, (count as f64 + 1.0) / 2.0, 1e-9);
        near(f64::from(ranks[0].from), 0.05 * count as f64, 2.0);
    }
    assert!(
        rank_chances(&[Posterior {
            mean: f64::NAN,
            deviation: 1.0
        }])
        .is_none()
    );
}

#[test]
fn knowledge_gradients() {
    // Worked with scipy for the layout of Powell & Ryzhov (2012): means 1, 1.5, 2, 2, 3,
    // deviations 2.5 (1 for the last), measurement error 1.
    let choices: Vec<ChoiceBelief> = [(1.0, 2.5), (1.5, 2.5), (2.0, 2.5), (2.0, 2.0), (3.0, 1.0)]
        .into_iter()
        .map(|(mean, deviation)| ChoiceBelief {
            mean,
            deviation,
            noise: 1.0,
        })
        .collect();
    let expected = [0.249_97, 0.362_92, 0.510_65, 0.322_34, 0.025_13];
    for (found, expected) in knowledge_gradient(&choices)
        .unwrap()
        .into_iter()
        .zip(expected)
    {
        near(found, expected, 5e-6);
    }
    assert!(knowledge_gradient(&choices[..1]).is_none());
}

const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

#[test]
fn drawing_again_agrees_with_scipy() {
    // scipy.stats.bootstrap with a million draws on Student's sleep data: the mean change 0.95 to
    // 2.38 (percentile), 1.06 to 2.64 (BCa), error 0.3691; Hake's gain with a top of 6 0.1919 to
    // 0.4908 (BCa), error 0.0727. A hundred thousand draws leave an error of about 0.01.
    let resampling = Resampling {
        resamples: 100_000,
        seed: 7,
        ..Resampling::default()
    };
    let [change, gain] = bootstrap_of_means(
        [&FIRST, &SECOND],
        |[before, after]| [Some(after - before), hake_class_gain(before, after, 6.0)],
        resampling,
    );
    let (change, gain) = (change.unwrap(), gain.unwrap());
    near(change.estimate, 1.58, 1e-12);
    near(change.standard_error, 0.369_1, 4e-3);
    near(change.percentile.low, 0.95, 0.02);
    near(change.percentile.high, 2.38, 0.03);
    near(change.accelerated.unwrap().low, 1.06, 0.02);
    near(change.accelerated.unwrap().high, 2.64, 0.04);
    near(gain.standard_error, 0.072_7, 1e-3);
    near(gain.accelerated.unwrap().low, 0.191_9, 5e-3);
    near(gain.accelerated.unwrap().high, 0.490_8, 8e-3);
    // The same seed gives the same bytes, another one does not.
    let again = |seed| {
        let resampling = Resampling { seed, ..resampling };
        let resampling = Resampling {
            resamples: 500,
            ..resampling
        };
        bootstrap_of_means([&FIRST, &SECOND], |[b, a]| [Some(a - b)], resampling)
    };
    assert_eq!(again(1), again(1));
    assert_ne!(again(1), again(2));
}

#[test]
fn equal_people_have_no_width() {
    let equal = [1.0; 50];
    let [found] = bootstrap_of_means([&equal], |[mean]| [Some(mean)], Resampling::default());
    let found = found.unwrap();
    assert_eq!((found.percentile.low, found.percentile.high), (1.0, 1.0));
    assert_eq!((found.standard_error, found.accelerated), (0.0, None));
    let nobody: [f64; 0] = [];
    let few = Resampling {
        resamples: 99,
        ..Resampling::default()
    };
    for (values, resampling) in [
        (&nobody[..], Resampling::default()),
        (&[1.0], Resampling::default()),
        (&[1.0, f64::NAN], Resampling::default()),
        (&equal, few),
    ] {
        let [found] = bootstrap_of_means([values], |[mean]| [Some(mean)], resampling);
        assert_eq!(found, None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_belief_is_a_number(
        effects in proptest::collection::vec((-1e6..1e6_f64, 1e-6..1e6_f64), 1..8), scale in 1e-3..1e3_f64,
    ) {
        let effects: Vec<MeasuredEffect> = effects
            .into_iter()
            .map(|(value, standard_error)| MeasuredEffect { value, standard_error })
            .collect();
        let prior = HierarchyPrior { mean: Some((0.0, scale)), between: BetweenPrior::HalfCauchy(scale) };
        let found = hierarchy(&effects, prior).unwrap();
        for (place, effect) in found.effects.iter().enumerate() {
            prop_assert!(effect.mean.is_finite() && effect.deviation.is_finite());
            let p = found.probability_above(place, 0.5).unwrap();
            prop_assert!((-1e-9..=1.0 + 1e-9).contains(&p));
            let interval = found.interval(place, 0.9).unwrap();
            prop_assert!(interval.low <= interval.high);
        }
    }
}

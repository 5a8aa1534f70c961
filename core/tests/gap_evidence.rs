//! From assessments to levels: each rule alone and together, against arithmetic and statistics.
#![cfg(feature = "tables")]

mod made;

use made::{agency, as_of, made, row};
use mahir::gap::{
    Basis, Evidence, EvidenceChoice, EvidencePolicy, EvidenceRule, Gap, Gaps, Held, Latest,
    SourceCorrection, Subject, Unrated, expected_gap, shortfall_probability,
};
use mahir::need::Needs;
use mahir::statistics::{combine_with_covariance, kelley, shared_bias_covariance};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::PersonIndex;
use mahir::words::measure::Level;
use mahir::words::saved;
use proptest::prelude::*;

/// People P0, P1, … of posts J0, J1, … who need level 4 in one competency, and their assessments.
fn needs(posts: &[usize], assessments: &str) -> Needs {
    let most = posts.iter().max().unwrap() + 1;
    let names: String = (0..most).map(|post| format!("J{post},J{post}\n")).collect();
    let required: String = (0..most).map(|post| format!("J{post},REG,4\n")).collect();
    let people: String = posts
        .iter()
        .enumerate()
        .map(|(p, post)| format!("P{p},U,J{post},PNS\n"))
        .collect();
    agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\n",
        ),
        ("units", "id,name\nU,U\n"),
        ("posts", &("id,name\n".to_owned() + &names)),
        (
            "requirements",
            &("post,competency,level\n".to_owned() + &required),
        ),
        ("people", &("id,unit,post,status\n".to_owned() + &people)),
        (
            "assessments",
            &("person,competency,level,date,source,standard_error\n".to_owned() + assessments),
        ),
    ])
    .needs(as_of())
    .unwrap()
}

fn with(change: impl FnOnce(&mut EvidencePolicy)) -> EvidencePolicy {
    let mut policy = EvidencePolicy::default();
    change(&mut policy);
    policy
}

fn gap(needs: &Needs, person: &str, policy: &EvidencePolicy) -> Gap {
    let gaps = needs.gaps_with(policy).unwrap();
    gaps.gap(row(needs, person, "REG")).unwrap()
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found}, expected {expected}"
    );
}

/// Half a step of 1/300 level, and rounding.
const STEP: f64 = 0.5001 / 300.0;

#[test]
fn the_first_source_of_the_order_has_the_word() {
    let needs = needs(
        &[0, 0],
        "P0,REG,2,2025-06-01,self,0.3\nP0,REG,3,2025-06-01,centre,0.9\n\
         P0,REG,3.5,2025-07-01,centre,0.9\nP1,REG,1,2025-06-01,peer,0.3\n\
         P1,REG,2,2025-06-01,self,0.3\n",
    );
    let order = with(|policy| policy.source_priority = vec!["centre".to_owned()]);
    near(gap(&needs, "P0", &order).held.unwrap().as_f64(), 3.25, STEP);
    // Nobody of the order assessed P1: the others together.
    near(gap(&needs, "P1", &order).held.unwrap().as_f64(), 1.5, STEP);
    let why = needs
        .gaps_with(&order)
        .unwrap()
        .why(row(&needs, "P0", "REG"), Language::English);
    assert!(
        why.contains("centre 3.00") && !why.contains("self"),
        "{why}"
    );
    let unknown = with(|policy| policy.source_priority = vec!["rumour".to_owned()]);
    assert!(
        needs
            .gaps_with(&unknown)
            .unwrap_err()
            .to_string()
            .contains("source_priority")
    );
}

#[test]
fn with_each_half_life_an_assessment_counts_half_as_much() {
    // One half-life of 12 months: 365.2425 days before 5 January 2026 is 4.76 January 2025.
    let needs = needs(
        &[0, 0],
        "P0,REG,4,2026-01-05,a,0.5\nP0,REG,1,2025-01-05,a,0.5\nP1,REG,3,,a,0.5\n",
    );
    let aged = with(|policy| policy.half_life_months = Some(12));
    let held = gap(&needs, "P0", &aged);
    // Weights 1 and 2^(−365 ÷ 365.2425).
    let old = (-365.0_f64 / 365.2425).exp2();
    near(
        held.held.unwrap().as_f64(),
        (4.0 + old) / (1.0 + old),
        2.0 * STEP,
    );
    near(
        held.standard_error.unwrap(),
        0.5 / (1.0 + old).sqrt(),
        2.0 * STEP,
    );
    // Without a date there is no age: it does not count.
    assert!(!gap(&needs, "P1", &aged).rated);
    assert!(gap(&needs, "P1", &EvidencePolicy::default()).rated);
    // The latest keeps its level, and its error grows with age.
    let latest = with(|policy| {
        policy.choose = EvidenceChoice::Latest;
        policy.half_life_months = Some(12);
        policy.months_at_most = Some(24);
    });
    assert_eq!(gap(&needs, "P0", &latest).standard_error, Some(0.5));
    let never = with(|policy| policy.half_life_months = Some(0));
    assert_eq!(needs.gaps_with(&never).unwrap_err().code(), "gap_policy");
}

#[test]
fn a_bias_is_taken_off_and_shared() {
    let needs = needs(
        &[0, 0, 0],
        "P0,REG,4,2025-06-01,self,0.4\nP0,REG,3,2025-06-01,self,0.4\n\
         P0,REG,2.5,2025-06-01,centre,0.3\nP1,REG,0.2,2025-06-01,self,0.4\n\
         P2,REG,3,2025-06-01,self,\n",
    );
    let mut own = SourceCorrection::new("self", 0.5);
    own.bias_error = 0.3;
    own.standard_error_if_unknown = Some(Level::from_steps(240));
    let corrected = with(|policy| policy.corrections = vec![own.clone()]);
    let found = gap(&needs, "P0", &corrected);
    let covariance = shared_bias_covariance(&[0.4, 0.4, 0.3], &[0, 0, 1], &[0.3, 0.0]).unwrap();
    let expected = combine_with_covariance(&[3.5, 2.5, 2.5], &covariance).unwrap();
    near(found.held.unwrap().as_f64(), expected.estimate.value, STEP);
    near(
        found.standard_error.unwrap(),
        expected.estimate.standard_error,
        STEP,
    );
    // Levels stay within the scale.
    assert_eq!(gap(&needs, "P1", &corrected).held, Some(Level::NONE));
    near(
        gap(&needs, "P1", &corrected).standard_error.unwrap(),
        0.5,
        STEP,
    );
    let unknown = gap(&needs, "P2", &corrected);
    near(unknown.standard_error.unwrap(), 0.8_f64.hypot(0.3), STEP);
    assert_eq!(unknown.basis, Basis::ErrorAssumed);
    let why = needs
        .gaps_with(&corrected)
        .unwrap()
        .why(row(&needs, "P2", "REG"), Language::English);
    assert!(
        why.contains("taken as 2.50 for its bias") && why.contains("assumed"),
        "{why}"
    );
    // The mean of one day: both self-ratings share the bias, ((2 × 0.16 + 0.09) + 4 × 0.09) ÷ 9.
    let latest = with(|policy| {
        policy.choose = EvidenceChoice::Latest;
        policy.corrections = vec![own.clone()];
    });
    let found = gap(&needs, "P0", &latest);
    near(found.held.unwrap().as_f64(), 8.5 / 3.0, STEP);
    near(found.standard_error.unwrap(), (0.77_f64 / 9.0).sqrt(), STEP);
    for (bias, bias_error) in [
        (f64::NAN, 0.0),
        (300.0, 0.0),
        (0.0, -0.1),
        (0.0, f64::INFINITY),
    ] {
        let mut bad = SourceCorrection::new("self", bias);
        bad.bias_error = bias_error;
        let policy = with(|policy| policy.corrections = vec![bad]);
        assert_eq!(needs.gaps_with(&policy).unwrap_err().code(), "gap_policy");
    }
    let twice = with(|policy| policy.corrections = vec![own.clone(), own.clone()]);
    assert!(
        needs
            .gaps_with(&twice)
            .unwrap_err()
            .to_string()
            .contains("'self' twice")
    );
}

#[test]
fn a_small_group_is_drawn_to_all() {
    // Post 0: 1, 2, 3; post 1: 4, 5, 4.5, 3.5 and one unrated; post 2: nobody rated; post 3: 5 and
    // one unrated.
    let levels = [1.0, 2.0, 3.0, 4.0, 5.0, 4.5, 3.5, 5.0];
    let posts = [0, 0, 0, 1, 1, 1, 1, 3, 1, 2, 3];
    let rows: String = levels
        .iter()
        .enumerate()
        .map(|(p, level)| format!("P{p},REG,{level},2025-06-01,a,0.3\n"))
        .collect();
    let needs = needs(&posts, &rows);
    // The analysis of variance by hand.
    let groups = [&levels[..3], &levels[3..7], &levels[7..]];
    let mean = |group: &[f64]| group.iter().sum::<f64>() / group.len() as f64;
    let grand = mean(&levels);
    let within = groups
        .iter()
        .flat_map(|group| group.iter().map(|level| (level - mean(group)).powi(2)))
        .sum::<f64>()
        / (8.0 - 3.0);
    let between_mean = groups
        .iter()
        .map(|group| group.len() as f64 * (mean(group) - grand).powi(2))
        .sum::<f64>()
        / 2.0;
    let squares = 9.0 + 16.0 + 1.0;
    let between = (between_mean - within) / ((8.0 - squares / 8.0) / 2.0);
    let of_mean = within / 8.0 + between * squares / 64.0;
    let expected = |group: Option<&[f64]>| {
        let believed = group.map_or(0.0, |group| {
            between / (between + within / group.len() as f64)
        });
        let to = grand + group.map_or(0.0, |group| believed * (mean(group) - grand));
        let rest = 1.0 - believed;
        (to, (within + between * rest + rest * rest * of_mean).sqrt())
    };
    for (person, group) in [
        ("P8", Some(groups[1])),
        ("P9", None),
        ("P10", Some(groups[2])),
    ] {
        let found = gap(&needs, person, &EvidencePolicy::default());
        let (level, error) = expected(group);
        near(found.held.unwrap().as_f64(), level, STEP);
        near(found.standard_error.unwrap(), error, STEP);
        assert_eq!((found.rated, found.basis), (false, Basis::Group));
    }
    // Kelley's true score with the variance of true levels within posts.
    let drawn = with(|policy| policy.shrink_to_group = true);
    let found = gap(&needs, "P0", &drawn);
    let (group_mean, _) = expected(Some(groups[0]));
    let true_variance = within - 0.09;
    let reliability = true_variance / within;
    let score = kelley(1.0, group_mean, within.sqrt(), reliability).unwrap();
    near(found.held.unwrap().as_f64(), score.value, 2.0 * STEP);
    // Kelley's own error, and that of the group's mean.
    assert!(found.standard_error.unwrap() >= score.standard_error - STEP);
    assert!(found.standard_error.unwrap() < 0.3 + STEP);
    assert!(found.rated);
}

#[test]
fn one_rated_person_tells_no_spread() {
    let needs = needs(&[0, 0], "P0,REG,2,2025-06-01,a,0.3\n");
    let found = gap(&needs, "P1", &EvidencePolicy::default());
    assert_eq!(
        (found.held, found.basis),
        (Some(Level::whole(2)), Basis::GroupErrorUnknown)
    );
    assert_eq!(
        (found.standard_error, found.probability, found.expected),
        (None, None, None)
    );
    let drawn = with(|policy| policy.shrink_to_group = true);
    assert_eq!(gap(&needs, "P0", &drawn).standard_error, Some(0.3));
    let zero = with(|policy| policy.unrated = Unrated::Zero);
    assert_eq!(gap(&needs, "P1", &zero).basis, Basis::Zero);
    let open = with(|policy| policy.unrated = Unrated::LeaveOpen);
    assert_eq!(gap(&needs, "P1", &open).basis, Basis::Open);
}

/// The mean of the two highest levels, without an error.
struct TwoBest;

impl EvidenceRule for TwoBest {
    fn name(&self) -> &str {
        "mean of the two best"
    }

    fn held(&self, subject: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        // The person of the question is one of the agency's.
        assert!(
            subject
                .agency
                .people
                .indices()
                .any(|person| person == subject.person)
        );
        let mut levels: Vec<u16> = evidence.iter().map(|one| one.level.steps()).collect();
        levels.sort_unstable_by(|one, other| other.cmp(one));
        let [first, second, ..] = levels[..] else {
            return None;
        };
        Some(Held {
            level: Level::from_steps(u16::midpoint(first, second)),
            standard_error: None,
            error_is_stated: false,
        })
    }
}

#[test]
fn a_rule_of_ones_own() {
    let needs = needs(
        &[0, 0],
        "P0,REG,2,2025-06-01,a,0.3\nP0,REG,3,2025-06-01,a,0.3\nP0,REG,1,2025-06-01,self,\n\
         P1,REG,3,2025-06-01,a,0.3\n",
    );
    let policy = with(|policy| policy.unrated = Unrated::LeaveOpen);
    let gaps = needs.gaps_by_with(&TwoBest, &policy).unwrap();
    let found = gaps.gap(row(&needs, "P0", "REG")).unwrap();
    assert_eq!(
        (found.held.unwrap().as_f64(), found.basis),
        (2.5, Basis::ErrorUnknown)
    );
    assert_eq!((found.standard_error, found.probability), (None, None));
    // One assessment is not enough for this rule.
    assert_eq!(gaps.gap(row(&needs, "P1", "REG")).unwrap().held, None);
    assert_eq!(gaps.own_rule(), Some("mean of the two best"));
    for language in Language::ALL {
        assert!(
            gaps.why(row(&needs, "P0", "REG"), language)
                .contains("mean of the two best")
        );
        assert!(gaps.summary(language).contains("mean of the two best"));
    }
    let again: Gaps = saved::from_json(&saved::to_json(&gaps).unwrap()).unwrap();
    assert!(again == gaps && again.own_rule() == gaps.own_rule());
    // A shipped rule given as one's own gives the same levels, under its name.
    let latest = with(|policy| policy.choose = EvidenceChoice::Latest);
    let (own, shipped) = (
        needs.gaps_by(&Latest).unwrap(),
        needs.gaps_with(&latest).unwrap(),
    );
    assert_eq!((own.own_rule(), shipped.own_rule()), (Some("latest"), None));
    assert_eq!(own.gaps(), shipped.gaps());
}

/// A rule that oversteps.
struct Boundless(&'static str);

impl EvidenceRule for Boundless {
    fn name(&self) -> &str {
        self.0
    }

    fn held(&self, _: &Subject<'_>, _: &[Evidence]) -> Option<Held> {
        Some(Held {
            level: Level::from_steps(u16::MAX),
            standard_error: Some(Level::NONE),
            error_is_stated: true,
        })
    }
}

#[test]
fn a_rule_that_oversteps_is_held_back() {
    let needs = needs(&[0], "P0,REG,2,2025-06-01,a,0.3\n");
    let gaps = needs.gaps_by(&Boundless("x")).unwrap();
    let found = gaps.gap(0).unwrap();
    // The mark "open" and an error of zero cannot be smuggled in.
    assert_eq!(found.held.unwrap().steps(), u16::MAX - 1);
    assert_eq!(found.standard_error, Some(1.0 / 300.0));
    assert_eq!(
        needs.gaps_by(&Boundless(" ")).unwrap_err().code(),
        "gap_policy"
    );
}

#[test]
fn doubt_in_closed_form_is_doubt_by_integration() {
    for (difference, error) in [(0.5, 0.5), (-0.5, 0.5), (0.0, 0.3), (2.0, 0.4), (-1.2, 0.3)] {
        // Simpson's rule over the truth, eight errors to each side.
        let (steps, width) = (8_000_u32, 16.0 * error / 8_000.0);
        let at = |place: u32| {
            let deviation = -8.0 * error + f64::from(place) * width;
            let z = deviation / error;
            let density = (-z * z / 2.0).exp() / (error * (2.0 * std::f64::consts::PI).sqrt());
            (difference - deviation).max(0.0) * density
        };
        let inner: f64 = (1..steps)
            .map(|place| at(place) * f64::from(2 + 2 * (place % 2)))
            .sum();
        let integral = (at(0) + inner + at(steps)) * width / 3.0;
        near(expected_gap(difference, error).unwrap(), integral, 1e-6);
    }
    // Φ(1) and Φ(−2), tables of the normal distribution.
    near(
        shortfall_probability(0.5, 0.5).unwrap(),
        0.841_344_746_1,
        1e-10,
    );
    near(
        shortfall_probability(-1.0, 0.5).unwrap(),
        0.022_750_131_9,
        1e-10,
    );
    assert_eq!(shortfall_probability(0.0, 0.0), Some(0.5));
    assert_eq!(expected_gap(0.7, 0.0), Some(0.7));
    assert_eq!(expected_gap(-0.7, 0.0), Some(0.0));
    assert_eq!(expected_gap(0.7, f64::MIN_POSITIVE), Some(0.7));
    for (difference, error) in [(f64::NAN, 0.1), (0.1, f64::NAN), (0.1, -1.0)] {
        assert_eq!(expected_gap(difference, error), None);
        assert_eq!(shortfall_probability(difference, error), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Sources with a shared bias, put together in whole numbers, are generalised least squares.
    #[test]
    fn shared_biases_are_least_squares(made in made(), centre in 0_u32..100, own in 0_u32..100) {
        let policy = with(|policy| {
            policy.unrated = Unrated::LeaveOpen;
            policy.corrections = [("centre", centre), ("self", own)].map(|(source, error)| {
                let mut one = SourceCorrection::new(source, 0.0);
                one.bias_error = f64::from(error) / 100.0;
                one
            }).into_iter().filter(|one| made.assessments.iter().any(|row| row.4 == one.source)).collect();
        });
        let gaps = made.agency().needs(as_of()).unwrap().gaps_with(&policy).unwrap();
        for person in gaps.agency().people.indices() {
            for row in gaps.needs().rows_of(person) {
                let gap = gaps.gap(row).unwrap();
                let rows: Vec<_> = made.assessments.iter()
                    .filter(|one| one.0 == place(person) && one.1 == place_of(gap.competency)).collect();
                prop_assert_eq!(rows.is_empty(), gap.held.is_none());
                if rows.is_empty() { continue }
                let values: Vec<f64> = rows.iter().map(|one| f64::from(one.2) / 100.0).collect();
                let errors: Vec<f64> = rows.iter().map(|one| f64::from(one.5.unwrap_or(50)) / 100.0).collect();
                let sources: Vec<usize> = rows.iter().map(|one| usize::from(one.4 == "self")).collect();
                let covariance = shared_bias_covariance(&errors, &sources, &[f64::from(centre) / 100.0, f64::from(own) / 100.0]).unwrap();
                let expected = combine_with_covariance(&values, &covariance).unwrap();
                prop_assert!((gap.held.unwrap().as_f64() - expected.estimate.value).abs() <= STEP);
                // A root of whole squares is rounded once, each error of a source alone too.
                prop_assert!((gap.standard_error.unwrap() - expected.estimate.standard_error).abs() <= 2.0 * STEP);
            }
        }
    }

    /// A met need has no gap; what is expected is never below what is seen.
    #[test]
    fn gaps_and_doubt_agree(made in made(), shrink in any::<bool>(), half_life in proptest::option::of(1_u32..60)) {
        let policy = with(|policy| {
            policy.shrink_to_group = shrink;
            policy.half_life_months = half_life;
        });
        let gaps = made.agency().needs(as_of()).unwrap().gaps_with(&policy).unwrap();
        for row in 0..gaps.needs().len() {
            let gap = gaps.gap(row).unwrap();
            if let Some(held) = gap.held {
                prop_assert_eq!(gap.gap, gap.needed.saturating_sub(held));
                prop_assert!(gap.held >= Some(gap.needed) || !gap.gap.is_none());
            }
            prop_assert_eq!(gap.probability.is_some(), gap.expected.is_some());
            prop_assert_eq!(gap.standard_error.is_some(), matches!(gap.basis, Basis::Assessed | Basis::ErrorAssumed | Basis::Group));
            if let (Some(probability), Some(expected)) = (gap.probability, gap.expected) {
                prop_assert!((0.0..=1.0).contains(&probability));
                prop_assert!(expected >= gap.gap.as_f64() - 1e-12);
                let seen = gap.held.unwrap() < gap.needed;
                prop_assert_eq!(seen, probability > 0.5);
            }
        }
    }
}

fn place(person: PersonIndex) -> usize {
    use mahir::words::id::Index;
    person.position()
}

fn place_of(competency: mahir::words::id::CompetencyIndex) -> usize {
    use mahir::words::id::Index;
    competency.position()
}

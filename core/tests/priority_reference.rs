//! Rankings of needs: identities, brute force, published examples, and what must not matter.

use mahir::statistics::{
    CrossHair, ItemRatings, Moments, NeedScore, Quadrant, RankUncertainty, RankingOptions, TieRule,
    borich_from_means, hennessy_hicks, importance_performance, paired_t, quadrants_of_points,
    rank_needs, rank_totals,
};
use proptest::prelude::*;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found}, expected {expected}"
    );
}

fn options(change: impl FnOnce(&mut RankingOptions)) -> RankingOptions {
    let mut options = RankingOptions::default();
    change(&mut options);
    options
}

const MISSING: f64 = f64::NAN;

/// Five respondents, three items; the second respondent leaves the competence of item 0 out.
fn five() -> ItemRatings {
    let importance = [
        5.0, 4.0, 3.0, 4.0, 4.0, 2.0, 5.0, 5.0, 3.0, 5.0, 3.0, 4.0, 4.0, 4.0, 3.0,
    ];
    let competence = [
        2.0, 4.0, 3.0, MISSING, 3.0, 3.0, 3.0, 2.0, 4.0, 4.0, 3.0, 5.0, 2.0, 4.0, 3.0,
    ];
    ItemRatings::new(3, &importance, &competence).unwrap()
}

#[test]
fn borich_by_his_own_steps() {
    let ranking = rank_needs(&five(), NeedScore::Borich, &RankingOptions::default()).unwrap();
    // Item 0 over four respondents (the mean importance of all five would be 4.6): importance
    // 5, 5, 5, 4 of mean 4.75; discrepancies 3, 2, 1, 2; Σ 4.75 d ÷ 4 = 9.5. Item 1: mean 4,
    // discrepancies 0, 1, 3, 0, 0: 3.2. Item 2: mean 3, discrepancies 0, −1, −1, −1, 0: −1.8.
    let scores: Vec<_> = ranking
        .items
        .iter()
        .map(|one| (one.item, one.rank))
        .collect();
    assert_eq!(scores, [(0, 1.0), (1, 2.0), (2, 3.0)]);
    for (one, score) in ranking.items.iter().zip([9.5, 3.2, -1.8]) {
        near(one.score, score, 1e-12);
        near(
            five().discrepancies(one.item).unwrap().borich(),
            score,
            1e-12,
        );
    }
    assert_eq!(ranking.items[0].respondents, 4);
}

#[test]
fn ranked_discrepancies_count_signs() {
    // Negative, positive and tied ranks of item 2: 0, 3, 2 of five.
    let found = five().discrepancies(2).unwrap();
    assert_eq!((found.negative, found.positive, found.ties), (0, 3, 2));
    assert_eq!(found.ranked_discrepancy_score(), 60.0);
    assert_eq!(
        five().discrepancies(0).unwrap().ranked_discrepancy_score(),
        -100.0
    );
    let ranking = rank_needs(
        &five(),
        NeedScore::RankedDiscrepancy,
        &RankingOptions::default(),
    )
    .unwrap();
    let scores: Vec<_> = ranking
        .items
        .iter()
        .map(|one| (one.item, one.score))
        .collect();
    assert_eq!(scores, [(0, 100.0), (1, 40.0), (2, -60.0)]);
    // The variance of a mean of signs: (p + q − (p − q)²) ÷ (n − 1).
    let error = 100.0 * ((0.4 - 0.16) / 4.0_f64).sqrt();
    near(ranking.items[1].standard_error.unwrap(), error, 1e-9);
}

#[test]
fn hennessy_and_hicks_are_a_paired_difference() {
    let ranking = rank_needs(&five(), NeedScore::Difference, &RankingOptions::default()).unwrap();
    for one in &ranking.items {
        let changes = Moments::of(&five().differences(one.item)).unwrap();
        near(one.score, changes.mean(), 1e-12);
        near(
            one.standard_error.unwrap(),
            changes.standard_error().unwrap(),
            1e-12,
        );
        let tested = hennessy_hicks(&five(), 0.95).unwrap();
        let tested = tested
            .iter()
            .find(|tested| tested.item == one.item)
            .unwrap();
        near(tested.difference, one.score, 1e-12);
        assert_eq!(tested.student, paired_t(&changes));
        assert!(tested.interval.unwrap().contains(one.score));
        let signed = tested.wilcoxon.unwrap();
        assert_eq!(signed.rises > signed.falls, one.score > 0.0);
        if let Some(test) = paired_t(&changes) {
            near(
                test.statistic,
                one.score / one.standard_error.unwrap(),
                1e-9,
            );
        }
    }
}

#[test]
fn equal_scores_share_ranks() {
    // The differences of the medians printed for an oncology service of 199 staff (Human Resources
    // for Health 2020; 18:62): communication, administration, research, management, clinical. They
    // tie, which is why medians do not rank.
    let differences = [7.0 - 6.0, 7.0 - 5.0, 7.0 - 5.0, 7.0 - 6.0, 7.0 - 6.0];
    let ranks = |ties| {
        let options = options(|options| options.ties = ties);
        let ranking = rank_totals(5, &differences, &options).unwrap();
        ranking
            .items
            .iter()
            .map(|one| (one.item, one.rank))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ranks(TieRule::Competition),
        [(1, 1.0), (2, 1.0), (0, 3.0), (3, 3.0), (4, 3.0)]
    );
    assert_eq!(
        ranks(TieRule::Average),
        [(1, 1.5), (2, 1.5), (0, 4.0), (3, 4.0), (4, 4.0)]
    );
    // Their effect sizes of the differences do rank: research 0.60, clinical 0.46, administration
    // 0.44, communication 0.43, management 0.21, in the order that they print.
    let ranking = rank_totals(
        5,
        &[0.43, 0.44, 0.60, 0.21, 0.46],
        &RankingOptions::default(),
    )
    .unwrap();
    let order: Vec<_> = ranking.items.iter().map(|one| one.item).collect();
    assert_eq!(order, [2, 4, 1, 0, 3]);
    // One row of totals tells no error, so every rank is possible.
    assert_eq!(ranking.items[0].standard_error, None);
    let ranks = ranking.items[0].ranks.unwrap();
    assert_eq!((ranks.low, ranks.high), (1.0, 5.0));
    // 0.1 + 0.2 and 0.3 are equal.
    let near = rank_totals(2, &[0.1 + 0.2, 0.3], &RankingOptions::default()).unwrap();
    assert_eq!((near.items[0].rank, near.items[1].rank), (1.0, 1.0));
}

/// Many respondents with correlated ratings, without a generator: a fixed arithmetic pattern.
fn many(count: usize) -> ItemRatings {
    let level = |n: usize, item: usize, kind: usize| {
        let mixed = (n * 7_919 + item * 104_729 + kind * 1_299_709) % 9_973;
        (1 + (mixed + (n % 17) * 211) % 5) as f64
    };
    let all = |kind: usize| {
        (0..count)
            .flat_map(|n| {
                (0..4).map(move |item| {
                    level(n, item, kind) + if kind == 0 { item as f64 * 0.3 } else { 0.0 }
                })
            })
            .collect::<Vec<f64>>()
    };
    ItemRatings::new(4, &all(0), &all(1)).unwrap()
}

#[test]
fn the_delta_method_agrees_with_the_jackknife() {
    let ratings = many(300);
    let ranking = rank_needs(&ratings, NeedScore::Borich, &RankingOptions::default()).unwrap();
    for one in &ranking.items {
        let pairs: Vec<[f64; 2]> = ratings.of_item(one.item).collect();
        let n = pairs.len() as f64;
        let sum = |axis: usize| pairs.iter().map(|pair| pair[axis]).sum::<f64>();
        let (importance, competence) = (sum(0), sum(1));
        let without: Vec<f64> = pairs
            .iter()
            .map(|pair| {
                let i = (importance - pair[0]) / (n - 1.0);
                i * (i - (competence - pair[1]) / (n - 1.0))
            })
            .collect();
        let mean = without.iter().sum::<f64>() / n;
        let variance = (n - 1.0) / n * without.iter().map(|one| (one - mean).powi(2)).sum::<f64>();
        let ratio = one.standard_error.unwrap() / variance.sqrt();
        assert!((ratio - 1.0).abs() < 0.01, "{ratio}");
    }
}

#[test]
fn resampling_is_enumeration_without_chance() {
    // Four respondents have 4⁴ = 256 equally likely resamples: all of them, counted.
    let (importance, competence) = (
        [5.0, 4.0, 3.0, 5.0, 4.0, 2.0, 2.0, 5.0],
        [2.0, 3.0, 3.0, 2.0, 3.0, 1.0, 1.0, 2.0],
    );
    let ratings = ItemRatings::new(2, &importance, &competence).unwrap();
    let mut first = 0;
    for resample in 0..256_usize {
        let drawn = [
            resample % 4,
            resample / 4 % 4,
            resample / 16 % 4,
            resample / 64,
        ];
        let score = |item: usize| {
            let mean =
                |values: &[f64]| drawn.iter().map(|&n| values[2 * n + item]).sum::<f64>() / 4.0;
            mean(&importance) * (mean(&importance) - mean(&competence))
        };
        first += u32::from(score(0) >= score(1) - 1e-9);
    }
    let share = f64::from(first) / 256.0;
    assert!(share > 0.05 && share < 0.95);
    // The rank of item 0 is 1 in that share: an interval of confidence c is 1 to 1 where the tail
    // (1 − c) ÷ 2 is more than the rest.
    let bounds = |confidence: f64| {
        let options = options(|options| {
            options.uncertainty = RankUncertainty::Bootstrap {
                replicates: 20_000,
                seed: 1,
            };
            options.confidence = confidence;
        });
        let ranking = rank_needs(&ratings, NeedScore::Borich, &options).unwrap();
        let one = ranking.items.iter().find(|one| one.item == 0).unwrap();
        one.ranks.unwrap()
    };
    let rest = 1.0 - share.max(1.0 - share);
    // Six standard deviations of a share of 20,000 draws.
    let margin = 6.0 * (share * (1.0 - share) / 20_000.0).sqrt();
    let wide = bounds(1.0 - 2.0 * (rest - margin));
    assert_eq!((wide.low, wide.high), (1.0, 2.0));
    let narrow = bounds(1.0 - 2.0 * (rest + margin));
    assert_eq!(narrow.low, narrow.high);
}

#[test]
fn sure_items_have_sure_ranks() {
    // Item 1 lacks three levels of everybody, item 0 one, item 2 nothing; spread is small.
    let row = |n: usize| {
        let noise = f64::from(u8::from(n.is_multiple_of(2))) * 0.1;
        ([4.0, 5.0, 3.0], [3.0 + noise, 2.0, 3.0 - noise])
    };
    let importance: Vec<f64> = (0..40).flat_map(|n| row(n).0).collect();
    let competence: Vec<f64> = (0..40).flat_map(|n| row(n).1).collect();
    let ratings = ItemRatings::new(3, &importance, &competence).unwrap();
    for uncertainty in [
        RankUncertainty::Delta,
        RankUncertainty::Bootstrap {
            replicates: 500,
            seed: 7,
        },
    ] {
        let options = options(|options| options.uncertainty = uncertainty);
        let ranking = rank_needs(&ratings, NeedScore::Borich, &options).unwrap();
        let order: Vec<_> = ranking.items.iter().map(|one| one.item).collect();
        assert_eq!(order, [1, 0, 2]);
        for one in &ranking.items {
            let ranks = one.ranks.unwrap();
            assert_eq!((ranks.low, ranks.high), (one.rank, one.rank));
        }
    }
}

#[test]
fn printed_tables_can_be_checked() {
    // By hand: 4.52 × (4.52 − 3.11) = 6.3732; h = 0.005: 0.005 × 5.93 + 0.005 × 4.52 + 0.00005.
    let row = borich_from_means(4.52, 3.11, 2).unwrap();
    near(row.score, 6.3732, 1e-12);
    near(row.error_at_most, 0.0523, 1e-12);
    // Half a unit of the printed score comes on top.
    assert!(row.agrees_with(6.43) && !row.agrees_with(6.44));
    assert!(row.agrees_with(6.32) && !row.agrees_with(6.31));
    // Competence above importance: negative, and legal.
    assert!(borich_from_means(3.0, 3.5, 1).unwrap().score < 0.0);
    assert_eq!(borich_from_means(f64::NAN, 3.0, 2), None);
    assert_eq!(borich_from_means(3.0, 3.0, 16), None);
}

#[test]
fn quadrants_have_names_and_lines_a_rule() {
    // (performance, importance); grand means 3 and 4.
    let points = [(2.0, 5.0), (4.0, 5.0), (2.0, 3.0), (4.0, 3.0), (3.0, 4.0)];
    let found = quadrants_of_points(&points, CrossHair::GrandMean).unwrap();
    assert_eq!((found.performance, found.importance), (3.0, 4.0));
    let names: Vec<_> = found.items.iter().map(|one| one.quadrant).collect();
    assert_eq!(
        names,
        [
            Quadrant::ConcentrateHere,
            Quadrant::KeepUpTheGoodWork,
            Quadrant::LowPriority,
            Quadrant::PossibleOverkill,
            // On both lines: important, done well.
            Quadrant::KeepUpTheGoodWork,
        ]
    );
    assert!(found.items[4].on_line && !found.items[0].on_line);
    assert!(found.items[0].above_diagonal && !found.items[3].above_diagonal);
    let median = quadrants_of_points(&points[..4], CrossHair::Median).unwrap();
    assert_eq!((median.performance, median.importance), (3.0, 4.0));
    let middle = CrossHair::Point {
        performance: 3.0,
        importance: 3.0,
    };
    let found = quadrants_of_points(&points, middle).unwrap();
    assert_eq!(found.items[2].quadrant, Quadrant::ConcentrateHere);
    // All points on one: nothing is thrown off the line by rounding.
    let same = quadrants_of_points(&[(0.1 + 0.2, 0.7); 7], CrossHair::GrandMean).unwrap();
    assert!(
        same.items
            .iter()
            .all(|one| one.on_line && one.quadrant == Quadrant::KeepUpTheGoodWork)
    );
    assert!(quadrants_of_points(&[], CrossHair::Median).is_err());
    assert!(quadrants_of_points(&[(1.0, f64::INFINITY)], CrossHair::Median).is_err());
    let nowhere = CrossHair::Point {
        performance: f64::NAN,
        importance: 3.0,
    };
    assert!(quadrants_of_points(&points, nowhere).is_err());
    // With resamples the shares sum to one.
    let found = importance_performance(&many(60), CrossHair::GrandMean, 200, 3).unwrap();
    for one in &found.items {
        near(one.shares.unwrap().iter().sum::<f64>(), 1.0, 1e-12);
    }
}

#[test]
fn what_cannot_be_ranked() {
    let code = |items, importance: &[f64], competence: &[f64]| {
        let ratings = ItemRatings::new(items, importance, competence);
        match ratings
            .and_then(|ratings| rank_needs(&ratings, NeedScore::Borich, &RankingOptions::default()))
        {
            Ok(_) => "",
            Err(error) => error.code(),
        }
    };
    assert_eq!(
        code(2, &[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]),
        "priority_shape"
    );
    assert_eq!(code(2, &[1.0, 2.0], &[1.0]), "priority_shape");
    assert_eq!(code(0, &[], &[]), "priority_shape");
    assert_eq!(code(2, &[], &[]), "priority_no_pairs");
    assert_eq!(
        code(1, &[MISSING, 1.0], &[1.0, MISSING]),
        "priority_no_pairs"
    );
    assert_eq!(code(1, &[f64::INFINITY], &[1.0]), "priority_value");
    assert_eq!(code(1, &[1.0], &[-1e200]), "priority_value");
    for bad in [
        options(|options| options.confidence = 1.0),
        options(|options| options.confidence = f64::NAN),
        options(|options| {
            options.uncertainty = RankUncertainty::Bootstrap {
                replicates: 0,
                seed: 0,
            }
        }),
        options(|options| {
            options.uncertainty = RankUncertainty::Bootstrap {
                replicates: 100_001,
                seed: 0,
            }
        }),
    ] {
        assert_eq!(
            rank_needs(&five(), NeedScore::Borich, &bad)
                .unwrap_err()
                .code(),
            "priority_option"
        );
    }
    // An item that nobody rated is named; one that a single respondent rated has no error.
    let ratings = ItemRatings::new(
        3,
        &[4.0, MISSING, 5.0, 4.0, 2.0, MISSING],
        &[2.0, 1.0, 2.0, 3.0, MISSING, 1.0],
    )
    .unwrap();
    let ranking = rank_needs(&ratings, NeedScore::Borich, &RankingOptions::default()).unwrap();
    assert_eq!(ranking.unranked, [1]);
    let single = ranking.items.iter().find(|one| one.item == 2).unwrap();
    assert_eq!((single.respondents, single.standard_error), (1, None));
    let ranks = single.ranks.unwrap();
    assert_eq!((ranks.low, ranks.high), (1.0, 2.0));
    let none = options(|options| options.uncertainty = RankUncertainty::None);
    assert_eq!(
        rank_needs(&five(), NeedScore::Borich, &none).unwrap().items[0].ranks,
        None
    );
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_show() {
    let options = options(|options| {
        options.uncertainty = RankUncertainty::Bootstrap {
            replicates: 300,
            seed: 11,
        }
    });
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| rank_needs(&many(50), NeedScore::Borich, &options).unwrap())
    };
    assert_eq!(with(1), with(4));
}

type Pair = (Option<i8>, Option<i8>);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scores_are_identities_and_order_does_not_matter(
        rows in proptest::collection::vec(proptest::collection::vec(
            (proptest::option::weighted(0.9, 1_i8..6), proptest::option::weighted(0.9, 1_i8..6)), 3), 1..25),
        seed in any::<u64>(), turn in 0_usize..25,
    ) {
        let flat = |rows: &[Vec<Pair>], pick: fn(&Pair) -> Option<i8>| {
            rows.iter().flatten().map(|cell| pick(cell).map_or(MISSING, f64::from)).collect::<Vec<f64>>()
        };
        let of = |rows: &[Vec<Pair>]| {
            ItemRatings::new(3, &flat(rows, |cell| cell.0), &flat(rows, |cell| cell.1)).unwrap()
        };
        let ratings = of(&rows);
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        let options = options(|options| options.uncertainty = RankUncertainty::Bootstrap { replicates: 40, seed });
        for score in NeedScore::ALL {
            let Ok(ranking) = rank_needs(&ratings, score, &options) else { return Ok(()) };
            // Bit for bit.
            prop_assert_eq!(&ranking, &rank_needs(&of(&turned), score, &options).unwrap());
            prop_assert_eq!(ranking.items.len() + ranking.unranked.len(), 3);
            for one in &ranking.items {
                let pairs: Vec<[f64; 2]> = ratings.of_item(one.item).collect();
                let n = pairs.len() as f64;
                let mean = pairs.iter().map(|pair| pair[0]).sum::<f64>() / n;
                let expected = match score {
                    NeedScore::Borich => pairs.iter().map(|pair| (pair[0] - pair[1]) * mean).sum::<f64>() / n,
                    NeedScore::Difference => pairs.iter().map(|pair| pair[0] - pair[1]).sum::<f64>() / n,
                    NeedScore::RankedDiscrepancy => -ratings.discrepancies(one.item).unwrap().ranked_discrepancy_score(),
                };
                prop_assert!((one.score - expected).abs() < 1e-9);
                if let Some(ranks) = one.ranks {
                    prop_assert!(ranks.low >= 1.0 && ranks.high <= 3.0);
                }
            }
        }
    }

    /// A printed table that is rounded from true means always passes its check.
    #[test]
    fn rounding_stays_within_its_bound(importance in -5.0_f64..10.0, competence in -5.0_f64..10.0, decimals in 0_u32..5) {
        let unit = 10.0_f64.powi(i32::try_from(decimals).unwrap());
        let round = |value: f64| (value * unit).round() / unit;
        let printed = round(importance * (importance - competence));
        prop_assert!(borich_from_means(round(importance), round(competence), decimals).unwrap().agrees_with(printed));
    }
}

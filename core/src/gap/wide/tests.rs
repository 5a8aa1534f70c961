use super::*;
use crate::regulation::{Band, Regulation};
use proptest::prelude::*;

fn bands() -> JpmBands {
    Regulation::indonesia().mapping_bands()
}

/// A plain loop over people and competencies in 128 bits; `None` is a level that is left open.
fn plainly(
    held: &[Vec<Option<u16>>],
    posts: &[u32],
    units: &[u32],
    unit_count: usize,
    required: &[Level],
) -> WideScores {
    let competencies = held.len();
    let mut sums = WideSums {
        achieved: Vec::new(),
        achieved_uncapped: Vec::new(),
        required: Vec::new(),
    };
    let mut scores = WideScores {
        match_percent: Vec::new(),
        gap: Vec::new(),
        bands: WideBands::new(bands().usage(), 0),
        sums: None,
        heat: vec![HeatCell::default(); unit_count * competencies],
    };
    for (person, (&post, &unit)) in posts.iter().zip(units).enumerate() {
        let (mut achieved, mut uncapped, mut asked) = (0_u128, 0_u128, 0_u128);
        for (competency, column) in held.iter().enumerate() {
            let need = u128::from(required[post as usize * competencies + competency].steps());
            if need == 0 {
                continue;
            }
            let cell = &mut scores.heat[unit as usize * competencies + competency];
            cell.people += 1;
            let Some(have) = column[person].map(u128::from) else {
                cell.unrated += 1;
                continue;
            };
            achieved += need.min(have);
            uncapped += have;
            asked += need;
            let gap = (need - need.min(have)) as u64;
            cell.short += u32::from(gap > 0);
            cell.gap_steps += gap;
            cell.weighted_gap += gap * 1_000;
        }
        sums.achieved.push(achieved as u32);
        sums.achieved_uncapped.push(uncapped as u32);
        sums.required.push(asked as u32);
        scores.match_percent.push(if asked == 0 {
            0.0
        } else {
            ((achieved * 100) as f64 / asked as f64) as f32
        });
        scores.gap.push(((asked - achieved) as f64 / 300.0) as f32);
        // Peraturan BRIN 3/2023, Pasal 33: optimal from 90, fairly optimal from 78.
        scores.bands.ranks.push(if asked == 0 {
            WideBands::NONE
        } else if achieved * 100 >= asked * 90 {
            2
        } else {
            u8::from(achieved * 100 >= asked * 78)
        });
    }
    scores.sums = Some(sums);
    scores
}

/// Columns of `people` levels in `competencies` competencies.
fn columns(
    level: impl Strategy<Value = Option<u16>> + Clone,
) -> impl Strategy<Value = (usize, Vec<Vec<Option<u16>>>, Vec<Level>)> {
    (prop_oneof![1_usize..19, 30_usize..40], 0_usize..700).prop_flat_map(
        move |(competencies, people)| {
            let column = proptest::collection::vec(level.clone(), people);
            (
                Just(people),
                proptest::collection::vec(column, competencies),
                proptest::collection::vec(
                    (0_u16..1_501).prop_map(Level::from_steps),
                    4 * competencies,
                ),
            )
        },
    )
}

fn dealt(people: usize, among: u32) -> Vec<u32> {
    (0..people)
        .map(|person| (person * person) as u32 % among)
        .collect()
}

/// The same scores without the sums.
fn without_sums(scores: &WideScores) -> WideScores {
    WideScores {
        sums: None,
        ..scores.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn sums_are_those_of_a_plain_loop(
        (people, held, required) in columns(proptest::option::weighted(0.98, any::<u16>().prop_map(|s| s.min(u16::MAX - 1)))),
        unit_count in prop_oneof![Just(1_u32), Just(5_u32), Just(3_000_u32)],
    ) {
        let steps: Vec<Vec<u16>> = held.iter()
            .map(|column| column.iter().map(|level| level.unwrap_or(u16::MAX)).collect())
            .collect();
        let borrowed: Vec<_> = steps.iter().map(|column| WideColumn::Steps(column)).collect();
        let (posts, units) = (dealt(people, 4), dealt(people, unit_count));
        let input = WideInput {
            held: &borrowed, posts: posts[..].into(), units: units[..].into(), unit_count,
            required: &required, bands: bands(), sums: true,
        };
        let expected = plainly(&held, &posts, &units, unit_count as usize, &required);
        prop_assert_eq!(score_wide(&input).unwrap(), expected.clone());
        let light = WideInput { sums: false, ..input };
        prop_assert_eq!(score_wide(&light).unwrap(), without_sums(&expected));
    }

    /// Whole levels are handled in 8 bits if all required ones are whole as well, else in 16; and
    /// the short way is taken where everything is asked and nothing is left open.
    #[test]
    fn all_kinds_of_columns_say_the_same(
        (people, held, mut required) in columns((0_u16..219).prop_map(|level| Some(level * 300))),
        unit_count in prop_oneof![Just(1_u32), Just(7_u32)],
        whole_standard in any::<bool>(),
        least in 0_u16..2,
    ) {
        if whole_standard {
            for level in &mut required {
                *level = Level::whole((level.steps() / 300) as u8 + least as u8);
            }
        }
        let whole: Vec<Vec<u8>> = held.iter()
            .map(|column| column.iter().map(|l| l.map_or(0, |s| (s / 300) as u8)).collect())
            .collect();
        let (posts, units) = (dealt(people, 4), dealt(people, unit_count));
        let expected = plainly(&held, &posts, &units, unit_count as usize, &required);
        let light = without_sums(&expected);
        let score = |held: &[WideColumn<'_>], sums| score_wide(&WideInput {
            held, posts: posts[..].into(), units: units[..].into(), unit_count,
            required: &required, bands: bands(), sums,
        }).unwrap();
        macro_rules! say_the_same {
            ($kind:ty, $from:expr, $column:expr) => {{
                let copies: Vec<Vec<$kind>> = whole.iter()
                    .map(|column| column.iter().map($from).collect())
                    .collect();
                let columns: Vec<_> = copies.iter().map($column).collect();
                prop_assert_eq!(&score(&columns, true), &expected);
                prop_assert_eq!(&score(&columns, false), &light);
            }};
        }
        say_the_same!(u8, |&l| l, |column| WideColumn::Whole(column[..].into()));
        say_the_same!(u8, |&l| l, |column| WideColumn::WholeOrOpen(column));
        say_the_same!(u32, |&l| u32::from(l), |column| WideColumn::Whole(column[..].into()));
        say_the_same!(i16, |&l| i16::from(l), |column| WideColumn::Whole(column[..].into()));
        say_the_same!(i64, |&l| i64::from(l), |column| WideColumn::Whole(column[..].into()));
        say_the_same!(u16, |&l| u16::from(l) * 300, |column| WideColumn::Steps(column));
        say_the_same!(f32, |&l| f32::from(l), |column| WideColumn::Singles(column));
        say_the_same!(f64, |&l| f64::from(l), |column| WideColumn::Numbers(column));
    }

    #[test]
    fn levels_left_open_are_marked_in_every_kind_of_column(
        (people, held, required) in columns(
            proptest::option::weighted(0.9, (0_u16..6).prop_map(|level| level * 300))
        ),
    ) {
        let (posts, units) = (dealt(people, 4), dealt(people, 7));
        let expected = plainly(&held, &posts, &units, 7, &required);
        let whole: Vec<Vec<u8>> = held.iter()
            .map(|column| column.iter().map(|l| l.map_or(255, |s| (s / 300) as u8)).collect())
            .collect();
        let numbers: Vec<Vec<f64>> = held.iter()
            .map(|column| column.iter().map(|l| l.map_or(f64::NAN, |s| f64::from(s) / 300.0)).collect())
            .collect();
        let score = |held: &[WideColumn<'_>]| score_wide(&WideInput {
            held, posts: posts[..].into(), units: units[..].into(), unit_count: 7,
            required: &required, bands: bands(), sums: true,
        }).unwrap();
        let columns: Vec<_> = whole.iter().map(|column| WideColumn::WholeOrOpen(column)).collect();
        prop_assert_eq!(&score(&columns), &expected);
        let columns: Vec<_> = numbers.iter().map(|column| WideColumn::Numbers(column)).collect();
        prop_assert_eq!(&score(&columns), &expected);
    }
}

/// More people than a task has, all at the top: no sum may wrap.
#[test]
fn the_largest_values_fit() {
    let people = TASK + 7;
    let nowhere = vec![0_u32; people];
    let input = WideInput {
        held: &[],
        posts: nowhere[..].into(),
        units: nowhere[..].into(),
        unit_count: 1,
        required: &[Level::from_steps(u16::MAX); 3],
        bands: bands(),
        sums: true,
    };
    let none = vec![0_u16; people];
    let scores = score_wide(&WideInput {
        held: &[WideColumn::Steps(&none); 3],
        ..input
    })
    .unwrap();
    assert_eq!(scores.heat[0].gap_steps, 65_535 * people as u64);
    assert_eq!(scores.heat[2].short as usize, people);
    assert_eq!(scores.sums.unwrap().required[people - 1], 3 * 65_535);
    assert_eq!(scores.bands.get(0), Some(Band::LessOptimal));
    // In 8 bits, where the most is asked that they hold.
    let none = vec![0_u8; people];
    let scores = score_wide(&WideInput {
        held: &[WideColumn::Whole(none[..].into()); 3],
        required: &[Level::whole(218); 3],
        sums: false,
        ..input
    })
    .unwrap();
    assert_eq!(scores.heat[1].gap_steps, 218 * 300 * people as u64);
    assert_eq!(scores.heat[1].people as usize, people);
    assert_eq!(scores.gap[people - 1], 654.0);
}

#[test]
fn whoever_sits_on_a_threshold_is_in_the_band_above() {
    // 117 of 150 steps are exactly 78 %, 135 of 150 exactly 90 %.
    let held = [116_u16, 117, 134, 135];
    let scores = score_wide(&WideInput {
        held: &[WideColumn::Steps(&held)],
        posts: [0_u8; 4][..].into(),
        units: [0_i64; 4][..].into(),
        unit_count: 1,
        required: &[Level::from_steps(150)],
        bands: bands(),
        sums: true,
    })
    .unwrap();
    let expected = [
        Band::LessOptimal,
        Band::FairlyOptimal,
        Band::FairlyOptimal,
        Band::Optimal,
    ];
    assert!(scores.bands.iter().eq(expected.map(Some)));
    assert_eq!(scores.match_percent[1], 78.0);
    let sums = scores.sums.unwrap();
    assert_eq!(sums.score(1).unwrap().percent(), Some(78.0));
    assert_eq!(sums.score(4), None);
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_show() {
    let people = 3 * TASK + 11;
    let levels: Vec<Vec<u8>> = (0..9_usize)
        .map(|c| (0..people).map(|p| ((p * 7 + c * p) % 6) as u8).collect())
        .collect();
    let held: Vec<_> = levels
        .iter()
        .map(|column| WideColumn::Whole(column[..].into()))
        .collect();
    let (posts, units) = (dealt(people, 40), dealt(people, 90));
    let required: Vec<Level> = (0..360).map(|cell| Level::whole(cell as u8 % 6)).collect();
    let score = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let input = WideInput {
            held: &held,
            posts: posts[..].into(),
            units: units[..].into(),
            unit_count: 90,
            required: &required,
            bands: bands(),
            sums: false,
        };
        pool.install(|| score_wide(&input)).unwrap()
    };
    assert_eq!(score(1), score(8));
}

/// Codes with a table of numbers, as dictionaries have them.
#[test]
fn codes_find_their_numbers() {
    let held = [0_u8, 1, 2, 3];
    let columns = [WideColumn::Whole(held[..].into())];
    let input = WideInput {
        held: &columns,
        posts: WidePlaces {
            codes: [7_i16, 2, 7, 2][..].into(),
            numbers: Some(&[9, 9, 1, 9, 9, 9, 9, 0]),
        },
        units: [0_u32; 4][..].into(),
        unit_count: 1,
        required: &[Level::whole(2), Level::whole(3)],
        bands: bands(),
        sums: false,
    };
    let scores = score_wide(&input).unwrap();
    assert_eq!(scores.gap, [2.0, 2.0, 0.0, 0.0]);
    for code in [-1, 8, 0] {
        let codes = [7, 2, code, 2];
        let posts = WidePlaces {
            codes: codes[..].into(),
            ..input.posts
        };
        let error = score_wide(&WideInput { posts, ..input }).unwrap_err();
        let expected = format!(
            "column post, row 2: unknown post {code}; expected a line of the required levels"
        );
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_watch_is_told_how_far_it_is_and_can_stop() {
    use std::cell::RefCell;
    use std::ops::ControlFlow;

    struct Patience(u64, RefCell<Vec<u64>>);
    impl Watch for Patience {
        fn see(&self, progress: &Progress) -> ControlFlow<()> {
            assert_eq!(progress.stage, "score");
            self.1.borrow_mut().push(progress.done);
            if progress.done >= self.0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }
    let step = TASK * TASKS_AT_ONCE;
    let people = 2 * step + 5;
    let (levels, places) = (vec![1_u8; people], vec![0_u8; people]);
    let input = WideInput {
        held: &[WideColumn::Whole(levels[..].into())],
        posts: places[..].into(),
        units: places[..].into(),
        unit_count: 1,
        required: &[Level::whole(2)],
        bands: bands(),
        sums: false,
    };
    let watch = Patience(step as u64 + 1, RefCell::default());
    let stopped = score_wide_watched(&input, &watch).unwrap_err();
    assert_eq!(stopped.code(), "stopped");
    assert_eq!(watch.1.take(), [step as u64, 2 * step as u64]);
    // At the end there is a result, which is not thrown away.
    let watch = Patience(people as u64, RefCell::default());
    let scores = score_wide_watched(&input, &watch).unwrap();
    assert_eq!(scores, score_wide(&input).unwrap());
    assert_eq!(watch.1.take().last(), Some(&(people as u64)));
}

#[test]
fn what_does_not_fit_is_named() {
    let held = [WideColumn::Numbers(&[-1.0])];
    let input = WideInput {
        held: &held,
        posts: [0_u32][..].into(),
        units: [0_u32][..].into(),
        unit_count: 1,
        required: &[Level::whole(3)],
        bands: bands(),
        sums: false,
    };
    let place = |input: WideInput<'_>| match score_wide(&input) {
        Err(GapError::Wide { column, row, .. }) => (column, row),
        other => panic!("{other:?}"),
    };
    let named = |column: &str| (column.to_owned(), 0);
    assert_eq!(place(input), named("held[0]"));
    let (one, nobody) = ([1_u32], [0_u32; 0]);
    let posts = one[..].into();
    assert_eq!(place(WideInput { posts, ..input }), named("post"));
    let units = one[..].into();
    assert_eq!(place(WideInput { units, ..input }), named("unit"));
    let units = nobody[..].into();
    assert_eq!(place(WideInput { units, ..input }), named("unit"));
    let whole = [WideColumn::Whole([1_u8][..].into())];
    let without = WideInput {
        required: &[],
        held: &whole,
        ..input
    };
    assert_eq!(place(without), named("post"));
    let beyond = [
        WideColumn::Whole([219_u8][..].into()),
        WideColumn::Whole([255_u8][..].into()),
        WideColumn::Whole([-1_i8][..].into()),
        WideColumn::Whole([256_i64][..].into()),
        WideColumn::WholeOrOpen(&[219]),
        WideColumn::WholeOrOpen(&[254]),
        WideColumn::Singles(&[218.5]),
        WideColumn::Numbers(&[f64::INFINITY]),
    ];
    for column in beyond {
        // In 8 bits alone, in 16 bits beside steps.
        let held = [column];
        assert_eq!(
            place(WideInput {
                held: &held,
                ..input
            }),
            named("held[0]")
        );
        let held = [WideColumn::Steps(&[0]), column];
        let required = [Level::whole(3); 2];
        let both = WideInput {
            held: &held,
            required: &required,
            ..input
        };
        assert_eq!(place(both), named("held[1]"));
        let required = &required[..1];
        assert_eq!(place(WideInput { required, ..both }), named("required"));
    }
    let many = WideInput {
        unit_count: u32::MAX,
        ..input
    };
    assert_eq!(score_wide(&many).unwrap_err().code(), "gap_too_many_cells");
    let nothing = WideInput {
        held: &[],
        required: &[],
        ..input
    };
    let scores = score_wide(&nothing).unwrap();
    assert_eq!((scores.bands.get(0), scores.gap), (None, vec![0.0]));
    assert_eq!(scores.bands.into_ranks(), [WideBands::NONE]);
}

// Numbers are tried as whole levels first; one that is none, however late, is scored as it is, and
// one that is no level is named.
#[test]
fn a_level_between_two_whole_ones_may_come_last() {
    let people = TASK + 40;
    let mut numbers: Vec<f64> = (0..people).map(|person| (person % 5) as f64).collect();
    numbers[3] = f64::NAN;
    let nowhere = vec![0_u32; people];
    let required = [Level::whole(3)];
    let score = |column: WideColumn<'_>| {
        score_wide(&WideInput {
            held: &[column],
            posts: nowhere[..].into(),
            units: nowhere[..].into(),
            unit_count: 1,
            required: &required,
            bands: bands(),
            sums: true,
        })
    };
    for last in [2.0, 2.5, 2.0 + 1.0 / 300.0, 0.999_999_9] {
        numbers[people - 1] = last;
        let steps: Vec<u16> = numbers
            .iter()
            .map(|level| {
                if level.is_nan() {
                    return u16::MAX;
                }
                (level * 300.0).round() as u16
            })
            .collect();
        let expected = score(WideColumn::Steps(&steps)).unwrap();
        assert_eq!(score(WideColumn::Numbers(&numbers)).unwrap(), expected);
        let singles: Vec<f32> = numbers.iter().map(|&level| level as f32).collect();
        assert_eq!(score(WideColumn::Singles(&singles)).unwrap(), expected);
    }
    numbers[people - 1] = 219.0;
    let error = score(WideColumn::Numbers(&numbers)).unwrap_err();
    assert!(error.to_string().contains("219"), "{error}");
}

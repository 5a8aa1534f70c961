use super::*;
use crate::regulation::Regulation;
use proptest::prelude::*;

fn bands() -> JpmBands {
    Regulation::indonesia().mapping_bands()
}

/// A plain loop over people and competencies; `None` is a level that is left open.
fn plainly(
    held: &[Vec<Option<u16>>],
    posts: &[u32],
    units: &[u32],
    unit_count: usize,
    required: &[Level],
) -> WideScores {
    let competencies = held.len();
    let mut scores = WideScores {
        achieved: Vec::new(),
        achieved_uncapped: Vec::new(),
        required: Vec::new(),
        bands: Vec::new(),
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
        scores.achieved.push(achieved as u32);
        scores.achieved_uncapped.push(uncapped as u32);
        scores.required.push(asked as u32);
        // Peraturan BRIN 3/2023, Pasal 33: optimal from 90, fairly optimal from 78.
        scores
            .bands
            .push((asked > 0).then_some(if achieved * 100 >= asked * 90 {
                Band::Optimal
            } else if achieved * 100 >= asked * 78 {
                Band::FairlyOptimal
            } else {
                Band::LessOptimal
            }));
    }
    scores
}

/// Columns of `people` levels in `competencies` competencies.
fn columns(
    level: impl Strategy<Value = Option<u16>> + Clone,
) -> impl Strategy<Value = (usize, Vec<Vec<Option<u16>>>, Vec<Level>)> {
    (1_usize..19, 0_usize..1_300).prop_flat_map(move |(competencies, people)| {
        let column = proptest::collection::vec(level.clone(), people);
        (
            Just(people),
            proptest::collection::vec(column, competencies),
            proptest::collection::vec((0_u16..1_501).prop_map(Level::from_steps), 4 * competencies),
        )
    })
}

fn dealt(people: usize, among: u32) -> Vec<u32> {
    (0..people)
        .map(|person| (person * person) as u32 % among)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sums_are_those_of_a_plain_loop(
        (people, held, required) in columns(proptest::option::weighted(0.98, any::<u16>().prop_map(|s| s.min(u16::MAX - 1)))),
        unit_count in prop_oneof![Just(5_u32), Just(3_000_u32)],
    ) {
        let steps: Vec<Vec<u16>> = held.iter()
            .map(|column| column.iter().map(|level| level.unwrap_or(u16::MAX)).collect())
            .collect();
        let borrowed: Vec<_> = steps.iter().map(|column| WideColumn::Steps(column)).collect();
        let (posts, units) = (dealt(people, 4), dealt(people, unit_count));
        let scores = score_wide(&WideInput {
            held: &borrowed, posts: &posts, units: &units, unit_count, required: &required,
            bands: bands(),
        }).unwrap();
        prop_assert_eq!(scores, plainly(&held, &posts, &units, unit_count as usize, &required));
    }

    #[test]
    fn all_kinds_of_columns_say_the_same(
        (people, held, required) in columns((0_u16..219).prop_map(|level| Some(level * 300))),
    ) {
        let whole: Vec<Vec<u8>> = held.iter()
            .map(|column| column.iter().map(|l| l.map_or(0, |s| (s / 300) as u8)).collect())
            .collect();
        let numbers = |column: &Vec<Option<u16>>| -> Vec<f64> {
            column.iter().map(|level| f64::from(level.unwrap_or(0)) / 300.0).collect()
        };
        let numbers: Vec<Vec<f64>> = held.iter().map(numbers).collect();
        let singles: Vec<Vec<f32>> = numbers.iter()
            .map(|column| column.iter().map(|&level| level as f32).collect())
            .collect();
        let (posts, units) = (dealt(people, 4), dealt(people, 7));
        let score = |held: &[WideColumn<'_>]| score_wide(&WideInput {
            held, posts: &posts, units: &units, unit_count: 7, required: &required, bands: bands(),
        }).unwrap();
        let whole: Vec<_> = whole.iter().map(|column| WideColumn::Whole(column)).collect();
        let expected = plainly(&held, &posts, &units, 7, &required);
        prop_assert_eq!(&score(&whole), &expected);
        let numbers: Vec<_> = numbers.iter().map(|column| WideColumn::Numbers(column)).collect();
        prop_assert_eq!(&score(&numbers), &expected);
        let singles: Vec<_> = singles.iter().map(|column| WideColumn::Singles(column)).collect();
        prop_assert_eq!(&score(&singles), &expected);
    }
}

/// More people than a task has, all at the top: no sum may wrap.
#[test]
fn the_largest_values_fit() {
    let people = STRIPE + 7;
    let (none, highest) = (vec![0_u16; people], Level::from_steps(u16::MAX));
    let scores = score_wide(&WideInput {
        held: &[WideColumn::Steps(&none); 3],
        posts: &vec![0; people],
        units: &vec![0; people],
        unit_count: 1,
        required: &[highest; 3],
        bands: bands(),
    })
    .unwrap();
    assert_eq!(scores.heat[0].gap_steps, 65_535 * people as u64);
    assert_eq!(scores.heat[2].short as usize, people);
    assert_eq!(scores.required[people - 1], 3 * 65_535);
    assert_eq!(scores.bands[0], Some(Band::LessOptimal));
}

#[test]
fn whoever_sits_on_a_threshold_is_in_the_band_above() {
    // 117 of 150 steps are exactly 78 %, 135 of 150 exactly 90 %.
    let held = [116_u16, 117, 134, 135];
    let scores = score_wide(&WideInput {
        held: &[WideColumn::Steps(&held)],
        posts: &[0; 4],
        units: &[0; 4],
        unit_count: 1,
        required: &[Level::from_steps(150)],
        bands: bands(),
    })
    .unwrap();
    let expected = [
        Band::LessOptimal,
        Band::FairlyOptimal,
        Band::FairlyOptimal,
        Band::Optimal,
    ];
    assert_eq!(scores.bands, expected.map(Some));
    assert_eq!(scores.score(1).unwrap().percent(), Some(78.0));
    assert_eq!(scores.score(4), None);
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_show() {
    let people = 3 * STRIPE + 11;
    let levels: Vec<Vec<u8>> = (0..9_usize)
        .map(|c| (0..people).map(|p| ((p * 7 + c * p) % 6) as u8).collect())
        .collect();
    let held: Vec<_> = levels
        .iter()
        .map(|column| WideColumn::Whole(column))
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
            posts: &posts,
            units: &units,
            unit_count: 90,
            required: &required,
            bands: bands(),
        };
        pool.install(|| score_wide(&input)).unwrap()
    };
    assert_eq!(score(1), score(8));
}

#[test]
fn what_does_not_fit_is_named() {
    let held = [WideColumn::Numbers(&[f64::NAN])];
    let input = WideInput {
        held: &held,
        posts: &[0],
        units: &[0],
        unit_count: 1,
        required: &[Level::whole(3)],
        bands: bands(),
    };
    let place = |input: WideInput<'_>| match score_wide(&input) {
        Err(GapError::Wide { column, row, .. }) => (column, row),
        other => panic!("{other:?}"),
    };
    let named = |column: &str| (column.to_owned(), 0);
    assert_eq!(place(input), named("held[0]"));
    assert_eq!(
        place(WideInput {
            posts: &[1],
            ..input
        }),
        named("post")
    );
    assert_eq!(
        place(WideInput {
            units: &[1],
            ..input
        }),
        named("unit")
    );
    assert_eq!(
        place(WideInput {
            units: &[],
            ..input
        }),
        named("unit")
    );
    let (whole, high) = ([WideColumn::Whole(&[1])], [WideColumn::Whole(&[219])]);
    let without = WideInput {
        required: &[],
        held: &whole,
        ..input
    };
    assert_eq!(place(without), named("post"));
    assert_eq!(
        place(WideInput {
            held: &high,
            ..input
        }),
        named("held[0]")
    );
    let two = [
        WideColumn::Whole(&[1]),
        WideColumn::Singles(&[f32::INFINITY]),
    ];
    let required = [Level::whole(3); 2];
    let infinite = WideInput {
        held: &two,
        required: &required,
        ..input
    };
    assert_eq!(place(infinite), named("held[1]"));
    assert_eq!(
        place(WideInput {
            required: &required[..1],
            ..infinite
        }),
        named("required")
    );
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
    assert_eq!((scores.bands, scores.required), (vec![None], vec![0]));
}

use super::*;
use crate::gap::{WideInput, WidePlaces, WideScores, score_wide};
use crate::regulation::Regulation;
use crate::words::measure::Level;
use block::BLOCK;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A row: person, competency, level in steps, date.
type Row = (u32, u32, Option<u16>, i64);

/// The columns of some rows, whole levels or steps.
struct Columns {
    people: Vec<u32>,
    competencies: Vec<i16>,
    whole: Vec<i64>,
    steps: Vec<u16>,
    bits: Vec<u8>,
    dates: Vec<i64>,
}

impl Columns {
    fn of(rows: &[Row]) -> Self {
        let steps: Vec<u16> = rows.iter().map(|row| row.2.unwrap_or(u16::MAX)).collect();
        let mut bits = vec![0xff; rows.len().div_ceil(8)];
        for (row, _) in steps.iter().enumerate().filter(|(_, s)| **s == u16::MAX) {
            bits[row / 8] &= !(1 << (row % 8));
        }
        Self {
            people: rows.iter().map(|row| row.0).collect(),
            competencies: rows.iter().map(|row| row.1 as i16).collect(),
            // What stands under a missing level may be anything.
            whole: rows
                .iter()
                .map(|row| row.2.map_or(-7, |s| i64::from(s / 300)))
                .collect(),
            steps,
            bits,
            dates: rows.iter().map(|row| row.3).collect(),
        }
    }
}

/// Widens rows that lie in pieces.
fn widened(
    pieces: &[Columns],
    whole: bool,
    people: usize,
    competencies: usize,
    repeated: Repeated,
) -> Result<LongLevels, GapError> {
    let places: Vec<_> = pieces
        .iter()
        .map(|piece| {
            let people = WidePlaces::from(&piece.people[..]);
            (people, WidePlaces::from(&piece.competencies[..]))
        })
        .collect();
    let rows: Vec<LongRows<'_>> = pieces
        .iter()
        .zip(&places)
        .map(|(piece, (people, competencies))| LongRows {
            people,
            competencies,
            levels: if whole {
                WideColumn::Whole(piece.whole[..].into())
            } else {
                WideColumn::Steps(&piece.steps)
            },
            rated: whole.then_some(RowBits {
                bytes: &piece.bits,
                offset: 0,
            }),
            when: Some(piece.dates[..].into()),
            dated: None,
        })
        .collect();
    widen(&LongInput {
        rows: &rows,
        people: people as u32,
        competencies: competencies as u32,
        repeated,
    })
}

fn scored(held: &[WideColumn<'_>], people: usize, required: &[Level]) -> WideScores {
    let posts: Vec<u32> = (0..people as u32).map(|person| person % 3).collect();
    score_wide(&WideInput {
        held,
        posts: posts[..].into(),
        units: posts[..].into(),
        unit_count: 3,
        required,
        bands: Regulation::indonesia().mapping_bands(),
        sums: true,
    })
    .unwrap()
}

fn shuffled(mut rows: Vec<Row>, seed: u64) -> Vec<Row> {
    let mixed = |row: &Row| {
        (u64::from(row.0) << 32 | u64::from(row.1))
            .wrapping_add(seed)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    if seed > 0 {
        rows.sort_by_key(mixed);
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A wide frame, melted, in any order and any pieces: its scores are those of the wide frame.
    #[test]
    fn what_is_melted_scores_as_before(
        (people, competencies) in (0_usize..400, 0_usize..24),
        seed in 0_u64..6,
        by_competency in any::<bool>(),
        cut_at in 0_usize..6_000,
        levels in proptest::collection::vec(proptest::option::weighted(0.9, 0_u16..1_501), 997),
        required in proptest::collection::vec((0_u16..1_501).prop_map(Level::from_steps), 3 * 24),
        whole in any::<bool>(),
    ) {
        let level = |person: usize, competency: usize| {
            let level = levels[(person * 31 + competency * 7) % levels.len()];
            level.map(|steps| if whole { steps / 300 * 300 } else { steps })
        };
        let cell = |person: usize, competency: usize| {
            (person as u32, competency as u32, level(person, competency), 0)
        };
        let rows: Vec<Row> = if by_competency {
            (0..competencies).flat_map(|c| (0..people).map(move |p| cell(p, c))).collect()
        } else {
            (0..people).flat_map(|p| (0..competencies).map(move |c| cell(p, c))).collect()
        };
        let rows = shuffled(rows, seed);
        let (before, after) = rows.split_at(cut_at.min(rows.len()));
        let pieces = [Columns::of(before), Columns::of(&[]), Columns::of(after)];
        let wide: Vec<Vec<u16>> = (0..competencies)
            .map(|c| (0..people).map(|p| level(p, c).unwrap_or(u16::MAX)).collect())
            .collect();
        let held: Vec<_> = wide.iter().map(|column| WideColumn::Steps(column)).collect();
        let required = &required[..3 * competencies];
        let expected = scored(&held, people, required);
        for repeated in [Repeated::Refuse, Repeated::Highest, Repeated::Latest] {
            let found = widened(&pieces, whole, people, competencies, repeated).unwrap();
            prop_assert_eq!(found.people(), people);
            prop_assert_eq!(&scored(&found.columns(), people, required), &expected);
        }
    }

    /// Rules for several levels, against a map of all rows; dates that need 16, 32 and 64 bits.
    #[test]
    fn rules_are_those_of_a_map(
        rows in proptest::collection::vec(
            (0_u32..5, 0_u32..3, proptest::option::weighted(0.9, 0_u16..1_501), -3_i64..3), 0..60),
        apart in prop_oneof![Just(1_i64), Just(20_000), Just(1_000_000_000), Just(i64::MAX / 3)],
        seed in 1_u64..99,
    ) {
        let rows: Vec<Row> = rows.into_iter().map(|row| (row.0, row.1, row.2, row.3 * apart)).collect();
        let mut highest: BTreeMap<(u32, u32), u16> = BTreeMap::new();
        let mut latest: BTreeMap<(u32, u32), (i64, u16)> = BTreeMap::new();
        let mut has_repeated = false;
        for &(person, competency, level, date) in &rows {
            let Some(level) = level else { continue };
            let at = (person, competency);
            has_repeated |= highest.contains_key(&at);
            let best = highest.entry(at).or_insert(level);
            *best = level.max(*best);
            let last = latest.entry(at).or_insert((date, level));
            *last = (date, level).max(*last);
        }
        let steps = |found: &LongLevels| -> Vec<((u32, u32), u16)> {
            let columns = found.columns();
            (0..5_u32)
                .flat_map(|person| (0..3_u32).map(move |competency| (person, competency)))
                .map(|at| match columns[at.1 as usize] {
                    WideColumn::Steps(column) => (at, column[at.0 as usize]),
                    _ => unreachable!("not all levels are whole"),
                })
                .filter(|(_, level)| *level != u16::MAX)
                .collect()
        };
        let mut mixed = rows.clone();
        mixed.sort_by_key(|row| (row.3 as u64 ^ u64::from(row.0)).wrapping_mul(seed));
        for rows in [rows, mixed] {
            let pieces = [Columns::of(&rows)];
            let found = |repeated| widened(&pieces, false, 5, 3, repeated);
            let expected: Vec<_> = highest.clone().into_iter().collect();
            prop_assert_eq!(steps(&found(Repeated::Highest).unwrap()), expected.clone());
            let last: Vec<_> = latest.iter().map(|(at, (_, level))| (*at, *level)).collect();
            prop_assert_eq!(steps(&found(Repeated::Latest).unwrap()), last);
            match found(Repeated::Refuse) {
                Ok(found) => {
                    prop_assert!(!has_repeated);
                    prop_assert_eq!(steps(&found), expected);
                }
                Err(_) => prop_assert!(has_repeated),
            }
        }
    }
}

fn faults(result: Result<LongLevels, GapError>) -> Vec<(&'static str, u64, Vec<u64>)> {
    match result {
        Err(GapError::Long { faults }) => faults
            .into_iter()
            .map(|fault| (fault.column, fault.count, fault.rows))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_faults_are_told_at_once_by_rows() {
    // Person 3_000 and competency 2 do not exist; row 4 says again what row 1 says.
    let rows: [Row; 6] = [
        (0, 0, Some(300), 0),
        (1, 0, Some(600), 0),
        (3_000, 0, Some(0), 0),
        (0, 2, None, 0),
        (1, 0, Some(600), 0),
        (u32::MAX, 9, Some(0), 0),
    ];
    let mut columns = Columns::of(&rows);
    columns.whole[0] = 219;
    let result = widened(&[columns], true, 3_000, 2, Repeated::Refuse);
    let told = result.as_ref().unwrap_err().to_string();
    assert!(!told.contains("3000"), "an id of a person is told: {told}");
    assert!(told.starts_with("4 faults in the rows of levels\n  column person: unknown person in 2 rows (2, 5); expected"), "{told}");
    assert_eq!(result.as_ref().unwrap_err().code(), "gap_long");
    assert_eq!(
        faults(result),
        [
            ("person", 2, vec![2, 5]),
            ("competency", 2, vec![3, 5]),
            ("level", 1, vec![0]),
            ("person", 1, vec![4]),
        ]
    );
}

#[test]
fn only_the_first_rows_of_many_are_named() {
    let people = 20_000_u32;
    let rows: Vec<Row> = (0..people)
        .rev()
        .chain(0..people)
        .map(|person| (person, 0, Some(300), 0))
        .collect();
    let named = (u64::from(people)..).take(10).collect();
    let result = widened(
        &[Columns::of(&rows)],
        false,
        people as usize,
        1,
        Repeated::Refuse,
    );
    assert_eq!(faults(result), [("person", u64::from(people), named)]);
}

#[test]
fn a_date_is_needed_where_the_latest_level_counts() {
    let columns = Columns::of(&[(0, 0, Some(300), 5), (0, 0, Some(600), 4), (0, 0, None, 3)]);
    let people = WidePlaces::from(&columns.people[..]);
    let competencies = WidePlaces::from(&columns.competencies[..]);
    let rows = LongRows {
        people: &people,
        competencies: &competencies,
        levels: WideColumn::Steps(&columns.steps),
        rated: None,
        when: None,
        dated: None,
    };
    let with = |rows: LongRows<'_>| {
        widen(&LongInput {
            rows: &[rows],
            people: 1,
            competencies: 1,
            repeated: Repeated::Latest,
        })
    };
    let error = with(rows).unwrap_err();
    assert!(error.to_string().contains("expected a date"), "{error}");
    // The row without a level needs no date, the one before it does.
    let dated = Some(RowBits {
        bytes: &[0b0000_0010],
        offset: 1,
    });
    let when = Some(columns.dates[..].into());
    assert_eq!(
        faults(with(LongRows {
            when,
            dated,
            ..rows
        })),
        [("when", 1, vec![1])]
    );
    let short = Some(columns.dates[..2].into());
    let error = with(LongRows {
        when: short,
        ..rows
    })
    .unwrap_err();
    assert!(
        error.to_string().contains("2 dates beside 3 levels"),
        "{error}"
    );
    assert_eq!(format!("{rows:?}"), "LongRows(3 rows)");
}

#[test]
fn sizes_are_bounded_before_memory_is_taken() {
    for (people, competencies) in [(u32::MAX, 0), (4_000_000_000, 2), (1, 4_097)] {
        let error = widen(&LongInput {
            rows: &[],
            people,
            competencies,
            repeated: Repeated::Highest,
        })
        .unwrap_err();
        assert_eq!(error.code(), "gap_wide");
    }
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_show() {
    let (people, competencies) = (9_000_u32, 7_u32);
    let level = |person: u32, competency: u32| Some((person * 7 + competency * 13) as u16 % 1_500);
    let rows: Vec<Row> = (0..people * competencies)
        .map(|row| {
            // Every order there may be: people in turn, then others far apart.
            let person = if row < 30_000 {
                row / 7
            } else {
                row.wrapping_mul(77_773) % people
            };
            let competency = row % competencies;
            (
                person,
                competency,
                level(row, competency),
                i64::from(row % 11),
            )
        })
        .collect();
    let run = |threads, repeated| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let pieces = [Columns::of(&rows)];
        pool.install(|| {
            widened(
                &pieces,
                false,
                people as usize,
                competencies as usize,
                repeated,
            )
        })
    };
    for repeated in [Repeated::Refuse, Repeated::Highest, Repeated::Latest] {
        let one = run(1, repeated);
        assert_eq!(one.is_err(), repeated == Repeated::Refuse);
        assert_eq!(one, run(3, repeated));
        assert_eq!(one, run(8, repeated));
    }
}

#[test]
fn a_watch_can_stop() {
    struct Stop(u64);
    impl Watch for Stop {
        fn see(&self, progress: &Progress) -> std::ops::ControlFlow<()> {
            assert_eq!(progress.stage, "widen");
            if progress.done >= self.0 {
                std::ops::ControlFlow::Break(())
            } else {
                std::ops::ControlFlow::Continue(())
            }
        }
    }
    let count = BLOCK * BLOCKS_AT_ONCE + 5;
    let (places, levels) = (vec![0_u8; count], vec![1_u8; count]);
    let places = WidePlaces::from(&places[..]);
    let rows = [LongRows {
        people: &places,
        competencies: &places,
        levels: WideColumn::WholeOrOpen(&levels),
        rated: None,
        when: None,
        dated: None,
    }];
    let input = LongInput {
        rows: &rows,
        people: 1,
        competencies: 1,
        repeated: Repeated::Highest,
    };
    let stopped = widen_watched(&input, &Stop(1)).unwrap_err();
    assert_eq!(stopped.code(), "stopped");
    // At the end there is a result, which is not thrown away.
    assert!(widen_watched(&input, &Stop(count as u64)).is_ok());
}

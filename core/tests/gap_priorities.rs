//! Rankings of competencies out of gaps: the same as by plain loops, for whoever is asked.
#![cfg(feature = "tables")]

mod made;

use made::{Made, as_of, made};
use mahir::gap::PriorityMeasure;
use mahir::statistics::{CrossHair, Quadrant, RankUncertainty, RankingOptions};
use mahir::words::artefact::Artefact;
use mahir::words::id::{Index, PersonIndex};
use mahir::words::table::Cell;
use proptest::prelude::*;

#[test]
fn thousands_of_people_are_ranked_surely() {
    let gaps = Made::large()
        .agency()
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap();
    let found = gaps
        .priorities(PriorityMeasure::WeightedGap, &RankingOptions::default())
        .unwrap();
    // With nine thousand people and gaps that differ, no rank is in doubt.
    assert_eq!(found.len(), 3);
    for (place, priority) in found.iter().enumerate() {
        let ranks = priority.ranked.ranks.unwrap();
        assert_eq!(
            (ranks.low, ranks.high),
            (place as f64 + 1.0, place as f64 + 1.0)
        );
    }
    let table = gaps.table("priorities").unwrap();
    assert_eq!(table.rows(), 12);
    assert_eq!(table.cell(0, "measure"), Cell::Text("weighted_gap"));
    let quadrants = gaps.table("quadrants").unwrap();
    assert_eq!(quadrants.rows(), 3);
}

#[test]
fn a_unit_alone() {
    let gaps = Made::large()
        .agency()
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap();
    let unit = gaps.agency().units.ids().find("U1").unwrap();
    let people = gaps.agency().people.of_unit(unit).to_vec();
    let found = gaps
        .priorities_of(
            &people,
            PriorityMeasure::WeightedGap,
            &RankingOptions::default(),
        )
        .unwrap();
    for priority in &found {
        let cell = gaps.heat(unit, priority.competency);
        let weighted = cell.weighted_gap as f64 / 1_000.0 / 300.0;
        assert!((priority.ranked.score - weighted).abs() < 1e-6 * (1.0 + weighted));
    }
    assert!(
        gaps.priorities_of(&[], PriorityMeasure::Borich, &RankingOptions::default())
            .is_err()
    );
    let placed = gaps
        .quadrants_of(&people, CrossHair::Median, 50, 1)
        .unwrap();
    assert_eq!(placed.items.len(), 3);
    assert!(
        placed
            .items
            .iter()
            .any(|one| one.quadrant == Quadrant::KeepUpTheGoodWork || one.on_line)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn priorities_are_those_of_a_plain_loop(made in made(), seed in any::<u64>()) {
        let gaps = made.agency().needs(as_of()).unwrap().gaps().unwrap();
        let mut options = RankingOptions::default();
        options.uncertainty = RankUncertainty::Bootstrap { replicates: 20, seed };
        let other = made.shuffled(seed).agency().needs(as_of()).unwrap().gaps().unwrap();
        for measure in PriorityMeasure::ALL {
            let found = gaps.priorities(measure, &options).unwrap_or_default();
            // Bit for bit, whatever the order of the people and of the assessments.
            prop_assert_eq!(&found, &other.priorities(measure, &options).unwrap_or_default());
            for priority in &found {
                let rows: Vec<_> = (0..gaps.needs().len()).filter_map(|row| gaps.gap(row))
                    .filter(|gap| gap.competency == priority.competency && gap.held.is_some()).collect();
                let rated: Vec<(f64, f64)> = rows.iter().filter(|gap| gap.rated)
                    .map(|gap| (gap.needed.as_f64(), gap.held.unwrap().as_f64())).collect();
                let n = rated.len() as f64;
                let needed = rated.iter().map(|pair| pair.0).sum::<f64>() / n;
                let expected = match measure {
                    PriorityMeasure::WeightedGap => rows.iter().map(|gap| gap.gap.as_f64() * gap.weight.as_f64()).sum(),
                    PriorityMeasure::Borich => rated.iter().map(|pair| (pair.0 - pair.1) * needed).sum::<f64>() / n,
                    PriorityMeasure::Difference => rated.iter().map(|pair| pair.0 - pair.1).sum::<f64>() / n,
                    PriorityMeasure::RankedDiscrepancy => 100.0 / n * rated.iter()
                        .map(|pair| f64::from(i8::from(pair.0 > pair.1) - i8::from(pair.0 < pair.1))).sum::<f64>(),
                };
                prop_assert!((priority.ranked.score - expected).abs() < 1e-9 * (1.0 + expected.abs()));
            }
            if measure == PriorityMeasure::WeightedGap {
                let order: Vec<_> = gaps.ranking().iter().map(|row| (row.competency, f64::from(row.rank))).collect();
                let known: Vec<_> = found.iter().map(|one| (one.competency, one.ranked.rank)).collect();
                // Where nobody's level is known there is no score.
                prop_assert!(known.iter().all(|one| order.contains(one)) || order.len() != known.len());
            }
        }
        let everybody: Vec<PersonIndex> = gaps.agency().people.indices().collect();
        prop_assert_eq!(gaps.ratings_of(&everybody).unwrap().respondents(), everybody.len());
        prop_assert!(everybody.iter().enumerate().all(|(place, person)| person.position() == place));
    }
}

//! Laws of gaps and scores.

use super::Broken;
use crate::gap::Gaps;
use crate::need::NeedSources;

/// What gaps break of these laws: a gap is the needed level minus the held one, and zero where the
/// need is met or the level is left open; a person's score adds up over the standard of the post; the
/// heat map adds up to everybody's gaps; probabilities lie between 0 and 1, and a level that is held
/// beyond doubt leaves none.
pub fn broken_by_scoring(gaps: &Gaps) -> Vec<String> {
    let mut broken = Broken::default();
    let (needs, agency) = (gaps.needs(), gaps.agency());
    let mut heat = vec![0_u64; agency.units.len() * agency.framework.len()];
    for person in agency.people.indices() {
        let label = agency.people.label(person);
        let (mut achieved, mut uncapped, mut required) = (0_u64, 0_u64, 0_u64);
        for row in needs.rows_of(person) {
            let competency = needs.competencies()[row];
            let name = agency.framework.id(competency);
            let (needed, held) = (needs.levels()[row], gaps.held(row));
            let expected = held.map_or(0, |held| needed.steps().saturating_sub(held.steps()));
            let found = gaps.gaps()[row].steps();
            broken.unless(found == expected, || {
                format!("{label}, {name}: the gap is {found} steps, expected {expected}")
            });
            use crate::words::id::Index;
            heat[agency.people.unit(person).position() * agency.framework.len()
                + competency.position()] += u64::from(found);
            if let Some(probability) = gaps.gap(row).and_then(|gap| gap.probability) {
                broken.unless((0.0..=1.0).contains(&probability), || {
                    format!("{label}, {name}: a probability of {probability}")
                });
            }
            let standard = agency
                .requirements
                .find(agency.people.post(person), competency)
                .map(|row| row.level);
            let counts = if needs.policy().post_standards {
                standard.filter(|_| needs.sources()[row].has(NeedSources::STANDARD))
            } else {
                Some(needed)
            };
            if let (Some(held), Some(standard)) = (held, counts) {
                achieved += u64::from(held.steps().min(standard.steps()));
                uncapped += u64::from(held.steps());
                required += u64::from(standard.steps());
            }
        }
        let score = gaps.score(person);
        let told = (score.achieved, score.achieved_uncapped, score.required);
        broken.unless(told == (achieved, uncapped, required), || {
            format!(
                "{label}: the score is {told:?}, expected {:?}",
                (achieved, uncapped, required)
            )
        });
        let band = agency.regulation.mapping_bands().band(achieved, required);
        broken.unless(gaps.band(person) == band, || {
            format!("{label}: another band")
        });
    }
    for unit in agency.units.indices() {
        for competency in agency.framework.competencies().indices() {
            use crate::words::id::Index;
            let expected = heat[unit.position() * agency.framework.len() + competency.position()];
            let found = gaps.heat(unit, competency).gap_steps;
            broken.unless(found == expected, || {
                format!(
                    "the heat map has {found} steps for {} in {}, expected {expected}",
                    agency.framework.id(competency),
                    agency.units.id(unit)
                )
            });
        }
    }
    broken.0
}

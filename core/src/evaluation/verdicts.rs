//! From measures to a verdict on each programme.

use std::collections::BTreeSet;

use super::EvaluationPolicy;
use super::artefact::{LedgerLine, MeasureResult, ProgrammeVerdict, Verdict};
use super::ledger::attended;
use crate::outcome::{KirkpatrickLevel, Outcome};
use crate::schedule::Schedule;
use crate::words::id::{Index, ProgrammeIndex, SessionIndex};

/// The levels that can decide, the first one first. What people say of a programme does not.
const DECIDING: [KirkpatrickLevel; 3] = [
    KirkpatrickLevel::Learning,
    KirkpatrickLevel::Behaviour,
    KirkpatrickLevel::Results,
];

/// The results behind the verdict: those of the first level that is judged and has enough data,
/// else those of the first level that is to be judged.
pub(super) fn behind(results: &[MeasureResult]) -> Vec<&MeasureResult> {
    let of = |level: KirkpatrickLevel| -> Vec<&MeasureResult> {
        results
            .iter()
            .filter(|result| result.kirkpatrick == level && result.verdict != Verdict::NotJudged)
            .collect()
    };
    let enough = |results: &Vec<&MeasureResult>| {
        results
            .iter()
            .any(|result| result.verdict != Verdict::NotEnoughData)
    };
    DECIDING
        .into_iter()
        .map(of)
        .find(enough)
        .or_else(|| {
            DECIDING
                .into_iter()
                .map(of)
                .find(|results| !results.is_empty())
        })
        .unwrap_or_default()
}

/// Of several measures: it works if any works and none does not; it does not if any does not and
/// none works; there is not enough data if no measure has enough.
pub(super) fn together(verdicts: &[Verdict]) -> Verdict {
    let any = |verdict| verdicts.contains(&verdict);
    match (any(Verdict::Works), any(Verdict::DoesNotWork)) {
        (true, false) => Verdict::Works,
        (false, true) => Verdict::DoesNotWork,
        (true, true) => Verdict::Unclear,
        (false, false) if any(Verdict::Unclear) => Verdict::Unclear,
        (false, false) => Verdict::NotEnoughData,
    }
}

/// The verdict on every programme that is scheduled or has outcomes.
pub(super) fn verdicts(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    results: &[MeasureResult],
    ledger: &[LedgerLine],
    rows: &[Outcome],
) -> Vec<ProgrammeVerdict> {
    let attended = attended(rows);
    let mut all: BTreeSet<ProgrammeIndex> = (0..schedule.sessions().len())
        .filter_map(SessionIndex::at)
        .filter(|&session| !schedule.participants(session).is_empty())
        .filter_map(|session| schedule.sessions().get(session.position()))
        .map(|session| session.programme)
        .collect();
    all.extend(rows.iter().map(|row| row.programme));
    all.into_iter()
        .map(|programme| {
            let start = results.partition_point(|result| result.programme < programme);
            let end = results.partition_point(|result| result.programme <= programme);
            let behind = behind(results.get(start..end).unwrap_or(&[]));
            let each: Vec<Verdict> = behind.iter().map(|result| result.verdict).collect();
            let verdict = together(&each);
            let line = ledger
                .binary_search_by_key(&programme, |line| line.programme)
                .ok()
                .and_then(|at| ledger.get(at));
            let planned = line.map_or(0, |line| line.people_planned);
            let came = line.map_or(0, |line| {
                line.people_attended.saturating_sub(line.people_unplanned)
            });
            let all_came = if planned == 0 {
                line.is_some_and(|line| line.people_attended > 0)
            } else {
                // A billionth of a person is rounding.
                f64::from(came) + 1e-9 >= policy.attended_at_least * f64::from(planned)
            };
            let better = behind.iter().any(|result| {
                let judged = result.judged_change(policy).zip(result.worthwhile);
                judged.is_some_and(|(change, worthwhile)| change.is_better(worthwhile))
            });
            ProgrammeVerdict {
                programme,
                verdict,
                nothing_changed: verdict == Verdict::DoesNotWork && all_came && !better,
                planned,
                measured: attended
                    .get(&programme)
                    .map_or(0, |people| u32::try_from(people.len()).unwrap_or(u32::MAX)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_decide_together() {
        use Verdict::{DoesNotWork, NotEnoughData, Unclear, Works};
        for (each, expected) in [
            (vec![Works, Unclear], Works),
            (vec![DoesNotWork, Unclear, NotEnoughData], DoesNotWork),
            (vec![Works, DoesNotWork], Unclear),
            (vec![NotEnoughData, Unclear], Unclear),
            (vec![NotEnoughData], NotEnoughData),
            (vec![], NotEnoughData),
        ] {
            assert_eq!(together(&each), expected, "{each:?}");
        }
    }
}

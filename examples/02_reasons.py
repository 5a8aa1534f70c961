"""Reasons in words, in Indonesian; the twin of 02_reasons.rs."""

import mahir

agency = mahir.Agency.load("examples/marelan")
plan = agency.needs(as_of="2026-01-05").gaps().plan()
gaps = plan.gaps
print(gaps.needs.demand_why(0, lang="id"))
print(gaps.why(0, lang="id"))
for line in range(3):
    print(plan.why(line, lang="id"))
    print(plan.below_cut_why(line, lang="id"))
schedule = plan.schedule()
print(schedule.why(0, lang="id"))

"""The whole cycle on the Marelan case, stage by stage; the twin of 01_cycle.rs."""

import mahir

agency = mahir.Agency.load("examples/marelan")
needs = agency.needs(as_of="2026-01-05")
gaps = needs.gaps()
plan = gaps.plan()
schedule = plan.schedule()
evaluation = schedule.evaluate(agency.outcomes)
actions = evaluation.follow_up()

for result in (needs, gaps, plan, schedule, evaluation, actions):
    print(result)

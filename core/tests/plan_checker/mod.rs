//! Checks a plan against the rules as they are told, from the facts alone: it shares no code with
//! the planner.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use mahir::plan::Plan;
use mahir::words::id::{PersonIndex, PhaseIndex, UnitIndex};
use mahir::words::measure::Level;
use mahir::workforce::EmploymentStatus;

/// Every constraint, every cost, and the objective.
pub(crate) fn check(plan: &Plan) {
    let agency = plan.agency();
    let (programmes, phases) = (&agency.programmes, &agency.phases);
    let as_of = plan.gaps().needs().as_of();
    let mut seats = BTreeMap::new();
    let mut cover: BTreeMap<_, u64> = BTreeMap::new();
    let mut together: BTreeMap<_, u32> = BTreeMap::new();
    let mut objective = 0_i128;
    for person in agency.people.indices() {
        let own = plan.of(person);
        let distinct: BTreeSet<_> = own.iter().map(|row| row.programme).collect();
        assert_eq!(distinct.len(), own.len(), "each programme once");
        let mut hours_of_phase = BTreeMap::new();
        let mut hours_of_year = BTreeMap::new();
        for attendance in own {
            *seats
                .entry((attendance.phase, attendance.programme))
                .or_insert(0_u32) += 1;
            let hours = u64::from(programmes.hours(attendance.programme).hundredths());
            *hours_of_phase.entry(attendance.phase).or_insert(0) += hours;
            let year = phases.from(attendance.phase).year();
            *hours_of_year.entry(year).or_insert(0_u64) += hours;
            *cover
                .entry((agency.people.unit(person), attendance.phase))
                .or_default() += hours;
            let unit = agency.people.unit(person);
            *together
                .entry((attendance.phase, attendance.programme, unit))
                .or_default() += 1;
            let until = phases.until(attendance.phase);
            assert!(
                agency
                    .people
                    .last_day(person)
                    .is_none_or(|last| last >= until),
                "still here"
            );
            for required in programmes.prerequisites(attendance.programme) {
                let met = own.iter().any(|other| {
                    other.programme == *required
                        && phases.until(other.phase) < phases.from(attendance.phase)
                });
                assert!(met, "prerequisite in an earlier phase");
            }
        }
        for (_, hours) in hours_of_phase {
            assert!(hours <= u64::from(agency.rules.hours_per_person_per_phase.hundredths()));
        }
        for (year, hours) in hours_of_year {
            let had = if year == as_of.year() {
                u64::from(agency.people.hours_this_year(person).hundredths())
            } else {
                0
            };
            assert!(hours + had <= u64::from(agency.rules.hours_per_person_per_year.hundredths()));
            if agency.people.status(person) == EmploymentStatus::Pppk {
                let ceiling = agency.regulation.pppk_maximum_hours().value().hundredths();
                assert!(hours + had <= u64::from(ceiling), "the ceiling of PPPK");
            }
        }
        objective += value(plan, person);
    }
    assert_eq!(objective, plan.closed().0, "what is closed is what it says");
    // A level is 300,000,000 units, an hour 100 hundredths.
    let hundredth = (plan.options().floor_hour_value * 3_000_000.0).round() as i128;
    let rows = plan.below_floor().iter();
    let short: i128 = rows.map(|row| i128::from(row.short.hundredths())).sum();
    let floor = objective - short * hundredth;
    assert_eq!(floor, plan.objective().0, "the objective is what it says");
    assert!(
        plan.bound() >= plan.objective(),
        "the bound is above the plan"
    );
    let told: i128 = plan.lines().iter().map(|line| line.value.0).sum();
    assert_eq!(
        told, objective,
        "the lines' values add up to what is closed"
    );
    check_floor(plan);
    let mut spent: BTreeMap<_, i128> = BTreeMap::new();
    let mut provider_days: BTreeMap<_, u64> = BTreeMap::new();
    assert_eq!(
        seats.len(),
        plan.lines().len(),
        "a line for each programme and phase"
    );
    for line in plan.lines() {
        let people = seats[&(line.phase, line.programme)];
        assert_eq!(people, line.people);
        let (least, most) = (
            programmes.class_min(line.programme),
            programmes.class_max(line.programme),
        );
        assert!(
            u64::from(people) >= u64::from(least) * u64::from(line.sessions),
            "class_min"
        );
        assert!(
            u64::from(people) <= u64::from(most) * u64::from(line.sessions),
            "class_max"
        );
        if let Some(limit) = programmes.sessions_per_phase(line.programme) {
            assert!(line.sessions <= limit);
        }
        for (&(phase, programme, unit), &people) in &together {
            if (phase, programme) == (line.phase, line.programme)
                && plan.options().spare_staff_per_session
            {
                let spare = staff(plan, unit, phase) - agency.units.minimum_on_duty(unit);
                assert!(people <= spare * line.sessions, "spare staff of a session");
            }
        }
        let provider = programmes.provider(line.programme);
        let rest = i128::from(
            agency
                .providers
                .cost_share(provider)
                .complement()
                .millionths(),
        );
        let price = |full: i64| (i128::from(full) * rest + 999_999) / 1_000_000;
        let cost = price(programmes.cost_per_session(line.programme).amount())
            * i128::from(line.sessions)
            + price(programmes.cost_per_seat(line.programme).amount()) * i128::from(people);
        assert_eq!(
            i128::from(line.cost.amount()),
            cost,
            "the cost is what it says"
        );
        *spent.entry(line.phase).or_default() += cost;
        *provider_days.entry((provider, line.phase)).or_default() +=
            u64::from(line.sessions) * u64::from(programmes.days(line.programme));
        let days = training_days(plan, provider, line.phase);
        assert!(
            days >= programmes.days(line.programme),
            "days enough within the agreement"
        );
    }
    for ((provider, phase), days) in provider_days {
        if let Some(at_once) = agency.providers.sessions_at_once(provider) {
            let room = u64::from(at_once) * u64::from(training_days(plan, provider, phase));
            assert!(days <= room, "the provider's capacity");
        }
    }
    let (mut all, mut until) = (0, 0);
    for phase in phases.indices() {
        let own = spent.get(&phase).copied().unwrap_or(0);
        all += own;
        until += i128::from(phases.budget(phase).amount());
        if agency.budget.carry_over {
            assert!(all <= until, "money of the phases so far");
        } else {
            assert!(
                own <= i128::from(phases.budget(phase).amount()),
                "money of the phase"
            );
        }
    }
    assert!(
        agency
            .budget
            .total
            .is_none_or(|total| all <= i128::from(total.amount()))
    );
    let week = agency.regulation.working_minutes_per_week().value();
    for ((unit, phase), hours) in cover {
        let staff = f64::from(staff(plan, unit, phase));
        let from = phases.from(phase).max(as_of);
        let minutes = agency
            .calendar
            .total_working_minutes(from, phases.until(phase), week) as f64;
        let allowed = staff * minutes * agency.rules.cover_share.as_f64();
        assert!(
            hours as f64 / 100.0 * 45.0 <= allowed + 1e-6,
            "the cover of a unit"
        );
        assert!(
            staff > f64::from(agency.units.minimum_on_duty(unit)),
            "a unit that can spare staff"
        );
    }
}

/// The people of a unit who stay to the end of a phase.
fn staff(plan: &Plan, unit: UnitIndex, phase: PhaseIndex) -> u32 {
    let agency = plan.agency();
    let stays = |&&person: &&PersonIndex| {
        let last = agency.people.last_day(person);
        last.is_none_or(|last| last >= agency.phases.until(phase))
    };
    agency.people.of_unit(unit).iter().filter(stays).count() as u32
}

/// Exactly those PNS are told to be below the floor who are, with the hours that they get.
fn check_floor(plan: &Plan) {
    let (agency, as_of) = (plan.agency(), plan.gaps().needs().as_of());
    let phases = &agency.phases;
    // The floor is that of the year of the first phase that is not over.
    let first = phases.indices().find(|&phase| phases.until(phase) >= as_of);
    let Some(first) = first.or(phases.indices().last()) else {
        assert!(plan.below_floor().is_empty());
        return;
    };
    let year = phases.from(first).year();
    let floor = agency.regulation.pns_minimum_hours().value().hundredths();
    let mut short = Vec::new();
    for person in agency.people.indices() {
        let planned: u32 = plan
            .of(person)
            .iter()
            .filter(|row| phases.from(row.phase).year() == year)
            .map(|row| agency.programmes.hours(row.programme).hundredths())
            .sum();
        let had = agency.people.hours_this_year(person).hundredths();
        let hours = planned + if year == as_of.year() { had } else { 0 };
        if agency.people.status(person) == EmploymentStatus::Pns && hours < floor {
            short.push((person, hours, floor - hours));
        }
    }
    let told: Vec<_> = plan
        .below_floor()
        .iter()
        .map(|row| (row.person, row.hours.hundredths(), row.short.hundredths()))
        .collect();
    assert_eq!(told, short, "who is below the floor");
}

fn training_days(
    plan: &Plan,
    provider: mahir::words::id::ProviderIndex,
    phase: mahir::words::id::PhaseIndex,
) -> u32 {
    let agency = plan.agency();
    let from = agency.phases.from(phase).max(plan.gaps().needs().as_of());
    agency
        .calendar
        .training_days(from, agency.phases.until(phase))
        .filter(|&day| agency.providers.agreement(provider).contains(day))
        .filter(|&day| !agency.absences.absent_provider(provider, day))
        .count() as u32
}

/// What a person's attendances are worth, by the definition.
fn value(plan: &Plan, person: PersonIndex) -> i128 {
    let (agency, gaps, needs) = (plan.agency(), plan.gaps(), plan.gaps().needs());
    let mut value = 0;
    for row in needs.rows_of(person) {
        let Some(held) = gaps.held(row) else { continue };
        let (needed, weight) = (needs.levels()[row], needs.weights()[row]);
        let mut level = held;
        for attendance in plan.of(person) {
            for effect in agency.programmes.effects(attendance.programme) {
                if effect.competency != needs.competencies()[row] {
                    continue;
                }
                let before = level.min(needed);
                // The effect by its own words: from a level on, up to a level, never down.
                if level >= effect.from_level && level < effect.up_to_level {
                    let raised = level.steps().saturating_add(effect.gain.steps());
                    level = Level::from_steps(raised).min(effect.up_to_level);
                }
                let closed = level.min(needed).saturating_sub(before).steps();
                value += i128::from(weight.thousandths())
                    * i128::from(closed)
                    * i128::from(factor(plan, person, attendance.phase));
            }
        }
    }
    value
}

/// Thousandths that a gap closed in a phase is worth for a person.
fn factor(plan: &Plan, person: PersonIndex, phase: mahir::words::id::PhaseIndex) -> i64 {
    let agency = plan.agency();
    let position = agency
        .phases
        .indices()
        .position(|other| other == phase)
        .unwrap() as i32;
    let discount = agency
        .rules
        .discount_per_phase
        .complement()
        .as_f64()
        .powi(position);
    let discount = (discount * 1_000.0).round() as i64;
    let benefit = i64::from(plan.options().benefit_days);
    match agency.people.last_day(person) {
        Some(last) if benefit > 0 => {
            let days = (last - agency.phases.until(phase)).num_days();
            if days >= benefit {
                discount
            } else {
                discount * (days * 1_000 / benefit) / 1_000
            }
        }
        _ => discount,
    }
}

//! Laws of plans.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::Broken;
use crate::plan::{Plan, PlanLine, Unmet};
use crate::words::fault::shown;
use crate::words::id::{PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex, UnitIndex};
use crate::words::measure::{Level, Rupiah};
use crate::workforce::EmploymentStatus;

/// What a plan breaks of these laws.
///
/// Each programme once for a person; prerequisites in an earlier phase; nobody is planned who leaves
/// before the phase ends; hours in a phase and a year, and the ceiling of PPPK; class sizes, sessions
/// in a phase; the partner's agreement, days and capacity; the money of each phase and in all; the
/// cover of each unit. The costs of lines are what they say, what is closed is the sum of what
/// attendances are worth by their definition, the objective takes the hours below the floor off
/// that, and the bound is not below it. Exactly those PNS are
/// told to be below the floor who are. What the wishes forbid is not planned, and what they require
/// is, or is told to be unmet. Groups with a floor of fairness close what they are told to. Changes of a plan to stay close to are taken off the objective.
pub fn broken_by_plan(plan: &Plan) -> Vec<String> {
    let mut watch = Watched {
        plan,
        broken: Broken::default(),
        seats: BTreeMap::new(),
        hours: BTreeMap::new(),
    };
    let mut objective = 0_i128;
    for person in plan.agency().people.indices() {
        watch.person(person);
        objective += worth(plan, person);
    }
    let broken = &mut watch.broken;
    let closed = plan.closed().0;
    broken.unless(closed == objective, || {
        format!("it says to close {closed}, its attendances are worth {objective}")
    });
    // Values are counted in 3e8 parts of a weighted level, hours in hundredths.
    let per_hundredth = (plan.options().floor_hour_value * 3e6).round() as i128;
    let short: i128 = plan
        .below_floor()
        .iter()
        .map(|shortfall| i128::from(shortfall.short.hundredths()))
        .sum();
    let told = plan.objective().0;
    let weight = plan
        .options()
        .stay_close
        .as_ref()
        .map_or(0.0, |own| own.weight);
    let changes = changes(plan);
    broken.unless(plan.changes().unwrap_or(0) == changes, || {
        format!(
            "{:?} changes are told, {changes} seats differ",
            plan.changes()
        )
    });
    let own: i128 = plan
        .options()
        .own_values
        .0
        .iter()
        .filter(|(who, what, _)| attends(plan, who, what))
        .map(|row| (row.2 * 3e8).round() as i128)
        .sum();
    let changed = (weight * 3e8).round() as i128 * changes as i128;
    let worth = objective + own - short * per_hundredth - changed;
    broken.unless(told == worth, || {
        format!("the objective is {told}, closed gaps less hours short are worth {worth}")
    });
    broken.unless(plan.bound() >= plan.objective(), || {
        format!("the bound {} is below the objective {told}", plan.bound().0)
    });
    let lines: i128 = plan.lines().iter().map(|line| line.value.0).sum();
    broken.unless(lines == objective, || {
        format!("the lines are worth {lines}, the attendances {objective}")
    });
    watch.floor();
    watch.lines();
    watch.cover();
    watch.wishes();
    watch.required();
    watch.fairness();
    watch.broken.0
}

struct Watched<'a> {
    plan: &'a Plan,
    broken: Broken,
    /// People by phase and programme, then unit.
    seats: BTreeMap<(PhaseIndex, ProgrammeIndex), BTreeMap<UnitIndex, u32>>,
    /// Hundredths of hours by unit and phase.
    hours: BTreeMap<(UnitIndex, PhaseIndex), u64>,
}

impl Watched<'_> {
    fn person(&mut self, person: PersonIndex) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let (programmes, phases) = (&agency.programmes, &agency.phases);
        let (label, unit) = (agency.people.label(person), agency.people.unit(person));
        let own = plan.of(person);
        let distinct: BTreeSet<_> = own.iter().map(|row| row.programme).collect();
        self.broken.unless(distinct.len() == own.len(), || {
            format!("{label} attends a programme twice")
        });
        let mut of_phase: BTreeMap<PhaseIndex, u64> = BTreeMap::new();
        let mut of_year: BTreeMap<i32, u64> = BTreeMap::new();
        for row in own {
            let (name, phase) = (programmes.id(row.programme), phases.id(row.phase));
            let cell = self.seats.entry((row.phase, row.programme)).or_default();
            *cell.entry(unit).or_default() += 1;
            let hours = u64::from(programmes.hours(row.programme).hundredths());
            *of_phase.entry(row.phase).or_default() += hours;
            *of_year.entry(phases.from(row.phase).year()).or_default() += hours;
            *self.hours.entry((unit, row.phase)).or_default() += hours;
            let last = agency.people.last_day(person);
            self.broken.unless(
                last.is_none_or(|last| last >= phases.until(row.phase)),
                || format!("{label} attends {name} in {phase} and leaves before its end"),
            );
            for &required in programmes.prerequisites(row.programme) {
                let met = own.iter().any(|other| {
                    other.programme == required
                        && phases.until(other.phase) < phases.from(row.phase)
                });
                self.broken.unless(met, || {
                    format!(
                        "{label} attends {name} without {} before",
                        programmes.id(required)
                    )
                });
            }
        }
        let rules = &agency.rules;
        let most = u64::from(rules.hours_per_person_per_phase.hundredths());
        for (phase, hours) in of_phase {
            self.broken.unless(hours <= most, || {
                format!(
                    "{label} has {hours} hundredths of hours in {}",
                    phases.id(phase)
                )
            });
        }
        let as_of = plan.gaps().needs().as_of();
        for (year, hours) in of_year {
            let had = match year == as_of.year() {
                true => u64::from(agency.people.hours_this_year(person).hundredths()),
                false => 0,
            };
            let most = u64::from(rules.hours_per_person_per_year.hundredths());
            self.broken.unless(hours + had <= most, || {
                format!("{label} has {} hundredths of hours in {year}", hours + had)
            });
            let ceiling = u64::from(agency.regulation.pppk_maximum_hours().value().hundredths());
            let is_pppk = agency.people.status(person) == EmploymentStatus::Pppk;
            self.broken.unless(!is_pppk || hours + had <= ceiling, || {
                format!("{label} (PPPK) is above the ceiling of hours in {year}")
            });
        }
    }

    fn lines(&mut self) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let told: BTreeSet<_> = plan
            .lines()
            .iter()
            .map(|line| (line.phase, line.programme))
            .collect();
        let seated: BTreeSet<_> = self.seats.keys().copied().collect();
        self.broken
            .unless(told == seated && told.len() == plan.lines().len(), || {
                "the lines are not exactly the programmes and phases that people attend".to_owned()
            });
        let mut spent: BTreeMap<PhaseIndex, i128> = BTreeMap::new();
        let mut days: BTreeMap<(ProviderIndex, PhaseIndex), u64> = BTreeMap::new();
        for line in plan.lines() {
            let cost = self.line(line);
            *spent.entry(line.phase).or_default() += cost;
            let provider = agency.programmes.provider(line.programme);
            *days.entry((provider, line.phase)).or_default() +=
                u64::from(line.sessions) * u64::from(agency.programmes.days(line.programme));
        }
        for ((provider, phase), days) in days {
            if let Some(at_once) = agency.providers.sessions_at_once(provider) {
                let room = u64::from(at_once) * u64::from(training_days(plan, provider, phase));
                self.broken.unless(days <= room, || {
                    format!(
                        "{} runs {days} days of sessions in {}, room for {room}",
                        agency.providers.id(provider),
                        agency.phases.id(phase)
                    )
                });
            }
        }
        let (mut all, mut until) = (0_i128, 0_i128);
        for phase in agency.phases.indices() {
            let own = spent.get(&phase).copied().unwrap_or(0);
            let budget = i128::from(agency.phases.budget(phase).amount());
            all += own;
            until += budget;
            let holds = match agency.budget.carry_over {
                true => all <= until,
                false => own <= budget,
            };
            self.broken.unless(holds, || {
                format!("{} spends {own} of {budget}", agency.phases.id(phase))
            });
        }
        let total = agency.budget.total.map(|total| i128::from(total.amount()));
        self.broken
            .unless(total.is_none_or(|total| all <= total), || {
                format!("the plan spends {all}, more than the total")
            });
    }

    /// A line; returns what it costs.
    fn line(&mut self, line: &PlanLine) -> i128 {
        let (plan, agency) = (self.plan, self.plan.agency());
        let (programmes, programme) = (&agency.programmes, line.programme);
        let name = || {
            format!(
                "{} in {}",
                programmes.id(programme),
                agency.phases.id(line.phase)
            )
        };
        let none = BTreeMap::new();
        let units = self.seats.get(&(line.phase, programme)).unwrap_or(&none);
        let people: u32 = units.values().sum();
        let sessions = u64::from(line.sessions);
        let broken = &mut self.broken;
        broken.unless(people == line.people, || {
            format!("{}: {people} people attend", name())
        });
        let least = u64::from(programmes.class_min(programme)) * sessions;
        let most = u64::from(programmes.class_max(programme)) * sessions;
        broken.unless((least..=most).contains(&u64::from(people)), || {
            format!("{}: {people} people in {sessions} sessions", name())
        });
        let limit = programmes.sessions_per_phase(programme);
        broken.unless(limit.is_none_or(|limit| line.sessions <= limit), || {
            format!("{}: {sessions} sessions", name())
        });
        for (&unit, &people) in units
            .iter()
            .filter(|_| plan.options().spare_staff_per_session)
        {
            let spare =
                staff(plan, unit, line.phase).saturating_sub(agency.units.minimum_on_duty(unit));
            broken.unless(u64::from(people) <= u64::from(spare) * sessions, || {
                format!("{}: {people} people of {}", name(), agency.units.id(unit))
            });
        }
        let provider = programmes.provider(programme);
        let rest = i128::from(
            agency
                .providers
                .cost_share(provider)
                .complement()
                .millionths(),
        );
        let price = |full: Rupiah| (i128::from(full.amount()) * rest + 999_999) / 1_000_000;
        let cost = price(programmes.cost_per_session(programme)) * i128::from(line.sessions)
            + price(programmes.cost_per_seat(programme)) * i128::from(people);
        broken.unless(i128::from(line.cost.amount()) == cost, || {
            format!("{}: costs {}, expected {cost}", name(), line.cost)
        });
        let days = training_days(plan, provider, line.phase);
        broken.unless(days >= programmes.days(programme), || {
            format!("{}: only {days} training days within the agreement", name())
        });
        cost
    }

    fn cover(&mut self) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let week = agency.regulation.working_minutes_per_week().value();
        let per_hour = agency
            .regulation
            .minutes_per_training_hour()
            .value()
            .as_f64();
        for (&(unit, phase), &hours) in &self.hours {
            let staff = staff(plan, unit, phase);
            let from = agency.phases.from(phase).max(plan.gaps().needs().as_of());
            let until = agency.phases.until(phase);
            let minutes = agency.calendar.total_working_minutes(from, until, week) as f64;
            let allowed = f64::from(staff) * minutes * agency.rules.cover_share.as_f64();
            let name = || format!("{} in {}", agency.units.id(unit), agency.phases.id(phase));
            self.broken
                .unless(hours as f64 / 100.0 * per_hour <= allowed + 1e-6, || {
                    format!("{}: more hours in training than the share for it", name())
                });
            self.broken
                .unless(staff > agency.units.minimum_on_duty(unit), || {
                    format!("{}: nobody can be spared", name())
                });
        }
    }

    /// What the wishes forbid is not planned; ids that nobody knows are refused before.
    fn wishes(&mut self) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let wishes = &plan.options().wishes;
        let people = agency.people.ids();
        for id in &wishes.forbidden_people {
            let idle = people
                .find(id)
                .is_some_and(|person| plan.of(person).is_empty());
            self.broken.unless(idle, || {
                format!("{} is planned against the wishes", shown(id))
            });
        }
        for id in &wishes.forbidden_programmes {
            let found = agency.programmes.ids().find(id);
            let held = plan
                .lines()
                .iter()
                .any(|line| Some(line.programme) == found);
            self.broken.unless(found.is_some() && !held, || {
                format!("{} is held against the wishes", shown(id))
            });
        }
        for (who, what) in &wishes.forbidden_pairs {
            let found = agency.programmes.ids().find(what);
            let attends = people.find(who).is_some_and(|person| {
                let mut own = plan.of(person).iter();
                own.any(|row| Some(row.programme) == found)
            });
            self.broken.unless(found.is_some() && !attends, || {
                format!("{} attends {} against the wishes", shown(who), shown(what))
            });
        }
    }

    /// What the wishes require is planned, or told to be unmet.
    fn required(&mut self) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let wishes = &plan.options().wishes;
        let people = agency.people.ids();
        let unmet = |person: Option<PersonIndex>, programme: Option<ProgrammeIndex>| {
            plan.unmet().iter().any(|row| match row {
                Unmet::Seat { why } => why.person == person && Some(why.programme) == programme,
                Unmet::Person { person: own, .. } => Some(*own) == person && programme.is_none(),
            })
        };
        for id in &wishes.required_people {
            let person = people.find(id);
            let attends = person.is_some_and(|person| !plan.of(person).is_empty());
            self.broken.unless(attends != unmet(person, None), || {
                format!("{} attends nothing, or is told to", shown(id))
            });
        }
        for id in &wishes.required_programmes {
            let programme = agency.programmes.ids().find(id);
            let mut lines = plan.lines().iter();
            let held = lines.any(|line| Some(line.programme) == programme);
            self.broken.unless(held != unmet(None, programme), || {
                format!("{} is not held, or is told not to be", shown(id))
            });
        }
        for (who, what) in &wishes.required_pairs {
            let (person, programme) = (people.find(who), agency.programmes.ids().find(what));
            let attends = person.is_some_and(|person| {
                let mut own = plan.of(person).iter();
                own.any(|row| Some(row.programme) == programme)
            });
            self.broken.unless(attends != unmet(person, programme), || {
                format!(
                    "{} does not attend {}, or is told not to",
                    shown(who),
                    shown(what)
                )
            });
        }
    }

    /// Groups with a floor of fairness close what they are told to.
    fn fairness(&mut self) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let people = || agency.people.indices();
        let is_below = |person: PersonIndex, id: &str| {
            let mut units = std::iter::successors(Some(agency.people.unit(person)), |&unit| {
                agency.units.parent(unit)
            });
            units.any(|unit| agency.units.id(unit) == id)
        };
        let mut groups: Vec<Vec<PersonIndex>> = Vec::new();
        for floor in &plan.options().fairness {
            let named = |&person: &PersonIndex| {
                let id = agency.people.ids().name(person);
                floor.people.iter().any(|own| own == id)
            };
            match &floor.unit {
                Some(id) => groups.push(people().filter(|&own| is_below(own, id)).collect()),
                None if floor.people.is_empty() => {
                    let units = agency.units.indices();
                    groups.extend(units.map(|unit| agency.people.of_unit(unit).to_vec()));
                }
                None => groups.push(people().filter(named).collect()),
            }
        }
        let closes: Vec<i128> = groups
            .iter()
            .map(|group| group.iter().map(|&person| worth(plan, person)).sum())
            .collect();
        let told: Vec<i128> = plan.fairness().iter().map(|row| row.closes.0).collect();
        self.broken.unless(told == closes, || {
            format!("groups are told to close {told:?}, they close {closes:?}")
        });
    }

    /// The floor is that of the year of the first phase that is not over.
    fn floor(&mut self) {
        let (plan, agency) = (self.plan, self.plan.agency());
        let (phases, as_of) = (&agency.phases, plan.gaps().needs().as_of());
        let first = phases.indices().find(|&phase| phases.until(phase) >= as_of);
        let Some(first) = first.or(phases.indices().last()) else {
            self.broken.unless(plan.below_floor().is_empty(), || {
                "somebody is below the floor without any phase".to_owned()
            });
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
        self.broken.unless(told == short, || {
            format!(
                "{} are told to be below the floor, {} are",
                told.len(),
                short.len()
            )
        });
    }
}

/// Whether somebody attends a programme, by ids.
fn attends(plan: &Plan, who: &str, what: &str) -> bool {
    let agency = plan.agency();
    let programme = agency.programmes.ids().find(what);
    agency.people.ids().find(who).is_some_and(|person| {
        let mut own = plan.of(person).iter();
        own.any(|row| Some(row.programme) == programme)
    })
}

/// Seats that a plan to stay close to has and this plan has not, or the other way round.
fn changes(plan: &Plan) -> usize {
    let Some(stay_close) = &plan.options().stay_close else {
        return 0;
    };
    let agency = plan.agency();
    let before: BTreeSet<(&str, &str, &str)> = stay_close
        .seats
        .iter()
        .map(|(who, what, when)| (who.as_str(), what.as_str(), when.as_str()))
        .filter(|(who, what, when)| {
            agency.people.ids().find(who).is_some()
                && agency.programmes.ids().find(what).is_some()
                && agency.phases.ids().find(when).is_some()
        })
        .collect();
    let now: BTreeSet<(&str, &str, &str)> = agency
        .people
        .indices()
        .flat_map(|person| plan.of(person).iter().map(move |row| (person, row)))
        .map(|(person, row)| {
            let (programme, phase) = (
                agency.programmes.id(row.programme),
                agency.phases.id(row.phase),
            );
            (agency.people.ids().name(person), programme, phase)
        })
        .collect();
    before.symmetric_difference(&now).count()
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

/// Training days of a phase that are not over, within a provider's agreement.
fn training_days(plan: &Plan, provider: ProviderIndex, phase: PhaseIndex) -> u32 {
    let agency = plan.agency();
    let from = agency.phases.from(phase).max(plan.gaps().needs().as_of());
    agency
        .calendar
        .training_days(from, agency.phases.until(phase))
        .filter(|&day| agency.providers.agreement(provider).contains(day))
        .filter(|&day| !agency.absences.absent_provider(provider, day))
        .count() as u32
}

/// What a person's attendances are worth, by the definition: weight × gap closed × discount.
fn worth(plan: &Plan, person: PersonIndex) -> i128 {
    let (agency, gaps, needs) = (plan.agency(), plan.gaps(), plan.gaps().needs());
    let mut worth = 0;
    for row in needs.rows_of(person) {
        let Some(mut level) = gaps.held(row) else {
            continue;
        };
        let (needed, weight) = (needs.levels()[row], needs.weights()[row]);
        for attendance in plan.of(person) {
            let effects = agency.programmes.effects(attendance.programme);
            for effect in effects
                .iter()
                .filter(|it| it.competency == needs.competencies()[row])
            {
                let before = level.min(needed);
                // The effect by its own words: from a level on, up to a level, never down.
                if level >= effect.from_level && level < effect.up_to_level {
                    let raised = level.steps().saturating_add(effect.gain.steps());
                    level = Level::from_steps(raised).min(effect.up_to_level);
                }
                let closed = level.min(needed).saturating_sub(before).steps();
                worth += i128::from(weight.thousandths())
                    * i128::from(closed)
                    * i128::from(discount(plan, person, attendance.phase));
            }
        }
    }
    worth
}

/// Thousandths that a gap closed in a phase is worth for a person.
fn discount(plan: &Plan, person: PersonIndex, phase: PhaseIndex) -> i64 {
    let agency = plan.agency();
    let position = agency.phases.indices().position(|other| other == phase);
    let yearly = agency.rules.discount_per_phase.complement().as_f64();
    let discount = (yearly.powi(position.unwrap_or(0) as i32) * 1_000.0).round() as i64;
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

"""Years of training in numpy, as one would write them who has no library for it.

need (standards, priorities, demand) → gap → greedy plan → sessions on days → attendance, learning,
forgetting → tests → belief in the catalogue → who leaves, moves and joins → the next year.

Against mahir it leaves out the smoothing of demand and its intervals (a line through months without
their seasons stands in), evaluation with intervals and bootstraps (years_libraries.py puts these two
back), effect sizes, comparison groups, follow-up actions, reasons, rows below the cut, the search for
better days, absences, certificates, next posts, shorter weeks in Ramadan, whole-number money and
levels, checks of input, and streams of chance that stay apart.
"""

from __future__ import annotations

import csv
import datetime
import heapq
import pathlib
import tomllib

import numpy

DAY = datetime.timedelta(days=1)

#: What mahir's usual world has, each at its mean; deviations are those of logarithms.
USUAL = {
    "effect": 0.85, "effect_spread": 0.35, "aptitude_spread": 0.25, "gain_spread": 0.3,
    "attendance": 0.92, "completion": 0.95, "half_life": 11.0, "kept": 0.5, "test_error": 0.25,
    "quit": 0.03, "transfer": 0.05, "replacement": 0.85, "joiner_level": 0.75,
    "service_growth": 0.03, "service_spread": 0.06, "inflation": 0.03, "partner_exit": 0.05,
    "contract_renewal": 0.9, "reassessed": 1 / 3,
}  # fmt: skip

#: A world in which nothing happens that the tables do not say.
STILL = USUAL | {
    "effect": 1.0, "effect_spread": 0.0, "aptitude_spread": 0.0, "gain_spread": 0.0,
    "attendance": 1.0, "completion": 1.0, "kept": 1.0, "test_error": 0.0, "quit": 0.0,
    "transfer": 0.0, "service_growth": 0.0, "service_spread": 0.0, "inflation": 0.0,
    "partner_exit": 0.0,
}  # fmt: skip


def rows(folder: pathlib.Path, table: str) -> list[dict[str, str]]:
    with open(folder / f"{table}.csv", newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def number(text: str, otherwise: float = 0.0) -> float:
    return float(text) if text else otherwise


def day_of(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


class Case:
    """The tables of a folder as arrays."""

    def __init__(self, folder: pathlib.Path) -> None:
        settings = tomllib.loads((folder / "agency.toml").read_text())

        def places(table: str) -> dict[str, int]:
            return {row["id"]: at for at, row in enumerate(rows(folder, table))}

        # A part of the competencies is that of every office, and has no rows of its own.
        named = ["requirements", "effects", "assessments", "service_competencies"]
        found = sorted({row["competency"] for table in named for row in rows(folder, table)})
        competency = {name: at for at, name in enumerate(found)}
        post, unit = places("posts"), places("units")
        person, programme = places("people"), places("programmes")
        provider, service = places("providers"), places("services")
        self.units, self.competencies = len(unit), len(competency)
        priority = {row["competency"]: row["weight"] for row in settings.get("priorities", [])}
        self.standard = numpy.zeros((len(post), len(competency)))
        self.importance = numpy.zeros((len(post), len(competency)))
        for row in rows(folder, "requirements"):
            at = post[row["post"]], competency[row["competency"]]
            self.standard[at] = float(row["level"])
            self.importance[at] = number(row["importance"], 3.0) / 3.0
        for name, weight in priority.items():
            self.importance[:, competency[name]] *= weight
        people = rows(folder, "people")
        self.unit = numpy.array([unit[row["unit"]] for row in people])
        self.post = numpy.array([post[row["post"]] for row in people])
        self.permanent = numpy.array([row["status"] == "PNS" for row in people])
        far = datetime.date(9999, 1, 1)
        self.retires = numpy.array([day_of(row["retires_on"]) or far for row in people])
        self.contract = numpy.array([day_of(row["contract_until"]) or far for row in people])
        self.minimum = numpy.array(
            [int(number(row["minimum_on_duty"])) for row in rows(folder, "units")]
        )
        self.weight = numpy.zeros((len(person), len(competency)))
        self.sum = numpy.zeros((len(person), len(competency)))
        for row in rows(folder, "assessments"):
            at = person[row["person"]], competency[row["competency"]]
            weight = max(number(row["standard_error"], 0.5), 0.05) ** -2
            self.weight[at] += weight
            self.sum[at] += weight * float(row["level"])
        programmes = rows(folder, "programmes")

        def column(name: str, otherwise: float = 0.0) -> numpy.ndarray:
            return numpy.array([number(row[name], otherwise) for row in programmes])

        self.hours, self.days = column("hours"), column("days", 1.0).astype(int)
        self.least = column("class_min", 1.0).astype(int).clip(1)
        self.most = numpy.maximum(column("class_max").astype(int), self.least)
        self.limit = column("sessions_per_phase", 1e9).astype(int)
        self.provider = numpy.array([provider[row["provider"]] for row in programmes])
        providers = rows(folder, "providers")
        share = numpy.array([1 - number(row["cost_share"]) for row in providers])[self.provider]
        self.session_price = column("cost_per_session") * share
        self.seat_price = column("cost_per_seat") * share
        self.at_once = [int(number(row["sessions_at_once"], 99)) for row in providers]
        self.agreed = [
            (day_of(row["from"]) or datetime.date.min, day_of(row["until"]) or far)
            for row in providers
        ]
        shape = (len(programme), len(competency))
        self.gain, self.spread = numpy.zeros(shape), numpy.zeros(shape)
        self.from_level, self.up_to = numpy.zeros(shape), numpy.zeros(shape)
        for row in rows(folder, "effects"):
            at = programme[row["programme"]], competency[row["competency"]]
            self.gain[at], self.spread[at] = float(row["gain"]), number(row["gain_sd"], 0.3)
            self.from_level[at] = number(row["from_level"])
            self.up_to[at] = number(row["up_to_level"], 5.0)
        self.requires: list[list[int]] = [[] for _ in programmes]
        for row in rows(folder, "prerequisites"):
            self.requires[programme[row["programme"]]].append(programme[row["requires"]])
        self.phases = [(row["from"], row["until"], row["budget"]) for row in settings["phases"]]
        self.total = settings["budget"]["total"]
        rules = settings["rules"]
        self.cover_share, self.discount = rules["cover_share"], 1 - rules["discount_per_phase"]
        self.phase_hours = rules["hours_per_person_per_phase"]
        self.year_hours = rules["hours_per_person_per_year"]
        self.off = {datetime.date.fromisoformat(row["date"]) for row in rows(folder, "holidays")}
        for stretch in settings["calendar"].get("blocked", []):
            day = stretch["from"]
            while day <= stretch["until"]:
                self.off.add(day)
                day += DAY
        self.volumes = numpy.zeros((len(service), 36))
        months = sorted({row["month"] for row in rows(folder, "volumes")})[-36:]
        for row in rows(folder, "volumes"):
            if row["month"] in months:
                at = service[row["service"]], months.index(row["month"])
                self.volumes[at] = number(row["count"])
        self.service_unit = [unit[row["unit"]] for row in rows(folder, "services")]
        self.asks = [
            (service[row["service"]], competency[row["competency"]], float(row["level"]))
            for row in rows(folder, "service_competencies")
        ]


def later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class Years:
    """A case that is lived through."""

    def __init__(self, case: Case, world: dict[str, float], seed: int) -> None:
        self.case, self.world = case, world
        self.rng = rng = numpy.random.default_rng(seed)
        self.year, self.prices = 0, 1.0
        self.unit, self.post = case.unit.copy(), case.post.copy()
        self.permanent, self.retires = case.permanent.copy(), case.retires.copy()
        self.contract = case.contract.copy()
        self.weight, self.sum = case.weight.copy(), case.sum.copy()
        known = self.weight > 0
        mean = numpy.divide(self.sum, self.weight, where=known, out=case.standard[self.post].copy())
        error = numpy.where(known, 1 / numpy.sqrt(self.weight.clip(1e-9)), 0.5)
        self.lasting = (mean + error * rng.standard_normal(mean.shape)).clip(0, 5)
        self.fading = numpy.zeros_like(self.lasting)
        self.aptitude = self.lucky("aptitude_spread", len(self.unit))
        self.belief, self.precision = case.gain.copy(), 1 / case.spread.clip(0.05) ** 2
        self.truth = case.gain * world["effect"] * self.lucky("effect_spread", case.gain.shape)
        self.volumes = case.volumes.copy()
        self.gone = numpy.zeros(len(case.agreed), dtype=bool)

    def lucky(self, spread: str, size: object) -> numpy.ndarray:
        return numpy.exp(self.world[spread] * self.rng.standard_normal(size))

    def growth(self) -> numpy.ndarray:
        """How much each service grows in a year: a line through its months without their seasons."""
        recent = self.volumes[:, -36:]
        flat = recent - recent.reshape(-1, 3, 12).mean(axis=1)[:, numpy.tile(numpy.arange(12), 3)]
        slope = numpy.polyfit(numpy.arange(36), flat.T, 1)[0] * 12
        return slope / recent[:, -12:].mean(axis=1).clip(1)

    def judge(self, before: numpy.ndarray, after: numpy.ndarray) -> None:
        """What an evaluation says of a programme in a competency; nobody asks here."""

    def needs(self) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Levels and weights: the posts' standards, and what rising services ask of their units."""
        case = self.case
        need, weight = case.standard[self.post], case.importance[self.post]
        growth = self.growth()
        for service, competency, level in case.asks:
            rising = growth[service] > 0.05
            there = self.unit == case.service_unit[service]
            asked = level + (0.5 if rising else 0.0)
            need[there, competency] = numpy.maximum(need[there, competency], asked)
            weight[there, competency] = numpy.maximum(weight[there, competency], 1.0)
            if rising:
                weight[there, competency] *= 1 + min(growth[service], 1.0)
        return need, weight

    def days(self, phase: tuple) -> list[datetime.date]:
        day, until = later(phase[0], self.year), later(phase[1], self.year)
        off = {later(holiday, self.year) for holiday in self.case.off}
        found = []
        while day <= until:
            if day.weekday() < 5 and day not in off:
                found.append(day)
            day += DAY
        return found

    def plan(self, levels: numpy.ndarray, need: numpy.ndarray, weight: numpy.ndarray) -> list:
        """Session by session, the most value for its money first."""
        case, people = self.case, len(self.unit)
        phases = range(len(case.phases))
        calendar = [self.days(phase) for phase in case.phases]
        staff = numpy.bincount(self.unit, minlength=case.units)
        spare = (staff - case.minimum).clip(0)
        cover = numpy.array([staff * len(days) * 7.5 * 60 / 45 for days in calendar])
        cover *= case.cover_share
        capacity = numpy.zeros((len(case.agreed), len(case.phases)))
        for provider, (start, until) in enumerate(case.agreed):
            until = later(until, self.year if until.year < 9999 else 0)
            for phase in phases:
                there = sum(start <= day <= until for day in calendar[phase])
                capacity[provider, phase] = 0 if self.gone[provider] else there * case.at_once[provider]
        last = [later(until, self.year) for _, until, _ in case.phases]
        stays = numpy.array([numpy.minimum(self.retires, self.contract) > end for end in last])
        floor = numpy.where(self.permanent, 20.0, 0.0)
        ceiling = numpy.where(self.permanent, case.year_hours, 24.0)
        in_phase = numpy.zeros((people, len(case.phases)))
        when = numpy.full((people, len(case.hours)), 99)
        budgets = numpy.array([float(phase[2]) for phase in case.phases])
        spent = numpy.zeros(len(case.phases))
        held = numpy.zeros((len(case.hours), len(case.phases)), dtype=int)
        levels = levels.copy()
        sessions = []

        def worth(programme: int, phase: int) -> numpy.ndarray:
            reach = numpy.minimum(levels + self.belief[programme], case.up_to[programme])
            works = (levels >= case.from_level[programme]) & (case.gain[programme] > 0)
            closed = (numpy.minimum(reach, need) - levels).clip(0) * works
            value = (closed * weight).sum(axis=1) * case.discount**phase
            hours = in_phase.sum(axis=1)
            value += 0.02 * numpy.minimum(case.hours[programme], (floor - hours).clip(0))
            free = (when[:, programme] == 99) & stays[phase] & (spare[self.unit] > 0)
            free &= in_phase[:, phase] + case.hours[programme] <= case.phase_hours
            free &= hours + case.hours[programme] <= ceiling
            free &= case.hours[programme] <= cover[phase][self.unit]
            for other in case.requires[programme]:
                free &= when[:, other] < phase
            return numpy.where(free, value, 0.0)

        def offer(programme: int, phase: int) -> tuple | None:
            length, provider = case.days[programme], case.provider[programme]
            if held[programme, phase] >= case.limit[programme] or capacity[provider, phase] < length:
                return None
            value = worth(programme, phase)
            order = numpy.argsort(-value, kind="stable")
            order = order[value[order] > 0]
            # Of each unit no more than it can spare, and than its cover allows.
            unit = self.unit[order]
            sorted_units = numpy.argsort(unit, kind="stable")
            firsts = numpy.searchsorted(unit[sorted_units], unit[sorted_units])
            rank = numpy.empty(len(unit), dtype=int)
            rank[sorted_units] = numpy.arange(len(unit)) - firsts
            fits = (rank < spare[unit]) & ((rank + 1) * case.hours[programme] <= cover[phase][unit])
            order = order[fits][: case.most[programme]]
            seats = numpy.arange(1, len(order) + 1)
            cost = (case.session_price[programme] + seats * case.seat_price[programme]) * self.prices
            through = numpy.cumsum(budgets)[phase:] - numpy.cumsum(spent)[phase:]
            money = min(case.total - spent.sum(), through.min())
            good = (seats >= case.least[programme]) & (cost <= money)
            if not good.any():
                return None
            ratio = numpy.where(good, numpy.cumsum(value[order]) / cost.clip(1e-9), -1.0)
            count = int(numpy.argmax(ratio))
            return ratio[count], order[: count + 1], cost[count]

        queue = [
            (-numpy.inf, programme, phase)
            for programme in range(len(case.hours))
            for phase in phases
        ]
        heapq.heapify(queue)
        while queue:
            _, programme, phase = heapq.heappop(queue)
            found = offer(programme, phase)
            if found is None:
                continue
            ratio, chosen, cost = found
            if queue and ratio < -queue[0][0]:
                heapq.heappush(queue, (-ratio, programme, phase))
                continue
            spent[phase] += cost
            held[programme, phase] += 1
            capacity[case.provider[programme], phase] -= case.days[programme]
            when[chosen, programme] = phase
            in_phase[chosen, phase] += case.hours[programme]
            numpy.subtract.at(cover[phase], self.unit[chosen], case.hours[programme])
            own = levels[chosen]
            works = (own >= case.from_level[programme]) & (own < case.up_to[programme])
            works &= case.gain[programme] > 0
            reach = numpy.minimum(own + self.belief[programme], case.up_to[programme])
            levels[chosen] = numpy.where(works, reach, own)
            sessions.append((programme, phase, chosen, cost))
            heapq.heappush(queue, (-ratio, programme, phase))
            for other, required in enumerate(case.requires):
                if programme in required:
                    for after in range(phase + 1, len(case.phases)):
                        heapq.heappush(queue, (-numpy.inf, other, after))
        return sessions

    def schedule(self, sessions: list) -> list:
        """Each session on the first days on which its units can spare its people."""
        case = self.case
        staff = numpy.bincount(self.unit, minlength=case.units)
        spare = (staff - case.minimum).clip(0)
        calendar = [self.days(phase) for phase in case.phases]
        away = [numpy.zeros((len(days), case.units), dtype=int) for days in calendar]
        busy = [numpy.zeros((len(days), len(self.unit)), dtype=bool) for days in calendar]
        teaching = [numpy.zeros((len(days), len(case.agreed)), dtype=int) for days in calendar]
        placed = []
        for programme, phase, chosen, cost in sorted(sessions, key=lambda session: session[1]):
            length, provider = case.days[programme], case.provider[programme]
            wanted = numpy.bincount(self.unit[chosen], minlength=case.units)
            until = case.agreed[provider][1]
            until = later(until, self.year if until.year < 9999 else 0)
            for start in range(len(calendar[phase]) - length + 1):
                days = slice(start, start + length)
                if (
                    calendar[phase][start + length - 1] <= until
                    and (teaching[phase][days, provider] < case.at_once[provider]).all()
                    and (away[phase][days] + wanted <= spare).all()
                    and not busy[phase][days][:, chosen].any()
                ):
                    away[phase][days] += wanted
                    busy[phase][days, chosen[:, None]] = True
                    teaching[phase][days, provider] += 1
                    last = calendar[phase][start + length - 1]
                    placed.append((last, programme, chosen, cost))
                    break
        return sorted(placed, key=lambda session: session[0])

    def live(self) -> dict[str, float]:
        """One year."""
        case, world, rng = self.case, self.world, self.rng
        begin = later(case.phases[0][0], self.year)
        need, weight = self.needs()
        known = self.weight > 0
        believed = numpy.divide(self.sum, self.weight, where=known, out=need.copy())
        sessions = self.plan(believed, need, weight)
        placed = self.schedule(sessions)
        standard = case.standard[self.post]
        people = len(self.unit)
        leaves = numpy.minimum(self.retires, self.contract)
        quits = rng.random(people) < world["quit"]
        days = rng.integers(0, 365, people)
        for person in numpy.flatnonzero(quits):
            leaves[person] = min(leaves[person], begin + int(days[person]) * DAY)
        gone = rng.random(len(case.agreed)) < world["partner_exit"]
        withdraws = [
            begin + int(rng.integers(365)) * DAY if exits else datetime.date.max for exits in gone
        ]
        closed, spent, held = 0.0, 0.0, 0
        seen: dict[int, list[numpy.ndarray]] = {}
        decay = 0.5 ** (1 / (world["half_life"] * 30.4375))
        for end, programme, chosen, cost in placed:
            if withdraws[case.provider[programme]] <= end:
                continue
            held += 1
            spent += cost
            comes = rng.random(len(chosen)) < world["attendance"] * world["completion"]
            there = chosen[comes & (leaves[chosen] > end)]
            left = decay ** (end - begin).days
            level = self.lasting[there] + self.fading[there] * left
            works = (level >= case.from_level[programme]) & (level < case.up_to[programme])
            works &= case.gain[programme] > 0
            gain = self.truth[programme] * self.aptitude[there, None]
            gain = gain * self.lucky("gain_spread", (len(there), 1))
            gain = numpy.where(works, numpy.minimum(gain, case.up_to[programme] - level), 0.0)
            self.lasting[there] += world["kept"] * gain
            self.fading[there] += (1 - world["kept"]) * gain / left
            short = (standard[there] - level).clip(0)
            closed += (short - (standard[there] - level - gain).clip(0)).sum()
            error = world["test_error"] * rng.standard_normal((2, *level.shape))
            before, after = level + error[0], level + gain + error[1]
            trust = 1 / max(world["test_error"], 0.05) ** 2
            # A test after a programme says more of today than what was known before it.
            taught = numpy.broadcast_to(case.gain[programme] > 0, level.shape)
            self.sum[there] = numpy.where(taught, after * trust, self.sum[there])
            self.weight[there] = numpy.where(taught, trust, self.weight[there])
            if len(there):
                tested = numpy.where(works, numpy.stack([before, after]), numpy.nan)
                seen.setdefault(programme, []).append(tested)
        for programme, parts in seen.items():
            before, after = numpy.concatenate(parts, axis=1)
            for competency in numpy.flatnonzero(case.gain[programme]):
                pairs = ~numpy.isnan(before[:, competency])
                self.judge(before[pairs, competency], after[pairs, competency])
            count = numpy.sum(~numpy.isnan(before), axis=0)
            total = numpy.nansum(after - before, axis=0)
            trust = 1 / (0.3**2 + 2 * world["test_error"] ** 2)
            precision = self.precision[programme] + count * trust
            self.belief[programme] = (
                self.belief[programme] * self.precision[programme] + total * trust
            ) / precision
            self.precision[programme] = precision
        until = later(begin, 1)
        self.fading *= decay ** (until - begin).days
        planned = len(sessions)
        self.turn(leaves, until, gone)
        standard = case.standard[self.post]
        level = self.lasting + self.fading
        match = 100 * numpy.minimum(level, standard).sum(axis=1) / standard.sum(axis=1)
        self.year += 1
        return {
            "sessions": held, "planned": planned, "spent": spent, "levels_closed": closed,
            "job_person_match": float(match.mean()),
        }  # fmt: skip

    def turn(self, leaves: numpy.ndarray, until: datetime.date, gone: numpy.ndarray) -> None:
        """Who has left, moved and joined; who is assessed again; volumes, prices, partners."""
        case, world, rng = self.case, self.world, self.rng
        renewed = rng.random(len(leaves)) < world["contract_renewal"]
        for person in numpy.flatnonzero((self.contract < until) & renewed):
            self.contract[person] = later(self.contract[person], 1)
            if leaves[person] < self.contract[person] and leaves[person] < until:
                leaves[person] = min(self.retires[person], self.contract[person])
        stays = leaves >= until
        joins = ~stays & (rng.random(len(leaves)) < world["replacement"])
        units = numpy.unique(self.unit)
        moves = stays & (rng.random(len(leaves)) < world["transfer"])
        self.unit[moves] = rng.choice(units, moves.sum())
        kept, new = numpy.flatnonzero(stays), numpy.flatnonzero(joins)
        both = numpy.concatenate([kept, new])
        self.unit, self.post = self.unit[both], self.post[both]
        self.permanent, self.retires = self.permanent[both], self.retires[both]
        self.contract = self.contract[both]
        self.retires[len(kept) :] = datetime.date(9999, 1, 1)
        fresh = case.standard[self.post[len(kept) :]] * world["joiner_level"]
        fresh = (fresh + 0.4 * rng.standard_normal(fresh.shape)).clip(0, 5)
        self.lasting = numpy.concatenate([self.lasting[kept], fresh])
        self.fading = numpy.concatenate([self.fading[kept], numpy.zeros_like(fresh)])
        self.aptitude = numpy.concatenate(
            [self.aptitude[kept], self.lucky("aptitude_spread", len(new))]
        )
        self.weight = numpy.concatenate([self.weight[kept], numpy.zeros_like(fresh)])
        self.sum = numpy.concatenate([self.sum[kept], numpy.zeros_like(fresh)])
        again = rng.random(len(both)) < world["reassessed"]
        again[len(kept) :] = True
        level = self.lasting[again] + self.fading[again]
        level = level + world["test_error"] * rng.standard_normal(level.shape)
        trust = 1 / max(world["test_error"], 0.05) ** 2
        self.sum[again] += trust * level.clip(0, 5)
        self.weight[again] += trust
        own = self.lucky("service_spread", (len(self.volumes), 1))
        noise = self.lucky("service_spread", (len(self.volumes), 12))
        year = self.volumes[:, -12:] * (1 + world["service_growth"]) * own * noise
        self.volumes = numpy.concatenate([self.volumes, year.round()], axis=1)
        self.prices *= 1 + world["inflation"]
        self.gone |= gone


def live_through(
    case: Case, years: int, world: dict[str, float], seed: int, kind: type[Years] = Years
) -> list[dict]:
    lived = kind(case, world, seed)
    return [lived.live() for _ in range(years)]

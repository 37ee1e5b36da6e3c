"""The hours of the law: on the number's own clock, told by country, held back if set so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.card import blocked, card
from bot.core.draft import Draft
from bot.core.legal import Guard, Mode, breaches, legal_week
from bot.core.legal_lines import legal_lines
from bot.core.phones.country import countries_of, country_of
from bot.core.phones.number import Number
from bot.core.phones.tally import Own, Tally
from bot.core.policy import DAY_END, Day, Policy, Week, Window
from bot.core.reading.reading import Reading
from bot.flows.cards import draft_card
from bot.flows.deployment import Deployment
from bot.flows.messages import Action
from bot.locales import catalogue
from bot.locales.calling_hours import load_hours

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # Monday
HOURS = load_hours()
WARN, BLOCK, OFF = (Guard(HOURS, mode) for mode in Mode)
MOSCOW, PARIS, URALS, FAR_EAST = (
    "Europe/Moscow",
    "Europe/Paris",
    "Asia/Yekaterinburg",
    "Asia/Vladivostok",
)
SAID = catalogue("en").say


def of(countries: dict[str, int], zones: dict[str | None, int] | None = None) -> Tally:
    count = sum(countries.values())
    return Tally(
        count,
        (Number("79123456789"),),
        zones=tuple((zones or {}).items()),
        countries=tuple(countries.items()),
    )


def at(start: int, end: int, *days: Day, zone: str | None = MOSCOW) -> Policy:
    return Policy(
        week=Week.of(dict.fromkeys(days or Day, (Window(start * 60, end * 60),))), zone=zone
    )


def said(policy: Policy, numbers: Tally, guard: Guard = WARN, now: datetime = NOW) -> list[str]:
    return [SAID(line) for line in legal_lines(policy, None, now, numbers, guard)]


def test_hours_within_the_law_are_not_spoken_of() -> None:
    assert said(at(9, 20), of({"RU": 3}, {None: 3})) == []


def test_what_lies_outside_is_told_with_the_hours_of_the_law() -> None:
    assert said(at(10, 22), of({"RU": 3}, {None: 3})) == [
        "Russia, outside the hours for calls to debtors: Sat, Sun 20:00–22:00. "
        "By law: Mon–Fri 08:00–22:00; Sat, Sun 09:00–20:00"
    ]


def test_a_day_without_calls_is_named_without_its_hours() -> None:
    assert said(at(10, 13, Day.FRI, Day.SAT, zone=PARIS), of({"FR": 1}, {PARIS: 1})) == [
        "France, outside the hours for sales calls: Sat. By law: Mon–Fri 10:00–13:00, 14:00–20:00"
    ]


def test_a_day_whose_hours_the_campaign_has_is_told_only_if_it_is_closed() -> None:
    some = Policy(week=Week.of({Day.FRI: (), Day.SAT: ()}), zone=MOSCOW)
    assert said(some, of({"KZ": 1}))[0].startswith(
        "Kazakhstan, outside the hours for calls to debtors: Sat. By law"
    )


def test_a_country_without_a_law_has_the_usual_hours() -> None:
    assert said(at(8, 20, zone="Europe/Berlin"), of({"DE": 1})) == [
        "Germany, outside the usual hours for calls: every day 08:00–09:00. "
        "As a rule: every day 09:00–21:00"
    ]


def test_numbers_are_compared_on_their_own_clock() -> None:
    """Six in the evening in Moscow is one in the morning in Vladivostok; mobiles tell no zone."""
    numbers = of({"RU": 6}, {None: 3, FAR_EAST: 2, URALS: 1})
    assert said(at(10, 18, *tuple(Day)[:5]), numbers) == [
        "Russia (Vladivostok), 2 numbers, outside the hours for calls to debtors: "
        "Mon–Fri 15:00–18:00. By law: Mon–Fri 08:00–22:00; Sat, Sun 09:00–20:00 local time"
    ]


def test_a_friday_evening_is_a_saturday_elsewhere() -> None:
    """21:00–22:00 on Friday in Paris is on Saturday in Vladivostok, before nine."""
    (breach,) = breaches(
        at(21, 22, Day.FRI, zone=PARIS), None, NOW, of({"RU": 1}, {FAR_EAST: 1}), HOURS
    )
    assert breach.outside[Day.FRI] == (Window(1260, 1320),)
    monday = at(23, 24, Day.SUN, zone=PARIS)  # 08:00–09:00 on Monday there
    assert breaches(monday, None, NOW, of({"RU": 1}, {FAR_EAST: 1}), HOURS) == ()
    saturday = at(23, 24, Day.FRI, zone=PARIS)  # 08:00–09:00 on Saturday
    assert len(breaches(saturday, None, NOW, of({"RU": 1}, {FAR_EAST: 1}), HOURS)) == 1


def test_on_local_time_everybody_has_the_hours_that_were_said() -> None:
    local = replace(at(10, 18, Day.MON, zone=None), zone_per_number=True)
    assert said(local, of({"RU": 2}, {FAR_EAST: 1, URALS: 1})) == []
    assert said(replace(local, zone=MOSCOW), of({"RU": 2}, {FAR_EAST: 1, None: 1})) == []


def test_without_a_zone_the_campaign_goes_by_each_numbers_own() -> None:
    assert said(at(10, 18, Day.MON, zone=None), of({"RU": 1}, {FAR_EAST: 1})) == []


def test_a_zone_in_the_row_of_a_number_is_the_one_it_is_called_by() -> None:
    own = replace(
        of({"RU": 2}, {FAR_EAST: 2}), own=Own(numbers=2, zones=2), row_zones=((FAR_EAST, 2),)
    )
    assert said(at(10, 18, Day.MON), own) == []


def test_several_countries_have_a_line_each_the_most_numbers_first() -> None:
    numbers = of({"FR": 2, "KZ": 1, "RU": 5}, {PARIS: 2, "Asia/Almaty": 1, None: 5})
    lines = said(at(10, 12, Day.SAT), numbers)
    assert [line.split(",")[0] for line in lines] == ["France (Paris)", "Kazakhstan (Almaty)"]


def test_countries_of_one_rule_share_a_line_and_many_lines_are_counted() -> None:
    early = at(6, 7, zone=MOSCOW)
    assert said(early, of({"DE": 1, "IT": 1, "ES": 1, "PL": 1}))[0].startswith(
        "Germany, Italy, Spain, and 1 more, outside the usual hours"
    )
    numbers = of({"DE": 5, "RU": 4, "KZ": 3, "US": 2, "FR": 1})
    assert said(early, numbers)[3:] == ["The same for 2 more countries"]


def test_summer_time_in_the_weeks_to_come_counts() -> None:
    """New York is an hour nearer to Moscow until 1 November: 16:00 is 09:00, and 08:00 after it."""
    october = datetime(2026, 10, 19, 9, tzinfo=UTC)
    numbers = of({"US": 1}, {"America/New_York": 1})
    at_three = at(15, 16, Day.WED)
    assert (
        breaches(replace(at_three, finish=datetime(2026, 10, 30)), None, october, numbers, HOURS)
        == ()
    )
    (breach,) = breaches(at_three, None, october, numbers, HOURS)
    assert breach.outside[Day.WED] == (Window(900, 960),)


def test_only_days_within_the_dates_are_told() -> None:
    one_day = replace(
        at(10, 13, zone=PARIS),
        start=datetime(2026, 11, 24),
        finish=datetime(2026, 11, 24, 23, 59, 59),
    )
    assert said(one_day, of({"FR": 1}, {PARIS: 1})) == []
    saturday = replace(one_day, finish=datetime(2026, 11, 28, 23, 59, 59))
    assert "Sat." in said(saturday, of({"FR": 1}, {PARIS: 1}))[0]


def test_hours_cut_by_the_dates_are_not_told() -> None:
    morning = replace(
        at(6, 12, zone=MOSCOW),
        start=datetime(2026, 11, 24, 8),
        finish=datetime(2026, 11, 24, 11),
    )
    assert said(morning, of({"RU": 1})) == []


def test_a_night_is_outside_in_both_its_days() -> None:
    night = Policy(
        week=Week.of(dict.fromkeys(Day, (Window(0, 120), Window(1320, DAY_END)))), zone=MOSCOW
    )
    assert "every day." in said(night, of({"RU": 1}))[0]


@pytest.mark.parametrize("policy", [Policy(zone=MOSCOW), at(0, 24)])
def test_rows_that_say_all_themselves_and_campaigns_are_left_alone(policy: Policy) -> None:
    rows = replace(of({"FR": 1}), own=Own(numbers=1, schedules=1, weeks=1))
    assert said(policy, rows) == []
    assert said(Policy(zone=MOSCOW), of({"FR": 1})) == []


def test_modes() -> None:
    draft = Draft("d", 1, 1, "en", numbers=of({"FR": 1}), policy=at(9, 22, Day.SAT))

    def keys(guard: Guard) -> list[str]:
        return [line.key for line in card(draft, None, NOW, guard) if "legal" in line.key]

    assert keys(WARN) == ["legal-outside"]
    assert keys(BLOCK) == ["legal-outside", "legal-blocked"]
    assert keys(OFF) == []
    assert [blocked(draft, None, NOW, guard) for guard in (WARN, BLOCK, OFF)] == [
        False,
        True,
        False,
    ]
    lawful = replace(draft, policy=at(10, 12, Day.FRI))
    assert not blocked(lawful, None, NOW, BLOCK)


def test_what_is_held_back_has_no_button_to_send() -> None:
    draft = Draft("d", 1, 1, "en", numbers=of({"FR": 1}), policy=at(9, 22, Day.SAT))
    sends = []
    for guard in (WARN, BLOCK):
        deployment = Deployment(
            frozenset(),
            lambda said, base=None, *, table=False: Reading(said),
            lambda: NOW,
            lambda: "id",
            lambda: 0.5,
            legal=guard,
        )
        buttons = [button for row in draft_card(draft, deployment).buttons for button in row]
        sends.append(Action.SEND in {button.action for button in buttons})
        assert {Action.CHANGE, Action.CANCEL} <= {button.action for button in buttons}
    assert sends == [True, False]


def test_the_picture_shades_what_all_may_be_called_in() -> None:
    """On the policy's clock: Paris is two hours behind Moscow in November."""
    both = of({"FR": 1, "RU": 1}, {PARIS: 1, None: 1})
    shaded = legal_week(at(9, 18), None, NOW, both, HOURS)
    assert shaded[Day.MON] == (Window(720, 900), Window(960, 1320))
    assert shaded[Day.SAT] == ()
    alone = legal_week(at(9, 18), None, NOW, of({"RU": 1}), HOURS)
    assert (alone[Day.MON], alone[Day.SUN]) == ((Window(480, 1320),), (Window(540, 1200),))
    assert legal_week(at(9, 18), None, NOW, Tally(), HOURS)[0] == (Window(0, DAY_END),)


@pytest.mark.parametrize(
    ("phone", "country"),
    [
        ("79123456789", "RU"),
        ("73432123456", "RU"),
        ("77012345678", "KZ"),
        ("76001234567", "KZ"),
        ("33612345678", "FR"),
        ("12125551234", "US"),
        ("18005551234", "US"),
        ("14165551234", "CA"),
        ("375291234567", "BY"),
        ("", ""),
    ],
)
def test_countries_of_numbers(phone: str, country: str) -> None:
    assert country_of(phone) == country
    assert countries_of([phone, phone]) == {country: 2}


def test_a_clock_of_two_countries_goes_to_the_one_that_has_no_other() -> None:
    """Minsk keeps the time of Moscow; its numbers are called on the time of Vladivostok here."""
    numbers = of({"RU": 2, "BY": 1}, {MOSCOW: 1, None: 2})
    lines = said(at(9, 10, Day.MON, zone=FAR_EAST), numbers)
    assert [line.split(",")[0] for line in lines] == ["Belarus (Moscow)"]

"""What a reading says besides the policy: assumptions, questions with answers, unknown words."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot import words
from bot.core.fields import fields
from bot.core.policy import Attempts, Day, Policy, Window
from bot.core.reading.answer import as_json
from bot.core.reading.lexicon import Lexicon
from bot.core.reading.parse import Context, parse
from bot.core.reading.reading import Reading, Role

NOW = datetime.fromisoformat("2026-11-23T12:00:00+03:00")


@cache
def lexicon() -> Lexicon:
    return words.load()


def read(text: str, zone: str | None = None) -> Reading:
    return parse(text, lexicon(), Context(NOW, zone=zone))


def assumed(reading: Reading) -> set[str]:
    return {assumption.said.key for assumption in reading.assumptions}


def test_a_plain_schedule_is_all_fact() -> None:
    reading = read("weekdays 10-18 Moscow")
    assert reading.ready
    assert not reading.assumptions
    assert {piece.role for piece in reading.pieces} == {Role.FACT}
    assert reading.policy.zone == "Europe/Moscow"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("9 to 5 Moscow", "assumed-hours"),
        ("weekdays 10-20, Friday until 6 Moscow", "assumed-half"),
        ("после 15 мск", "assumed-hours"),
        ("с 22:00 до 2:00 мск", "assumed-overnight"),
        ("10-13 и 12-15 мск", "assumed-merged"),
        ("until Friday Moscow", "assumed-inclusive"),
        ("2 retries", "assumed-first-call"),
        ("понидельник", "assumed-word"),
        ("10-18", "assumed-no-zone"),
        ("for 2 weeks, Moscow", "assumed-until"),
    ],
)
def test_what_the_words_did_not_say_is_an_assumption(text: str, key: str) -> None:
    assert key in assumed(read(text))


def test_the_chats_zone_is_an_assumption_too() -> None:
    assert assumed(read("10-18", zone="Asia/Omsk")) == {"assumed-chat-zone"}
    assert assumed(read("10-18", zone="+05:00")) == {"assumed-chat-offset"}
    assert read("10-18", zone="Asia/Omsk").policy.zone is None


def test_dates_are_counted_on_the_clock_of_the_text_or_the_chat() -> None:
    """At 22:00 in Moscow it is tomorrow in Vladivostok."""
    late = Context(datetime.fromisoformat("2026-11-23T22:00:00+03:00"))
    east = parse("завтра по Владивостоку", lexicon(), late)
    assert east.policy.finish == datetime(2026, 11, 25, 23, 59, 59)
    chat = parse("завтра", lexicon(), Context(late.now, zone="Asia/Vladivostok"))
    assert chat.policy.finish == datetime(2026, 11, 25, 23, 59, 59)
    assert ZoneInfo("Asia/Vladivostok").key == east.policy.zone


def test_a_question_has_ready_answers() -> None:
    (question,) = read("будни 18-10 мск").questions
    assert question.words == "18-10"
    weeks = [answer.policy.week for answer in question.answers]
    assert all(answer.policy.zone == "Europe/Moscow" for answer in question.answers)
    assert weeks[0] is not None
    assert weeks[0].days[Day.MON] == (Window(600, 1080),)
    assert weeks[1] is not None
    assert weeks[1].days[Day.SAT] == (Window(0, 600),)


def test_days_without_hours_can_take_those_of_the_others() -> None:
    (question,) = read("пн 10-18, ср мск, 3 попытки").questions
    same, without = (answer.policy for answer in question.answers)
    assert same.week is not None
    assert same.week.allowed == (Day.MON, Day.WED)
    assert without.week is not None
    assert without.week.allowed == (Day.MON,)
    assert same.attempts == without.attempts == Attempts(3)
    assert same.zone == without.zone == "Europe/Moscow"


def test_two_ways_to_bind_hours_to_days_are_asked() -> None:
    (question,) = read("10-18 пн, вт, ср 11-15").questions
    assert question.said.key == "asked-binding"
    assert len(question.answers) == 2


def test_two_cities_of_one_name_are_asked() -> None:
    (question,) = read("10-18 Valencia").questions
    assert {a.policy.zone for a in question.answers} >= {"America/Caracas", "Europe/Madrid"}


def test_unknown_words_are_quoted_and_noted() -> None:
    reading = read("будни 10-18, кроме праздников и если не дождь")
    assert reading.unknown[0].words == "кроме праздников"
    assert reading.unknown[0].note is not None
    assert not reading.ready
    assert reading.policy.week is not None


def test_names_become_payload_only_on_a_line_of_their_own() -> None:
    reading = read("79123456789 Алексей\n79132223344 Мария Иванова\nбудни 10-18")
    assert [n.payload for n in reading.numbers] == [{"name": "Алексей"}, {"name": "Мария Иванова"}]
    assert read("79123456789 будни Алексей").unknown[0].words == "Алексей"


def test_repeats_are_refused_by_the_apis_rule() -> None:
    reading = read("79123456789\n8 912 345-67-89\n79123456789 Алексей")
    assert [n.phone for n in reading.numbers] == ["79123456789", "79123456789"]
    assert [r.reason.key for r in reading.refused] == ["refused-duplicate"]


def test_numbers_without_an_area_need_a_zone_when_each_has_its_own() -> None:
    assert read("73432123456 10-18 по местному времени").ready
    (question,) = read("73432123456 79123456789 10-18 по местному времени").questions
    assert question.said.params == {"count": 1}


def test_a_foreign_month_is_looked_up_and_said() -> None:
    reading = read("до 15 grudnia мск")
    assert reading.policy.finish == datetime(2026, 12, 15, 23, 59, 59)
    assert "assumed-date" in assumed(reading)


def test_nothing_said_is_no_policy() -> None:
    assert read("").policy == Policy()
    assert as_json(read("привет"))["status"] == "ask"


def test_the_json_form_holds_what_a_program_needs() -> None:
    found = as_json(read("будни 18-10 абв 79123456789 112233 "))
    assert found["status"] == "ask"
    assert found["numbers"] == [{"phone": "79123456789"}]
    assert {"questions", "not_understood", "policy"} <= found.keys()


def test_hours_of_many_lines_are_the_apis_canonical_form() -> None:
    reading = read("пн 9-18\nвт 9-18\nср 9-13\nмск")
    assert fields(reading.policy)["allowedTime"] == {
        "default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}],
        "wed": [{"localTimeFrom": "09:00", "localTimeTo": "13:00"}],
    }


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("с 9 до 6 мск", "week"),
        ("после 15 мск", "week"),
        ("10-13 и 12-15 мск", "week"),
        ("понидельник", "week"),
        ("будни 10-18", "zone"),
        ("10-18 Moscw", "zone"),
        ("до пятницы мск", "dates"),
        ("2 недели мск", "dates"),
        ("2 повтора", "attempts"),
        ("3 попыткы", "attempts"),
    ],
)
def test_an_assumption_says_which_part_of_the_policy_it_is_about(text: str, about: str) -> None:
    assert {assumption.about for assumption in read(text).assumptions} == {about}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("будни 18-10 мск", "week"),
        ("10-18 или 11-19 мск", "week"),
        ("10-18 пн, вт, ср 11-15 мск", "week"),
        ("среда кроме среды", "week"),
        ("пн 10-18, ср мск", "week"),
        ("будни, обед", "week"),
        ("10-18 Valencia", "zone"),
        ("10-18 мск, 9-17 по Лондону", "zone"),
        ("79123456789 10-18 по местному времени", "zone"),
        ("до 1 ноября 2026 мск", "dates"),
        ("до 10 декабря, до 20 декабря мск", "dates"),
        ("100 попыток", "attempts"),
        ("3 попытки, 5 попыток", "attempts"),
        ("каждые 100 часов", "attempts"),
    ],
)
def test_a_question_says_which_part_of_the_policy_it_is_about(text: str, about: str) -> None:
    assert {question.about for question in read(text).questions} == {about}


@pytest.mark.parametrize("lost", ["\ufffd", chr(0xD83D), "\x00", "\x07", "\x1b", "\x7f", "\ue000"])
def test_what_was_lost_on_its_way_is_not_passed_over(lost: str) -> None:
    """Where a character did not survive there may have been a word."""
    reading = read(f"будни 10-18 мск {lost}")
    assert [unknown.words for unknown in reading.unknown] == [lost]
    assert not read(f"будни {lost}10-18 мск").ready


@pytest.mark.parametrize("blank", ["\t", "\x0b", "\x0c", "\r", "\x1f", "\x85", "\u2028", "\u200b"])
def test_white_space_of_every_kind_is_nothing(blank: str) -> None:
    assert read(f"будни{blank} 10-18 мск{blank}").ready


@pytest.mark.parametrize(
    "text",
    ["Катя, будни 10-18 мск", "Привет, Анна Сергеевна! 10-18 мск", "10-18 мск. Спасибо, Лена"],
)
def test_a_name_in_a_greeting_is_no_client(text: str) -> None:
    reading = read(text)
    assert reading.ready
    assert not reading.numbers


@pytest.mark.parametrize(
    "text",
    ["Праздники, будни 10-18 мск", "будни Катя 10-18", "Катя, 79123456789 звонить будни 10-18"],
)
def test_other_names_and_words_at_the_start_are_not_passed_over(text: str) -> None:
    assert not read(text).ready


def test_a_table_gives_payload_by_its_columns() -> None:
    reading = read("телефон;имя;сумма\n79123456789;Иван;15000\n89132223344;Анна;\nбудни 10-18 мск")
    assert reading.ready
    assert [n.payload for n in reading.numbers] == [
        {"имя": "Иван", "сумма": "15000"},
        {"имя": "Анна"},
    ]
    assert not reading.refused


def test_a_column_of_hours_is_no_payload() -> None:
    assert not read("телефон;имя;часы\n79123456789;Иван;10-18").ready


def test_an_object_gives_payload_with_or_without_the_phone_in_it() -> None:
    text = (
        '[{"phone": "79123456789", "name": "Иван"},\n {"phone": 79132223344, "payload": {"a": 1}}]'
    )
    reading = read(f"{text}\nбудни 10-18 мск")
    assert reading.ready
    assert [n.payload for n in reading.numbers] == [{"name": "Иван"}, {"a": "1"}]
    assert not read('{"phone": "79123456789", "allowedDays": ["mon"]}').ready

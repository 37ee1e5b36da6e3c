"""Reading answers: the documented samples, and what no document describes."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.calls_api import answers
from bot.calls_api.answers import Answer
from bot.core.errors import (
    ApiBroken,
    ApiBusy,
    ApiRejected,
    ApiUnclear,
    ApiUnknown,
    CampaignClosed,
    Outside,
    TokenInvalid,
)
from bot.logs import redactor

SAMPLES = Path(__file__).parents[1] / "contract" / "samples"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PHONES = ("79123456789", "79123456780")
TOKEN = "8231.7056.1b131df1"
REDACT = redactor()

Read = Callable[[Answer], object]


def ids(answer: Answer) -> object:
    return answers.job_ids(answer, 2, REDACT)


def state(answer: Answer) -> object:
    return answers.campaign_status(answer, REDACT)


def info(answer: Answer) -> object:
    return answers.campaign(answer, REDACT)


def sample(name: str) -> Answer:
    """A recorded answer as it would come from the wire."""
    recorded = json.loads((SAMPLES / f"{name}.json").read_text())
    return Answer(recorded["status"], recorded["headers"], json.dumps(recorded["body"]), NOW)


def answer(status: int, text: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, text, NOW)


def outcome(read: Read, given: Answer) -> object:
    """What was read, or the kind of the error and what it carries."""
    try:
        return read(given)
    except Outside as error:
        return type(error), vars(error)


DOCUMENTED: dict[str, tuple[Read, object]] = {
    "add_phones_200": (ids, ("5665334669", "5665334670")),
    "add_phones_200_bare_numbers": (ids, ("5665334669", "5665334670")),
    "add_phones_400_duplicated": (
        ids,
        (ApiRejected, {"kind": "phone.duplicated", "phones": PHONES}),
    ),
    "add_phones_400_bad_format": (
        ids,
        (ApiRejected, {"kind": "phone.bad.format", "phones": ("7912",)}),
    ),
    "add_phones_400_zone": (
        ids,
        (ApiRejected, {"kind": "phone.gmtZone.bad.format", "phones": PHONES[:1]}),
    ),
    "add_phones_400_state": (ids, (CampaignClosed, {"state": "finished"})),
    "add_phones_400_time": (
        ids,
        (ApiRejected, {"kind": "invalid.call.allowed.time", "phones": ()}),
    ),
    "add_phones_400_priority": (
        ids,
        (ApiRejected, {"kind": "invalid.dialer_priority", "phones": ()}),
    ),
    "any_404_token": (state, (TokenInvalid, {})),
    "control_400": (
        ids,
        (
            ApiUnknown,
            {
                "status": 400,
                "raw": '{"error": "call.task.is.finished", "message": "Campaign is finished",'
                ' "args": {}}',
            },
        ),
    ),
    "status_200": (state, "inProgress"),
    "status_200_other_spelling": (state, "inProgress"),
}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_documented_answers_mean_what_the_document_says(name: str) -> None:
    read, meant = DOCUMENTED[name]
    assert outcome(read, sample(name)) == meant


def test_a_campaign_is_read_with_aware_times_and_one_spelling() -> None:
    read = answers.campaign(sample("campaign_200"), REDACT)
    assert (read.id, read.name, read.status) == ("12345", "Autumn", "inProgress")
    assert read.creation_date == datetime(2020, 3, 23, tzinfo=UTC)
    assert read.start_time == datetime(2020, 3, 23, 1, tzinfo=UTC)
    assert read.end_time is None
    assert read.short_report is not None
    assert (read.short_report.total_numbers, read.short_report.retry_calls) == (100, 7)


@pytest.mark.parametrize(
    "wire",
    [
        1584921600000,
        "1584921600000",
        "2020-03-23T00:00:00Z",
        "2020-03-23T03:00:00+03:00",
        "2020-03-23T00:00:00",
    ],
)
def test_a_time_is_one_moment_in_every_form(wire: object) -> None:
    read = answers.campaign(answer(200, json.dumps({"creationDate": wire})), REDACT)
    assert read.creation_date == datetime(2020, 3, 23, tzinfo=UTC)
    assert read.creation_date.utcoffset() == timedelta()


def test_new_fields_and_states_are_kept() -> None:
    body = {"status": "hibernating", "lunarPhase": "full", "shortReport": {"whispers": 3}}
    read = answers.campaign(answer(200, json.dumps(body)), REDACT)
    assert read.status == "hibernating"
    assert read.model_extra == {"lunarPhase": "full"}
    assert read.short_report is not None
    assert read.short_report.model_extra == {"whispers": 3}


@pytest.mark.parametrize(
    "body",
    ["[]", "7", '{"creationDate": "long ago"}', '{"creationDate": 1e300}', '{"creationDate": NaN}'],
)
def test_a_campaign_in_another_shape_is_unknown(body: str) -> None:
    assert outcome(info, answer(200, body)) == (ApiUnknown, {"status": 200, "raw": body})


@pytest.mark.parametrize(
    "body",
    [
        '["1"]',
        '["1", "2", "3"]',
        "[]",
        '["1", "1"]',
        '["1", ""]',
        '["1", null]',
        "[[1], [2]]",
        '{"ids": ["1", "2"]}',
        "null",
        '"12"',
        "[true, false]",
    ],
)
def test_other_jobs_than_one_per_number_are_for_a_person(body: str) -> None:
    """The same key would only bring the same answer, so asking again tells nothing."""
    assert outcome(ids, answer(200, body)) == (ApiUnknown, {"status": 200, "raw": body})


@pytest.mark.parametrize(
    "body", ["", '["5665334669", "56', "<html>ok</html>", "[" * 100_000, "\ufffd"]
)
def test_a_200_that_cannot_be_read_is_unclear(body: str) -> None:
    assert outcome(ids, answer(200, body)) == (ApiUnclear, {})


def test_too_many_requests_says_when_to_come_again() -> None:
    assert outcome(ids, answer(429, retry_after="7")) == (ApiBusy, {"retry_after": 7.0})
    assert outcome(ids, answer(429)) == (ApiBusy, {"retry_after": None})
    assert outcome(ids, answer(503, retry_after="7")) == (ApiBusy, {"retry_after": 7.0})


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_errors_of_the_service_are_broken(status: int) -> None:
    assert outcome(ids, answer(status, "<html>")) == (ApiBroken, {})


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Mon, 02 Mar 2026 09:01:30 GMT", 90.0),
        ("Mon, 02 Mar 2026 12:01:30 +0300", 90.0),
        ("Mon, 02 Mar 2026 09:01:30 -0000", 90.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("999999999", answers.LONGEST_WAIT),
        ("Fri, 31 Dec 9999 23:59:59 GMT", answers.LONGEST_WAIT),
        ("9" * 400, None),
        ("-5", None),
        ("1e9", None),
        ("nan", None),
        ("²", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_both_forms(header: str | None, seconds: float | None) -> None:
    assert answers.retry_after(header, NOW) == seconds


@pytest.mark.parametrize("status", [201, 204, 301, 302, 400, 401, 403, 404, 408, 409, 422])
def test_what_no_document_describes_is_unknown(status: int) -> None:
    """Among them a proxy's own 404: the token may be alive behind it."""
    assert outcome(ids, answer(status, "a page")) == (
        ApiUnknown,
        {"status": status, "raw": "a page"},
    )


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, "phone.duplicated"), (400, "invalid.token"), (403, "invalid.token"), (400, "bad.day")],
)
def test_a_kind_under_another_status_is_unknown(status: int, kind: str) -> None:
    body = json.dumps({"type": kind})
    assert outcome(ids, answer(status, body)) == (ApiUnknown, {"status": status, "raw": body})


def test_the_raw_text_is_clean_and_short() -> None:
    text = f"\x1b[31mno\r\n{PHONES[0]} +7 (912) 345-67-80 {TOKEN} /campaign/x.y/ " + "long " * 200
    assert outcome(ids, answer(418, text)) == (
        ApiUnknown,
        {
            "status": 418,
            "raw": ("[31mno +7912•••6780 *** /campaign/***/ " + "long " * 200)[:300],
        },
    )


def test_a_secret_at_the_cut_leaves_no_half() -> None:
    text = "x" * (answers.RAW_LENGTH - 12) + f" {TOKEN} {PHONES[0]}"
    with pytest.raises(ApiUnknown) as caught:
        ids(answer(418, text))
    assert "8231" not in caught.value.raw
    assert "7912" not in caught.value.raw[-4:]


@pytest.mark.parametrize("state", [None, "", "the campaign of +79123456789 is over", "x" * 60])
def test_a_state_that_is_no_word_is_not_passed_on(state: str | None) -> None:
    body = json.dumps({"type": "invalid.call.task.state", "state": state})
    assert outcome(ids, answer(400, body)) == (CampaignClosed, {"state": "?"})


@pytest.mark.parametrize(
    "given",
    [
        answer(200, '["half'),
        answer(200, '{"phone": "79123456789"}'),
        answer(400, '{"type": ["79123456789"]}'),
    ],
)
def test_errors_drag_no_body_along(given: Answer) -> None:
    """Neither the text of an error, nor its cause or context, has what was in the answer."""
    with pytest.raises(Outside) as caught:
        ids(given)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert PHONES[0] not in "".join(traceback.format_exception(caught.value))

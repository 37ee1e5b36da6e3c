"""The shapes of the sandbox's OpenAPI document, with the limits that the code itself checks."""

from collections.abc import Collection
from typing import Final

from bot.sandbox.campaign import STATES
from bot.sandbox.documents import Json
from bot.sandbox.faults import MOST, Kind
from bot.sandbox.job import STATUSES
from bot.sandbox.orders import INTEGERS, LONGEST_LIST, MOST_CHECKS, PRIORITIES
from bot.sandbox.paging import LARGEST_PAGE, LAST_PAGE, USUAL_PAGE
from bot.sandbox.phones import DIGITS
from bot.sandbox.rules import LONGEST_LEAP
from bot.sandbox.schedule import CLOCK, DAYS
from bot.sandbox.settings import MOST_LINES, MOST_MINUTES

Schema = dict[str, Json]

TEXT: Final[Schema] = {"type": "string"}
MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
UNIX_MS: Final[Schema] = {"type": "integer", "description": "milliseconds of Unix time"}
NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
FREE: Final[Schema] = {"type": "object"}


def ref(name: str) -> Schema:
    """Return a reference to a shape of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(items: Schema, least: int = 0, most: int | None = None) -> Schema:
    """Return the shape of an array."""
    shape: Schema = {"type": "array", "items": items, "minItems": least}
    return shape if most is None else {**shape, "maxItems": most}


def whole(least: int, most: int) -> Schema:
    """Return the shape of an integer within limits, both included."""
    return {"type": "integer", "minimum": least, "maximum": most}


def closed(fields: dict[str, Schema], required: Collection[str] | None = None) -> Schema:
    """Return the shape of an object with these fields and no other; all required unless said."""
    return {
        "type": "object",
        "properties": {**fields},
        "required": [*(fields if required is None else required)],
        "additionalProperties": False,
    }


def or_null(schema: Schema) -> Schema:
    """Return the shape of a value that may be null."""
    return {**schema, "type": [schema["type"], "null"]}


def chosen(names: Collection[str]) -> Schema:
    """Return the shape of one of several names."""
    return {"type": "string", "enum": [*names]}


def _refusal(kind: str, **fields: Schema) -> Schema:
    return closed({"type": {"type": "string", "const": kind}, **fields, "message": TEXT})


def _bounds(*moments: str) -> Schema:
    names = [moment + end for moment in moments for end in ("From", "To")]
    dates = closed(dict.fromkeys(names, MOMENT), ())
    return closed({"filter": dates, "pagination": ref("PaginationRequest")}, ())


_LOCAL_TIME: Final[Schema] = {"type": "string", "pattern": f"^{CLOCK}$"}
_SAID: Final = {"tagName": TEXT, "tagPayload": FREE, "reportData": FREE}
_NO_REDIAL: Final[Schema] = {"type": ["integer", "null"]}

REQUESTS: Final[dict[str, Schema]] = {
    "CallJobParametersList": array(ref("CallJobParameters"), 1, LONGEST_LIST),
    "CallJobParameters": closed(
        {
            "phone": {"type": "string", "pattern": f"^{DIGITS}$"},
            "payload": FREE,
            "startDateTime": MOMENT,
            "finishDateTime": MOMENT,
            "allowedDays": {**array(chosen(DAYS), 1, len(DAYS)), "uniqueItems": True},
            "allowedTime": {
                **closed(dict.fromkeys((*DAYS, "default"), array(ref("LocalTimeInterval"), 1)), ()),
                "minProperties": 1,
            },
            **{name: whole(*limits) for name, limits in INTEGERS.items()},
            "gmtZone": {**TEXT, "examples": ["+03:00", "Europe/Moscow"]},
            "dialerPriority": whole(*PRIORITIES),
            "externalCheck": closed(
                {
                    "externalCheckUrl": {"type": "string", "format": "uri"},
                    "externalCheckMaxRetries": whole(0, MOST_CHECKS),
                },
                ("externalCheckUrl",),
            ),
            "localTimeFrom": {**_LOCAL_TIME, "deprecated": True},
            "localTimeTo": {**_LOCAL_TIME, "deprecated": True},
        },
        ("phone",),
    ),
    "LocalTimeInterval": closed({"localTimeFrom": _LOCAL_TIME, "localTimeTo": _LOCAL_TIME}),
    "CallNumbersAndCallJobIds": {
        **closed({"phones": array(TEXT, 1), "ids": array(TEXT, 1)}, ()),
        "minProperties": 1,
    },
    "PaginationRequest": closed(
        {
            "page": {**whole(0, LAST_PAGE), "default": 0},
            "pageSize": {**whole(1, LARGEST_PAGE), "default": USUAL_PAGE},
        },
        (),
    ),
    "CallJobDatesWithPagination": _bounds("createdAt", "finishedAt"),
    "CallAttemptDatesWithPagination": _bounds("startedAt", "finishedAt"),
}

ANSWERS: Final[dict[str, Schema]] = {
    "CallJobID": TEXT,
    "CallJobIDList": array(TEXT),
    "CampaignStatus": chosen(STATES),
    "Campaign": closed(
        {
            "id": NUMBER,
            "name": TEXT,
            "projectName": TEXT,
            "creationDate": UNIX_MS,
            "botId": TEXT,
            "startTime": UNIX_MS,
            "endTime": or_null(UNIX_MS),
            "status": ref("CampaignStatus"),
            "maxSimultaneousCalls": NUMBER,
            "shortReport": closed(
                dict.fromkeys(
                    (
                        "totalNumbers",
                        "processedNumbers",
                        "usedTalkingTime",
                        "usedAsrSeconds",
                        "inProcessCalls",
                        "retryCalls",
                    ),
                    NUMBER,
                )
            ),
        }
    ),
    "JobStatus": chosen(STATUSES),
    "CallJobReport": closed(
        {
            "callJobId": TEXT,
            "redialNumber": _NO_REDIAL,
            "phone": TEXT,
            "attemptsCount": NUMBER,
            "jobStatus": ref("JobStatus"),
            "createdAt": UNIX_MS,
            "finishedAt": or_null(UNIX_MS),
            "callDuration": NUMBER,
            **_SAID,
        }
    ),
    "CallAttemptReport": closed(
        {
            "callJobId": TEXT,
            "redialNumber": _NO_REDIAL,
            "phone": TEXT,
            "jobStatus": ref("JobStatus"),
            "callResult": TEXT,
            "callDuration": NUMBER,
            "startedAt": UNIX_MS,
            "finishedAt": or_null(UNIX_MS),
            "attemptNumber": NUMBER,
            **_SAID,
        }
    ),
    "PaginationResponse": closed({"page": NUMBER, "pageSize": NUMBER}),
    **{f"{row}List": array(ref(row)) for row in ("CallJobReport", "CallAttemptReport")},
    **{
        f"{row}Page": closed({"items": array(ref(row)), "pagination": ref("PaginationResponse")})
        for row in ("CallJobReport", "CallAttemptReport")
    },
}

REFUSALS: Final[dict[str, Schema]] = {
    "TokenError": _refusal("invalid.token"),
    "PhoneDuplicatedError": _refusal("phone.duplicated", phone=TEXT, phonesDuplicates=array(TEXT)),
    "PhoneFormatError": _refusal("phone.bad.format", phone=TEXT),
    "ZoneError": _refusal("phone.gmtZone.bad.format", phone=TEXT, gmtZone=TEXT),
    "CampaignStateError": _refusal("invalid.call.task.state", state=TEXT),
    "AllowedTimeError": _refusal("invalid.call.allowed.time"),
    "PriorityError": _refusal("invalid.dialer_priority"),
    "IdNotFoundError": _refusal("id.not.found", id=TEXT),
    "PhoneNotFoundError": _refusal("phone.not.found", phone=TEXT),
    "RequestError": _refusal("sandbox.bad.request", field=TEXT),
    "KeyReusedError": _refusal("sandbox.key.reused"),
    "StateFailedError": _refusal("sandbox.state.failed"),
    "ControlError": closed({"error": TEXT, "message": TEXT, "args": FREE}),
}

PRACTICE: Final[dict[str, Schema]] = {
    "Step": closed(
        {
            "advance_s": {
                "type": "number",
                "minimum": 0,
                "maximum": int(LONGEST_LEAP.total_seconds()),
            }
        }
    ),
    "Clock": closed({"now": MOMENT}),
    "Settings": closed(
        {
            "campaign": TEXT,
            "status": ref("CampaignStatus"),
            "lines": whole(1, MOST_LINES),
            "answered_percent": whole(0, 100),
            "minutes": or_null(whole(0, MOST_MINUTES)),
            "ends_itself": {"type": "boolean"},
        },
        (),
    ),
    "Fault": closed(
        {
            "next": whole(1, MOST),
            "kind": chosen([*Kind]),
            "status": whole(400, 599),
            "retry_after": whole(0, 86_400),
            "on": TEXT,
            "pause_ms": whole(1, 600_000),
        },
        (),
    ),
    "Pending": closed({"pending": NUMBER}),
}

SCHEMAS: Final = REQUESTS | ANSWERS | REFUSALS | PRACTICE

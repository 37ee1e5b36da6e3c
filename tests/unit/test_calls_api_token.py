"""A campaign's token never shows, whatever is done with it."""

from __future__ import annotations

import copy
import json
import pickle
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.calls_api.token import CampaignToken

SECRET = "8231.7056.1b131df1"


@dataclass(frozen=True)
class Holder:
    token: CampaignToken


SHOWN: tuple[Callable[[CampaignToken], str], ...] = (
    repr,
    str,
    "{}".format,
    "{:>40}".format,
    "{!r:.5}".format,
    lambda token: "%s" % (token,),  # noqa: UP031
    lambda token: f"{[token]} {{{token}: 1}} {Holder(token)}",
    lambda token: ascii(Holder(token)),
)


@pytest.mark.parametrize("show", SHOWN)
def test_every_print_shows_stars(show: Callable[[CampaignToken], str]) -> None:
    shown = show(CampaignToken(SECRET))
    assert "***" in shown
    assert SECRET not in shown


def test_the_token_is_there_for_who_asks() -> None:
    assert CampaignToken(SECRET).reveal() == SECRET


def test_it_hides_itself_in_a_text() -> None:
    assert CampaignToken(SECRET).hide_in(f"a {SECRET}, {SECRET}") == "a ***, ***"


WRITTEN: tuple[Callable[[object], object], ...] = (pickle.dumps, copy.deepcopy, json.dumps)


@pytest.mark.parametrize("write", WRITTEN)
def test_it_is_not_written_down(write: Callable[[object], object]) -> None:
    with pytest.raises(TypeError) as caught:
        write(CampaignToken(SECRET))
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "value", ["", " ", "a/b", "..", "a..b", "a?b", "a%2Fb", "a b", "а.б", "a\n"]
)
def test_what_would_bend_the_path_is_no_token(value: str) -> None:
    with pytest.raises(ValueError, match="letters, digits") as caught:
        CampaignToken(value)
    assert not value.strip(". ") or repr(value) not in str(caught.value)


@pytest.mark.parametrize("value", [SECRET, "1.1.sandbox", "a" * 43, "1.2.x-y_z"])
def test_documented_forms_are_taken(value: str) -> None:
    assert CampaignToken(value).reveal() == value

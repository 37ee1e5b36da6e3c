"""Long lists: many messages make few cards, and what was refused comes as a table."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineWorkbook

from tests.e2e.conftest import Stage


def test_a_list_in_many_messages_makes_few_cards(stage: Stage) -> None:
    """Nothing of it is lost: the last card counts all numbers, and only it can be tapped."""
    stage.start()
    chat = stage.chat("en")
    phones = [str(79_120_000_000 + n) for n in range(41 * 170)]
    sent = chat.paste("weekdays 10-18 Moscow\n" + "\n".join(phones))
    assert len(sent) == 41
    card = chat.wait_for_message(timeout=60, containing=f"{len(phones):,} numbers")
    chat.assert_no_message(within=1)
    assert len(chat.messages) <= 3, chat.transcript()
    assert [message.text for message in chat.messages if message.buttons] == [card.text]


def test_one_message_is_answered_at_once_and_so_is_a_tap(stage: Stage) -> None:
    """The answer to a single message does not wait for others that never come."""
    stage.start()
    chat = stage.chat("en")
    chat.say("79123456789 weekdays 10-18")
    card = chat.wait_for_message()
    chat.tap(card, "Cancel")
    card.wait_for_edit(containing="nothing was sent")


def test_what_was_refused_comes_as_a_table(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("ru")
    chat.say("79123456789\n" + "\n".join(f"8912345{n}" for n in range(100, 110)))
    card = chat.wait_for_message(containing="Не взял 10 номеров")
    chat.tap(card, "Не взял")
    file = chat.wait_for_message(containing="Не взял 10 номеров").file
    sheet = CalamineWorkbook.from_object(BytesIO(file.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0] == ["Строка", "Номер", "Почему не взял"]
    assert [row[1] for row in rows[1:]] == [f"8912345{n}" for n in range(100, 110)]
    assert {row[2] for row in rows[1:]} == {"короче нужного"}

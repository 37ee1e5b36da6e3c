"""A file in, a card, one tap, calls added: on the real process, with its child."""

from __future__ import annotations

import io
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing

import openpyxl

from tests.botapi import BotMessage, Chat, contents
from tests.e2e.conftest import Stage
from tests.e2e.processes import PATIENCE_S

MANY = 100_000

LIST = (
    "Телефон;Имя;Город\n8 (912) 345-67-89;Анна;Самара\n+7 903 123-45-67;Борис;Казань\n12345;Влад;\n"
)
UNCLEAR = "79123456780;79031234560\n79123456781;79031234561\n"
VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nTEL;TYPE=CELL:+7 903 123-45-67\nEND:VCARD\n"


def workbook(**sheets: str) -> bytes:
    """An XLSX with a phone on each sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, phone in sheets.items():
        made.create_sheet(name).append([phone])
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def read(chat: Chat, containing: str) -> BotMessage:
    """The next card, once the file is read and the card says so."""
    card = chat.wait_for_message()
    card.wait_for_edit(containing=containing)
    return card


def answers(card: BotMessage) -> list[str]:
    """The labels of a card's buttons, the last row apart: that one changes and cancels."""
    return [row[0] for row in card.buttons[:-1]]


def send_all(stage: Stage, chat: Chat, card: BotMessage, count: int) -> dict[str, dict[str, str]]:
    """Tap ✅; the payloads of the calls by their phones."""
    chat.tap(card, "✅")
    numbers = "number" if count == 1 else "numbers"
    card.wait_for_edit(containing=f"Added {count} {numbers}")
    jobs = stage.campaign.jobs()
    assert len(jobs) == count
    return {job["phone"]: job.get("payload") or {} for job in jobs}


def test_a_file_with_its_schedule_is_shown_sent_and_told(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.send_document("list.csv", LIST.encode("cp1251"), caption="weekdays 10-18 Moscow")
    card = read(chat, "2 numbers")
    assert "+7 912 345-67-89" in card.text
    assert "Columns: A phone, B name, C city" in card.text
    assert "12345" in card.text
    jobs = send_all(stage, chat, card, 2)
    assert jobs["79123456789"] == {"Имя": "Анна", "Город": "Самара"}
    assert set(jobs) == {"79123456789", "79031234567"}
    assert list((stage.folder / "data" / "tmp").iterdir()) == []


def test_words_after_a_file_are_its_schedule(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.send_document("list.csv", LIST.encode())
    chat.wait_for_message().wait_for_edit(containing="When to call?")
    chat.say("weekdays 10-18 Moscow")
    card = chat.wait_for_message(containing="Mon–Fri 10:00–18:00")
    assert len(send_all(stage, chat, card, 2)) == 2


def test_a_column_that_is_not_clear_is_asked_for_and_not_asked_again(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    header = "Контакт 1;Контакт 2\n"
    chat.send_document("two.csv", (header + UNCLEAR).encode(), caption="weekdays 10-18 Moscow")
    card = read(chat, "Which column of “two.csv” holds the phones?")
    assert "✅" not in str(card.buttons)
    assert answers(card)[1] == "B: Контакт 2 – 79031234560"
    chat.tap(card, "B: Контакт 2")
    card = read(chat, "+7 903 123-45-60")
    assert set(send_all(stage, chat, card, 2)) == {"79031234560", "79031234561"}
    chat.send_document("two.csv", (header + UNCLEAR).encode(), caption="weekdays 10-18 Moscow")
    again = chat.wait_for_message()
    again.wait_for_edit(containing="The columns are as you set them last time.")
    assert "+7 903 123-45-60" in again.text


def test_of_several_sheets_one_is_chosen(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    content = workbook(May="79123456789", June="79031234567")
    chat.send_document("year.xlsx", content, caption="weekdays 10-18 Moscow")
    card = read(chat, "several sheets")
    assert answers(card) == ["May · 1", "June · 1", "All of them", "Leave this file out"]
    chat.tap(card, "June")
    card = read(chat, "+7 903 123-45-67")
    assert set(send_all(stage, chat, card, 1)) == {"79031234567"}


def test_columns_are_corrected_by_words(stage: Stage) -> None:
    """The file is read once more from where Telegram keeps it."""
    stage.start()
    chat = stage.chat("en")
    chat.send_document("two.csv", UNCLEAR.encode(), caption="weekdays 10-18 Moscow")
    card = read(chat, "Which column")
    chat.say("column B is the phone")
    card = read(chat, "+7 903 123-45-60")
    chat.say("column A is the phone")
    card = read(chat, "+7 912 345-67-80")
    assert set(send_all(stage, chat, card, 2)) == {"79123456780", "79123456781"}


def test_a_contact_brings_its_numbers(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.say("weekdays 10-18 Moscow")
    chat.wait_for_message()
    chat.send_contact("79123456789", "Анна", user_id=5, vcard=VCARD)
    card = chat.wait_for_message(containing="2 numbers")
    jobs = send_all(stage, chat, card, 2)
    assert jobs == {"79123456789": {"name": "Анна"}, "79031234567": {"name": "Анна"}}


def test_an_album_that_was_forwarded_is_one_request(stage: Stage) -> None:
    """Two files, each an update of its own, the caption under the second one."""
    stage.start()
    chat = stage.chat("en")
    origin = {"type": "hidden_user", "sender_user_name": "Boris", "date": 1}
    of_album = {"media_group_id": "77", "forward_origin": origin}
    for name, phone, caption in (
        ("a.csv", "79123456789", ""),
        ("b.csv", "79031234567", "weekdays 10-18 Moscow"),
    ):
        file = contents.document(stage.telegram.world, name, phone.encode(), "text/csv", None)
        chat.send({**file, **contents.caption(caption), **of_album}, name)
    card = newest(chat, "Send 2")
    assert set(send_all(stage, chat, card, 2)) == {"79123456789", "79031234567"}


def test_a_vcf_is_read_as_a_file(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    chat.send_document("people.vcf", VCARD.encode(), caption="weekdays 10-18 Moscow")
    card = read(chat, "1 number")
    assert send_all(stage, chat, card, 1) == {"79031234567": {"name": "Anna"}}


def bomb() -> bytes:
    """A workbook whose sheet unpacks to a gigabyte."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(600):
                sheet.write(bytes(1 << 20))
    return held.getvalue()


def test_files_that_cannot_be_read_are_each_told_why_and_the_bot_lives_on(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    bad = {
        "empty.csv": (b"", "There is nothing in this file."),
        "list.xlsx": (b"%PDF-1.7 and more", "This is a PDF"),
        "bomb.xlsx": (bomb(), "unpacks to far too much"),
        "half.xlsx": (workbook(May="79123456789")[:2000], "damaged or incomplete"),
        "photo.jpg": (b"\xff\xd8\xff\xe0" + bytes(100), "This is a picture"),
        "words.txt": (b"hello\nworld\n", "I found no phone numbers"),
    }
    for name, (content, why) in bad.items():
        chat.send_document(name, content)
        card = chat.wait_for_message()
        if why not in card.text:
            card.wait_for_edit(containing=why)
        assert name in card.text
        assert card.buttons == ()
    chat.send_document("huge.csv", b"1", size=21 * 1024 * 1024)
    chat.wait_for_message(containing="larger than 20 MB")
    chat.send_document("list.csv", LIST.encode(), caption="weekdays 10-18 Moscow")
    card = read(chat, "2 numbers")
    assert list((stage.folder / "data" / "tmp").iterdir()) == []


def test_a_telegram_that_does_not_hand_a_file_over_is_asked_again(stage: Stage) -> None:
    stage.start()
    chat = stage.chat("en")
    stage.telegram.fail("getFile", status=502)
    stage.telegram.cut("download")
    chat.send_document("list.csv", LIST.encode(), caption="weekdays 10-18 Moscow")
    card = chat.wait_for_message()
    card.wait_for_edit(containing="2 numbers", timeout=15)


def test_a_bot_killed_during_a_download_fetches_the_file_anew(stage: Stage) -> None:
    bot = stage.start()
    chat = stage.chat("en")
    held = stage.telegram.hang("download")
    chat.send_document("list.csv", LIST.encode(), caption="weekdays 10-18 Moscow")
    card = chat.wait_for_message()
    wait_until(lambda: held.hits == 1)
    bot.kill()
    assert list((stage.folder / "data/tmp").iterdir())
    held.release()
    stage.start()
    card = newest(chat, "2 numbers")
    assert len(send_all(stage, chat, card, 2)) == 2
    assert list((stage.folder / "data/tmp").iterdir()) == []


def test_a_bot_that_is_told_to_stop_during_a_download_ends_in_order(stage: Stage) -> None:
    bot = stage.start()
    chat = stage.chat("en")
    held = stage.telegram.hang("download")
    chat.send_document("list.csv", LIST.encode(), caption="weekdays 10-18 Moscow")
    chat.wait_for_message()
    wait_until(lambda: held.hits == 1)
    assert bot.stop() == 0
    assert list((stage.folder / "data/tmp").iterdir()) == []
    held.release()
    stage.start()
    newest(chat, "Send 2")


def test_a_bot_killed_during_an_import_has_every_number_once(stage: Stage) -> None:
    """Some of the rows were in the database already, and nobody had seen them."""
    bot = stage.start()
    chat = stage.chat("en")
    rows = "".join(f"7912{n:07},Ann\n" for n in range(MANY))
    chat.send_document("many.csv", rows.encode(), caption="weekdays 10-18 Moscow")
    card = chat.wait_for_message()
    wait_until(lambda: kept(stage) > 0)
    bot.kill()
    assert 0 < kept(stage) < MANY
    stage.start()
    card = newest(chat, "100,000 numbers")
    assert "Send 100,000" in str(card.buttons)
    assert kept(stage) == MANY
    assert len([message for message in chat.messages if message.buttons]) == 1


def kept(stage: Stage) -> int:
    """How many different numbers the database holds; no row may stand twice."""
    with closing(sqlite3.connect(stage.folder / "data" / "bot.db", timeout=10)) as database:
        count, different = database.execute(
            "SELECT count(*), count(DISTINCT phone) FROM number"
        ).fetchone()
    assert count == different
    return int(count)


def newest(chat: Chat, containing: str) -> BotMessage:
    """The newest message of the chat that says so: a card that was edited, or another one."""

    def found() -> list[BotMessage]:
        return [m for m in chat.messages if containing in f"{m.text} {m.buttons}"]

    wait_until(lambda: bool(found()))
    return found()[-1]


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait, as long as it is worth while."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)

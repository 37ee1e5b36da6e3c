"""What the files of a draft do to it: one more, how far it got, a question, its end."""

from __future__ import annotations

from dataclasses import replace

from bot.core.draft import Draft
from bot.core.files import (
    ColumnChoice,
    ColumnSet,
    DraftFile,
    FileChoice,
    FileOptions,
    FileState,
    Import,
    Unsure,
)
from bot.core.phones.columns import ColumnKind, letter
from bot.core.reading.reading import Answer, Question
from bot.core.texts import Text, text

_ABOUT = "file"


def file_of(draft: Draft, file: int) -> DraftFile | None:
    """Find a file of the draft."""
    return next((one for one in draft.files if one.id == file), None)


def on_its_way(
    draft: Draft, work: Import, state: FileState = FileState.READING, count: int = 0
) -> Draft:
    """Tell how far a file is; of an earlier reading only the list that was sent is kept."""
    old = file_of(draft, work.id)
    listed = old.listed if old else ""
    return with_file(draft, DraftFile(work.id, work.file.name, state, count, listed=listed))


def being_read(draft: Draft, work: Import) -> Draft:
    """A file is read, or read anew: until that is done nothing can be sent."""
    changed = on_its_way(draft, work)
    return replace(_unasked(changed, work.id), revision=draft.revision + 1)


def with_file(draft: Draft, file: DraftFile) -> Draft:
    """Tell what is known of a file by now."""
    if file_of(draft, file.id) is None:
        return replace(draft, files=(*draft.files, file))
    files = (file if one.id == file.id else one for one in draft.files)
    return replace(draft, files=tuple(files))


def without_file(draft: Draft, file: int) -> Draft:
    """Take a file out that brings nothing."""
    left = tuple(one for one in draft.files if one.id != file)
    return replace(_unasked(draft, file), files=left, revision=draft.revision + 1)


def asked_of_file(draft: Draft, work: Import, unsure: Unsure) -> Draft:
    """Ask how a file is meant; first of all, for there is nothing to call without it."""
    asked = on_its_way(draft, work, FileState.ASKING)
    question = _question(work, unsure)
    others = _unasked(asked, work.id).questions
    return replace(asked, questions=(question, *others), revision=draft.revision + 1)


def _unasked(draft: Draft, file: int) -> Draft:
    return replace(draft, questions=tuple(q for q in draft.questions if q.about != _about(file)))


def _about(file: int) -> str:
    return f"{_ABOUT} {file}"


def _question(work: Import, unsure: Unsure) -> Question:
    name = work.file.name
    if unsure.sheets:
        said, answers = text("asked-file-sheet", name=name), _sheets(work, unsure)
    else:
        said, answers = text("asked-file-column", name=name), _columns(work, unsure)
    drop = Answer(text("answer-file-drop"), file=FileChoice(work.id, drop=True))
    return Question(said, answers=(*answers, drop), about=_about(work.id))


def _sheets(work: Import, unsure: Unsure) -> tuple[Answer, ...]:
    """A sheet each, and all of them."""
    each = tuple(
        _answer(
            work,
            text("answer-file-sheet", name=sheet.name, rows=sheet.rows),
            replace(work.options, sheets=(sheet.at,)),
        )
        for sheet in unsure.sheets
    )
    every = replace(work.options, sheets=tuple(sheet.at for sheet in unsure.sheets))
    return (*each, _answer(work, text("answer-file-all-sheets"), every))


def _columns(work: Import, unsure: Unsure) -> tuple[Answer, ...]:
    return tuple(
        _answer(
            work,
            _labelled(column),
            work.options.with_columns([ColumnSet(letter(column.at), ColumnKind.PHONE)]),
        )
        for column in unsure.columns
    )


def _labelled(column: ColumnChoice) -> Text:
    said = {"letter": letter(column.at), "example": column.example}
    if not column.header:
        return Text("answer-file-column-bare", dict(said))
    return text("answer-file-column", header=column.header, **said)


def _answer(work: Import, label: Text, options: FileOptions) -> Answer:
    return Answer(label, file=FileChoice(work.id, options))

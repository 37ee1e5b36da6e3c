"""A file in a draft, from the order to read it to its end: each step is one unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.backoff import LONGEST_WAIT, backoff
from bot.core.draft import Draft, DraftState, cancel, on_local_time, with_numbers
from bot.core.draft_files import (
    asked_of_file,
    being_read,
    file_of,
    on_its_way,
    with_file,
    without_file,
)
from bot.core.errors import Refused
from bot.core.files import (
    TOLD_TRIES,
    ColumnSet,
    DraftFile,
    FileChoice,
    FileOptions,
    FileState,
    Found,
    Import,
    SheetRead,
    Unsure,
)
from bot.core.reading.reading import ColumnSaid, Unknown
from bot.core.texts import Text, text
from bot.flows.campaign import look_for
from bot.flows.cards import draft_card, edited_card, refused_list
from bot.flows.deployment import Deployment
from bot.flows.messages import Sent
from bot.flows.ports import Store

KIND = "file"
# So long after it was sent a person still looks at the card, which is then changed in place.
SOON = timedelta(seconds=10)


@dataclass(frozen=True)
class Begun:
    """An import that is run now, and the columns that its chat set for other files."""

    work: Import
    recalled: dict[str, tuple[ColumnSet, ...]]


@dataclass(frozen=True)
class Brought:
    """What the rows of a file were besides their numbers, as `DraftFile` tells of it.

    `refused` is a print of all that was refused, "" where nothing was.
    """

    codes: tuple[tuple[str, int], ...] = ()
    refused: str = ""


def order(store: Store, draft: Draft, sent: Sent, said: Iterable[ColumnSaid] = ()) -> Draft:
    """Note that a file is to be read into an open draft, with what was said of its columns."""
    work = store.imports.add(draft.id, sent.file, sent.album)
    options = work.options.with_columns(_sets(said))
    if options.columns:
        work = replace(work, options=options)
        store.imports.keep(work)
    return being_read(draft, work)


def corrected(
    store: Store, draft: Draft, said: tuple[ColumnSaid, ...], deployment: Deployment
) -> Draft:
    """Read the newest file of a draft with other columns; what is said of none is quoted."""
    asking = [file for file in draft.files if file.state is FileState.ASKING]
    file = next(iter([*asking, *reversed(draft.files)]), None)
    work = store.imports.find(file.id) if file else None
    if work is None:
        note = text("columns-of-no-file")
        lost = tuple(Unknown(one.column, 0, len(one.column), note) for one in said)
        return replace(draft, unknown=(*draft.unknown, *lost))
    return read_again(store, draft, work, work.options.with_columns(_sets(said)), deployment)


def _sets(said: Iterable[ColumnSaid]) -> Iterator[ColumnSet]:
    return (ColumnSet(one.column, one.kind) for one in said)


def chosen(store: Store, draft: Draft, choice: FileChoice, deployment: Deployment) -> Draft:
    """Take the answer to a question about a file."""
    work = store.imports.find(choice.file)
    if work is None or work.draft != draft.id:
        raise Refused(text("refused-stale"))
    if choice.drop:
        store.imports.close(work.id)
        return without_file(draft, work.id)
    return read_again(store, draft, work, choice.options, deployment)


def read_again(
    store: Store, draft: Draft, work: Import, options: FileOptions, deployment: Deployment
) -> Draft:
    """Read a file once more from its beginning, in another way; what it brought is taken out."""
    store.sources.retract(draft.id, KIND, str(work.id))
    work = replace(work, options=options, version=work.version + 1, tries=0, bugs=0)
    store.imports.again(work, deployment.clock())
    return _counted(store, being_read(draft, work))


def begin(store: Store, work: Import) -> Begun | None:
    """Run an import; None when there is no use in it any more."""
    draft = _open(store, work)
    if draft is None:
        store.imports.close(work.id)
        return None
    return Begun(work, store.imports.recall(draft.chat))


def tell(store: Store, work: Import, count: int, deployment: Deployment) -> bool:
    """Show how many numbers there are by now; False when the import is to be left off."""
    draft = _open(store, work)
    if draft is None:
        return False
    _show(store, on_its_way(draft, work, count=count), deployment)
    return True


def ask(store: Store, work: Import, unsure: Unsure, deployment: Deployment) -> None:
    """Let a person decide how the file is meant."""
    draft = _open(store, work)
    if draft is not None:
        store.imports.close(work.id)
        _settle(store, work, asked_of_file(draft, work, unsure), deployment)


def finish(
    store: Store,
    work: Import,
    source: int,
    found: Found,
    brought: Brought,
    deployment: Deployment,
) -> bool:
    """Let everybody see the numbers of a file; False when the import is to be left off.

    The list of what was refused is sent once for each content of it.
    """
    draft = _open(store, work)
    if draft is None:
        return False
    store.sources.finish(source)
    store.imports.close(work.id)
    for table in found.tables if work.options.columns else ():
        if table.fingerprint:
            store.imports.remember(draft.chat, table.fingerprint, work.options.columns)
    before = file_of(draft, work.id)
    draft = _counted(store, with_file(draft, _read(work, found, brought)))
    lost = tuple(Unknown(name, 0, len(name), text("no-such-column")) for name in found.lost)
    _settle(store, work, replace(draft, unknown=(*draft.unknown, *lost)), deployment)
    if brought.refused and (before is None or before.listed != brought.refused):
        store.outbox.post(refused_list(draft))
    return True


def postpone(store: Store, work: Import, deployment: Deployment) -> None:
    """Try again later; after some tries the card says so."""
    draft = _open(store, work)
    if draft is None:
        return
    work = replace(work, tries=work.tries + 1)
    until = deployment.clock() + backoff(work.tries + 1, deployment.chance())
    store.imports.again(work, until)
    if work.tries == TOLD_TRIES:
        _show(store, on_its_way(draft, work, FileState.LATE), deployment)


def bug(store: Store, work: Import, deployment: Deployment) -> None:
    """Try once more after a fault of our own, which may have been met by chance."""
    if _open(store, work) is not None:
        again = replace(work, bugs=work.bugs + 1)
        store.imports.again(
            again, deployment.clock() + backoff(again.bugs + 1, deployment.chance())
        )


def hold(store: Store, work: Import, deployment: Deployment) -> None:
    """Leave an import alone for a while, with all that was said of it meanwhile."""
    kept = store.imports.find(work.id)
    if kept is not None:
        store.imports.again(kept, deployment.clock() + LONGEST_WAIT)


def give_up(store: Store, work: Import, why: Text, deployment: Deployment) -> None:
    """Take a file out of its draft and say why; a draft of nothing else goes with it."""
    draft = _open(store, work)
    if draft is None:
        return
    store.imports.close(work.id)
    draft = without_file(draft, work.id)
    said = text("file-refused", name=work.file.name, why=why)
    if draft.numbers or draft.refused or draft.policy or draft.files or draft.questions:
        _settle(store, work, draft, deployment, first=(said,))
        return
    store.save(cancel(draft))
    said_now = edited_card(draft, (said,))
    store.outbox.post(replace(said_now, edit=_is_soon(work, deployment)))


def _open(store: Store, work: Import) -> Draft | None:
    """The draft of an import, if both still go on as they were when it was begun."""
    kept = store.imports.find(work.id)
    draft = store.draft(work.draft)
    if kept is None or kept.version != work.version or draft is None:
        return None
    return draft if draft.state is DraftState.OPEN else None


def _counted(store: Store, draft: Draft) -> Draft:
    numbers = store.numbers.tally(draft.id, zones=on_local_time(draft))
    return with_numbers(draft, numbers, store.numbers.refused_tally(draft.id))


def _read(work: Import, found: Found, brought: Brought) -> DraftFile:
    """What the card tells of a file that was read: its columns first of all."""
    first, *rest = found.tables
    others = (table for table in rest if not table.plain and table.columns != first.columns)
    return DraftFile(
        work.id,
        work.file.name,
        FileState.DONE,
        columns=() if first.plain else first.columns,
        recalled=any(table.recalled for table in found.tables),
        sheets=tuple(SheetRead(table.name, table.columns) for table in others),
        filtered=sum(table.filtered for table in found.tables),
        codes=brought.codes,
        listed=brought.refused,
    )


def _show(store: Store, draft: Draft, deployment: Deployment) -> None:
    """Change the card in place; nothing of what would be sent has changed."""
    store.save(draft)
    store.outbox.post(replace(draft_card(draft, deployment), edit=True))


def _settle(
    store: Store,
    work: Import,
    draft: Draft,
    deployment: Deployment,
    *,
    first: tuple[Text, ...] = (),
) -> None:
    """Show the card that a person now has to look at."""
    draft = replace(draft, said_at=deployment.clock())
    store.save(draft)
    card = draft_card(draft, deployment, first=first)
    store.outbox.post(replace(card, edit=_is_soon(work, deployment)))
    look_for(store, card, deployment)


def _is_soon(work: Import, deployment: Deployment) -> bool:
    """Whether the card that told of the file is still looked at, and may just be changed."""
    return deployment.clock() - work.since <= SOON

"""A message as if only one of several rivals had been said: their hours and days go with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.reading.nodes import Days, Hours, Node


def ways_apart(nodes: Sequence[Node], rivals: Sequence[Sequence[Node]]) -> Iterator[Sequence[Node]]:
    """The nodes that are left for each rival.

    Where each rival has hours of its own for the same days beside it ("10-18 Moscow, 9-17 London"),
    the hours of the others are left out with them.
    """
    own = _shares(nodes, rivals)
    for at in range(len(rivals)):
        others = {id(n) for i, rival in enumerate(rivals) for n in rival if i != at}
        others |= {id(n) for i, share in enumerate(own) for n in share if i != at}
        yield [n for n in nodes if id(n) not in others]


def _shares(nodes: Sequence[Node], rivals: Sequence[Sequence[Node]]) -> list[list[Node]]:
    """The days and hours of each rival; none where any of them has no hours."""
    whose = {id(n): at for at, rival in enumerate(rivals) for n in rival}
    said = [n for n in nodes if id(n) in whose or isinstance(n, Days | Hours)]
    if said and id(said[0]) not in whose:
        said.reverse()
    shares: list[list[Node]] = [[] for _ in rivals]
    owner: int | None = None
    for node in said:
        owner = whose.get(id(node), owner)
        if owner is not None and id(node) not in whose:
            shares[owner].append(node)
    timed = all(any(isinstance(n, Hours) for n in share) for share in shares)
    days = {tuple(n.mask for n in share if isinstance(n, Days)) for share in shares}
    return shares if timed and len(days) == 1 else []

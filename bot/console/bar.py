"""A progress bar on a terminal, and nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn


@contextmanager
def progress_bar() -> Iterator[Callable[[float], None]]:
    """Show a bar on standard error while the block lasts; it is told the part that is done."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda _part: None
        return
    with Progress(BarColumn(), TaskProgressColumn(), console=screen, transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda part: bar.update(task, completed=part)

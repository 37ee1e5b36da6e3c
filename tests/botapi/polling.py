"""getUpdates: waits on the server's loop until something is there, the time is up, or it lost."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.botapi.wire import Json
from tests.botapi.world import World

# How often a waiting poll looks whether its client still lives.
GLANCE = 0.1


async def poll(world: World, params: Json, gone: Callable[[], Awaitable[bool]]) -> list[Json]:
    """Confirm below the offset and give what waits; raise Refusal with 409 if another poll comes.

    `gone` tells whether the client has hung up: what it will not read must not count as given.
    """
    loop, wake = asyncio.get_running_loop(), asyncio.Event()

    def listener() -> object:
        return loop.call_soon_threadsafe(wake.set)

    with world.lock:
        ticket = world.updates.begin_poll()
        world.updates.remember_allowed(params.get("allowed_updates"))
        world.updates.confirm(params.get("offset"))
    world.touch()
    world.listeners.append(listener)
    try:
        deadline = loop.time() + params.get("timeout", 0)
        return await _wait(world, ticket, params.get("limit", 100), deadline, wake, gone)
    finally:
        world.listeners.remove(listener)


async def _wait(
    world: World,
    ticket: int,
    limit: int,
    deadline: float,
    wake: asyncio.Event,
    gone: Callable[[], Awaitable[bool]],
) -> list[Json]:
    loop = asyncio.get_running_loop()
    while True:
        wake.clear()
        hung_up = await gone()
        with world.lock:
            world.updates.still(ticket)
            batch = [] if hung_up else world.updates.batch(limit)
        left = deadline - loop.time()
        if batch or hung_up or left <= 0 or world.closing:
            return batch
        with suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), min(left, GLANCE))

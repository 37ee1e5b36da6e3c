"""Delivery by webhook: posts updates with the secret header and tries again until it is taken.

Order holds inside one of Telegram's queues (a chat, or a user's presses); an update that is refused
blocks its own queue only. Waits are Telegram's, divided by `hurry`.
"""

import threading
from contextlib import suppress

import httpx

from tests.botapi.updates import Queued, Webhook
from tests.botapi.world import World

LONGEST_WAIT = 60.0
READ_TIMEOUT = 60.0
GLANCE = 0.5
LOOPBACK = {"127.0.0.1", "localhost"}


class Delivery:
    """A thread that posts while a webhook is set."""

    def __init__(self, world: World, hurry: float) -> None:
        self._world = world
        self._hurry = hurry
        self._thread = threading.Thread(target=self._run, name="botapi-webhook", daemon=True)

    def start(self) -> None:
        """Begin to look for updates to post."""
        self._thread.start()

    def stop(self) -> None:
        """Wait for the end, which comes when the world is closing; not for a post that hangs."""
        self._thread.join(timeout=2.0)

    def _run(self) -> None:
        # Loopback only, so there is nobody's certificate to verify; loading them takes a while.
        with httpx.Client(timeout=READ_TIMEOUT, trust_env=False, verify=False) as client:
            while not self._world.closing:
                due = self._next()
                if due:
                    self._deliver(client, *due)

    def _next(self) -> tuple[Webhook, Queued] | None:
        """Give the oldest update whose queue is not held up; wait a little if there is none."""
        world = self._world
        with world.changed:
            hook, now, held = world.updates.webhook, world.now(), set()
            for queued in world.updates.pending if hook and not world.outage else ():
                if queued.queue not in held and queued.not_before <= now and hook:
                    return hook, queued
                held.add(queued.queue)
            world.changed.wait(GLANCE / self._hurry if held else GLANCE)
        return None

    def _deliver(self, client: httpx.Client, hook: Webhook, queued: Queued) -> None:
        problem, asked = "", 0.0
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            if httpx.URL(hook.url).host not in LOOPBACK:
                raise httpx.UnsupportedProtocol("the fake posts to loopback only")
            response = client.post(hook.url, json=queued.update, headers=headers)
            if not response.is_success:
                problem = f"Wrong response from the webhook: {response.status_code}"
                with suppress(ValueError):
                    asked = float(response.headers.get("Retry-After", 0))
        except httpx.HTTPError as error:
            problem = f"Connection failed: {type(error).__name__}"
        self._note(hook, queued, problem, asked)

    def _note(self, hook: Webhook, queued: Queued, problem: str, asked: float) -> None:
        world = self._world
        with world.lock:
            if not problem:
                world.updates.pending = [q for q in world.updates.pending if q is not queued]
            else:
                hook.last_error, hook.last_error_date = problem, int(world.now())
                # The first retry comes at once, then after 2, 4, 8 … seconds.
                wait = asked or (min(2.0**queued.attempts, LONGEST_WAIT) if queued.attempts else 0)
                queued.not_before = world.now() + wait / self._hurry
                queued.attempts += 1
        world.touch()

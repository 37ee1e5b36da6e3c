"""The campaign's API as its users see it: build a request, send it, read the answer.

`requests` and `answers` are pure, `client` is the only part that touches the network. No retries
here: whether and when to try again is decided in `bot/core/delivery.py`.
"""

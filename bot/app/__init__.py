"""The only place that wires: builds every object once, passes it on, owns start and stop.

Each command imports what it needs when it starts, so that `bot parse` loads neither Telegram nor
SQL.
"""

"""Pure values and decisions: no I/O, clock, randomness, logging or asyncio in here."""

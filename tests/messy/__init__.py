"""Messy files as people and programs make them, each with what must come of it."""

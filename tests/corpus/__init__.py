"""Phrases with their right readings, and what runs them."""

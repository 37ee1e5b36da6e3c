"""Words to a Reading: one lexicon of meanings, one grammar for every language."""

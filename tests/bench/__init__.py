"""Times, measured and printed, never asserted: machines differ and are shared."""

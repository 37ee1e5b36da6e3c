"""The same flows in a terminal, with the practice campaign behind them."""

"""Groups of commands of the terminal; arguments only, like `__main__`."""

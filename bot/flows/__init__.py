"""What a manager does, one file each; knows only the core and the ports."""

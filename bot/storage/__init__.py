"""What the bot remembers: tables, the Store over them, and their migrations."""

"""What the office remembers: the only SQL."""

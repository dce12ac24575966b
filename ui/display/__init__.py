"""The hall display: every call shown and spoken once, in order."""

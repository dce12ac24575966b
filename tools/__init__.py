"""Tools for the people who build Loket; none of them ships."""

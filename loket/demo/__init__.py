"""The whole product in a minute: one office, simulated visitors, and the same screens as in earnest."""

"""inhouse: bring outsourced public services back in-house, and prove they run better."""

__version__ = "0.1.0"

"""When each service comes home, and the chance that it slips."""

"""How does a service really work? Events in, the ways that work flows and waits out."""

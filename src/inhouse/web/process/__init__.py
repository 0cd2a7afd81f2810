"""Pages about how services really work, from the logs of their events."""

"""Was the target really met? A contract's measures of service, computed again from every event."""

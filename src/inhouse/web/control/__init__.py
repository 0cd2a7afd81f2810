"""Who really holds control of each service: statements with evidence, a map of them on any day, and what follows."""

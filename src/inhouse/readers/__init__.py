"""Files people really have, turned into typed tables and rejects: one format per file."""

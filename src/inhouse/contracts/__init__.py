"""Who controls what, what ends when, and what was paid."""

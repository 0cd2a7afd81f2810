"""Which delivery model, at what cost, and how sure."""

"""Problems heard, challenged and tried, and how staff feel."""

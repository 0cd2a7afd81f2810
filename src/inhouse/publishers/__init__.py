"""Results turned into files people can use: tables, charts and reports."""

"""How do results leave the house: as tables, charts and calendars that others can open and trust?"""

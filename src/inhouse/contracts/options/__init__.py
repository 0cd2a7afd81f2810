"""Which choices about a contract are open, until when, and what do they cost?"""

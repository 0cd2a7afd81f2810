"""What was paid against what was agreed, on pages?"""

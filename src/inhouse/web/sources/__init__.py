"""Which files were brought in, what was kept and rejected, and how is a load undone?"""

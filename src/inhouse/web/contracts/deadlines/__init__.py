"""Which days of contracts must somebody watch?"""

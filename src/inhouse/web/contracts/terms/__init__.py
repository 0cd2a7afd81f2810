"""What did people read in the contracts, and how long does the council take?"""

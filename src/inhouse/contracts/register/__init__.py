"""What is known about each contract, and where is it written?"""

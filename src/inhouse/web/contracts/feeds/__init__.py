"""Whose calendar shows the days of contracts?"""

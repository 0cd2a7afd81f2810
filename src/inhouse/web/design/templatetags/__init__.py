"""Which tags and filters do templates know?"""

"""When does a contract end, and by when must somebody act?"""

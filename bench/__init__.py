"""How long does the main job take, how much memory does it need, and does it grow with the data?"""

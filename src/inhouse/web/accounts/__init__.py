"""Who are the people, what may each do, and how do they sign in?"""

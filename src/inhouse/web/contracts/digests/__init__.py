"""Who is told by e-mail of days that come, and when were they last checked?"""

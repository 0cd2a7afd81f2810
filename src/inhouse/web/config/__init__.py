"""How do the parts of the web programme fit together: settings, addresses and the WSGI door?"""

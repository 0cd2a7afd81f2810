"""How do people use inhouse in a browser? A Django project whose state is one programme folder.

``config`` joins the parts, ``accounts`` says who may do what, ``audit`` remembers who did it, ``design`` is how pages
look, ``sources`` brings files in; then one app per engine. Nothing outside this package imports Django.
"""

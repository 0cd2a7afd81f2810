"""How the service really works, and whether it got better."""

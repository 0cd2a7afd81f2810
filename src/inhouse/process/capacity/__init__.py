"""Will the desk cope? In the long run by formula, and through a shock by simulation."""

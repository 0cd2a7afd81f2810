"""Views of the pages about how services work."""

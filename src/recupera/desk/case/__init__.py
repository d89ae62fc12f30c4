"""A case at the desk: its story, what may be done with it, and the panels of its page."""

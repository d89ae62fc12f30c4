"""recupera gives people back their access to a large public platform."""

__version__ = "0.1.0"

"""The hatch: the one place where the desk leaves requests for the worker and finds replies."""

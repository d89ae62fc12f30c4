"""The door of the desk: django-allauth's flows, with the second factor judged by the worker."""

from django.apps import AppConfig


class Journal(AppConfig):
    name = "recupera.journal"
    label = "journal"

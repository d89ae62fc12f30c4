from django.apps import AppConfig


class Embedded(AppConfig):
    name = "recupera.directories.embedded"
    label = "embedded"

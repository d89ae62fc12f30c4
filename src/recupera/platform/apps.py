from django.apps import AppConfig


class Platform(AppConfig):
    name = "recupera.platform"
    label = "platform"

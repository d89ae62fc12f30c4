from django.apps import AppConfig


class Portal(AppConfig):
    name = "recupera.portal"
    label = "portal"

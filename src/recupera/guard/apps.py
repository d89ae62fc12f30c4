from django.apps import AppConfig


class Guard(AppConfig):
    name = "recupera.guard"
    label = "guard"

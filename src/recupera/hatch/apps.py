from django.apps import AppConfig


class Hatch(AppConfig):
    name = "recupera.hatch"
    label = "hatch"

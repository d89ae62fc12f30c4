from django.apps import AppConfig


class Recoveries(AppConfig):
    name = "recupera.recoveries"
    label = "recoveries"

from django.apps import AppConfig


class Figures(AppConfig):
    name = "recupera.figures"
    label = "figures"

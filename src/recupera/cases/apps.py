from django.apps import AppConfig


class Cases(AppConfig):
    name = "recupera.cases"
    label = "cases"

from django.apps import AppConfig


class Design(AppConfig):
    name = "recupera.design"
    label = "design"

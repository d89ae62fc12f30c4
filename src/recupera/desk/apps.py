from django.apps import AppConfig


class Desk(AppConfig):
    name = "recupera.desk"
    label = "desk"

from django.apps import AppConfig


class Letterbox(AppConfig):
    name = "recupera.letterbox"
    label = "letterbox"

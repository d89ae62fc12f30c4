from django.apps import AppConfig


class Messages(AppConfig):
    name = "recupera.messages"
    label = "messages"

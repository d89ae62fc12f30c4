from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "recupera.messages.pulse"
    label = "pulse"

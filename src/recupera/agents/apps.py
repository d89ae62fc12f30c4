from django.apps import AppConfig


class Agents(AppConfig):
    name = "recupera.agents"
    label = "agents"

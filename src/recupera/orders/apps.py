from django.apps import AppConfig


class Orders(AppConfig):
    name = "recupera.orders"
    label = "orders"

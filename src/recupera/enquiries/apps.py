from django.apps import AppConfig


class Enquiries(AppConfig):
    name = "recupera.enquiries"
    label = "enquiries"

"""One row as wide as an envelope."""

from django.db import models


class Note(models.Model):
    email = models.EmailField(max_length=254)
    body = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "rivals"


class Request(models.Model):
    """A case as anybody would store it: its form, and the file in a folder."""

    name = models.CharField(max_length=200)
    document_type = models.CharField(max_length=20)
    document = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    organisation = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40)
    text = models.TextField(max_length=4000)
    file = models.FileField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "rivals"

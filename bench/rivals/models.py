"""One row as wide as an envelope."""

from django.db import models


class Note(models.Model):
    email = models.EmailField(max_length=254)
    body = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "rivals"

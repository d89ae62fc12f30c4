"""The pages on which agents have things proven."""

from django.urls import path

from recupera.desk.pages.proof_call import proof_call
from recupera.desk.pages.proof_check import proof_check
from recupera.desk.pages.proofs import proofs

CASE = "caso/<str:reference>"
PAGES = [
    path(f"{CASE}/pruebas", proofs, name="proofs"),
    path(f"{CASE}/llamada", proof_call, name="proof_call"),
    path(f"{CASE}/revisar/<str:kind>", proof_check, name="proof_check"),
]

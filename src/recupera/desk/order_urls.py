"""The addresses of orders and of the accounts behind a case."""

from django.urls import path

from recupera.desk.pages.account import account
from recupera.desk.pages.order import order
from recupera.desk.pages.orders import orders
from recupera.desk.pages.propose import propose

PAGES = [
    path("ordenes", orders, name="orders"),
    path("orden/<slug:order>", order, name="order"),
    path("caso/<str:reference>/cuenta", account, name="account"),
    path("caso/<str:reference>/orden", propose, name="propose"),
]

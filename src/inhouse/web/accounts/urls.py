"""Where are the pages about people?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("mine/", views.my_account, name="my_account"),
    path("", views.accounts, name="accounts"),
    path("add/", views.add, name="add_account"),
    path("<uuid:user_id>/", views.change, name="change_account"),
    path("<uuid:user_id>/password/", views.reset_password, name="reset_password"),
]

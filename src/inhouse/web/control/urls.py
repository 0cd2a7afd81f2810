"""Which address shows which page about control?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.control import views

urlpatterns = [
    path("", views.control, name="control"),
    path("control.<str:form>", views.download, name="control_download"),
    path("say/", views.say, name="control_say"),
    path("levers/<slug:lever>/", views.lever_page, name="control_lever"),
    path("statements/<int:number>/correct/", views.correct, name="control_correct"),
    path("statements/<int:number>/take-back/", views.take_back, name="control_take_back"),
]

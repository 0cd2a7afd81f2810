"""Which address shows which page about how a service works?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.process.views import cases, changes, service, ways

urlpatterns = [
    path("", service.services, name="services"),
    path("name/", changes.name_service, name="name_service"),
    path("<slug:slug>/", service.service_page, name="service"),
    path("<slug:slug>/ways/", ways.ways, name="service_ways"),
    path("<slug:slug>/ways.csv", ways.download_ways, name="service_ways_download"),
    path("<slug:slug>/work/", ways.work, name="service_work"),
    path("<slug:slug>/dots/", cases.dots, name="service_dots"),
    path("<slug:slug>/cases/", cases.cases, name="service_cases"),
    path("<slug:slug>/cases.csv", cases.download_cases, name="service_cases_download"),
    path("<slug:slug>/step.csv", cases.download_step, name="service_step_download"),
    path("<slug:slug>/case.csv", cases.download_case, name="service_case_download"),
    path("<slug:slug>/case/", cases.case, name="service_case"),
    path("<slug:slug>/change/", changes.change_service, name="change_service"),
    path("<slug:slug>/remove/", changes.remove_service, name="remove_service"),
    path("<slug:slug>/put-back/", changes.put_back_service, name="put_back_service"),
    path("<slug:slug>/keep/", changes.keep_logs, name="keep_service_logs"),
]

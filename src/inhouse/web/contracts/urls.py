"""Which address shows which page of money and contracts?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.contracts import deadlines_views, feeds_views, terms_views
from inhouse.web.contracts.views import contracts, overview, payments, rows, suppliers

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("payments/", payments.payments, name="payments"),
    path("payments/suppliers.<str:form>", payments.download_suppliers, name="payments_download"),
    path("payments/rows/", rows.rows, name="rows"),
    path("payments/rows.csv", rows.download_rows, name="rows_download"),
    path("suppliers/<path:supplier_id>/", suppliers.supplier, name="supplier"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts/contracts.<str:form>", contracts.download_contracts, name="contracts_download"),
    path("contracts/deadlines.ics", deadlines_views.download_deadlines, name="deadlines"),
    path("contracts/deadlines/", deadlines_views.deadlines_calendar, name="deadlines_calendar"),
    path("contracts/deadlines/lead-times/", terms_views.lead_times, name="lead_times"),
    path("contracts/deadlines/lead-times/<int:version>/", terms_views.restore_lead_times, name="restore_lead_times"),
    path("contracts/deadlines/meetings/", terms_views.meetings, name="meetings"),
    path("contracts/deadlines/meetings/<int:meeting_id>/remove/", terms_views.remove_meeting, name="remove_meeting"),
    path("contracts/deadlines/meetings/<int:meeting_id>/back/", terms_views.put_back_meeting, name="put_back_meeting"),
    path("contracts/reminders/", feeds_views.reminders, name="reminders"),
    path("contracts/reminders/calendar/", feeds_views.make_feed, name="make_feed"),
    path("contracts/reminders/calendar/stop/", feeds_views.revoke_feed, name="revoke_feed"),
    path("contracts/calendar/<str:token>.ics", feeds_views.calendar_feed, name="calendar_feed"),
    path("contracts/stop-emails/<str:token>/", feeds_views.unsubscribe, name="unsubscribe"),
    path("contracts/<slug:key>/", contracts.contract, name="contract"),
    path("contracts/<slug:key>/terms/", terms_views.edit_terms, name="edit_terms"),
    path("contracts/<slug:key>/terms/history/", terms_views.terms_history, name="terms_history"),
    path("contracts/<slug:key>/terms/history/<int:version>/", terms_views.restore_terms, name="restore_terms"),
    path("contracts/<slug:key>/lead-times/", terms_views.contract_lead_times, name="contract_lead_times"),
]

"""Which address shows which page of money and contracts?"""

from __future__ import annotations

from django.urls import path

from inhouse.web.contracts.views import (
    contracts,
    deadlines,
    overview,
    paid,
    payments,
    reminders,
    rows,
    suppliers,
    terms,
)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("payments/", payments.payments, name="payments"),
    path("payments/suppliers.<str:form>", payments.download_suppliers, name="payments_download"),
    path("payments/rows/", rows.rows, name="rows"),
    path("payments/rows.csv", rows.download_rows, name="rows_download"),
    path("paid/", paid.paid, name="paid"),
    path("paid/paid.<str:form>", paid.download_paid, name="paid_download"),
    path("paid/<slug:name>.csv", paid.download_paid_table, name="paid_table_download"),
    path("paid/<slug:name>/", paid.paid_section, name="paid_section"),
    path("suppliers/<path:supplier_id>/", suppliers.supplier, name="supplier"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts/contracts.<str:form>", contracts.download_contracts, name="contracts_download"),
    path("contracts/deadlines.ics", deadlines.download_deadlines, name="deadlines"),
    path("contracts/deadlines/", deadlines.deadlines_calendar, name="deadlines_calendar"),
    path("contracts/deadlines/lead-times/", terms.lead_times, name="lead_times"),
    path("contracts/deadlines/lead-times/<int:version>/", terms.restore_lead_times, name="restore_lead_times"),
    path("contracts/deadlines/meetings/", terms.meetings, name="meetings"),
    path("contracts/deadlines/meetings/<int:meeting_id>/remove/", terms.remove_meeting, name="remove_meeting"),
    path("contracts/deadlines/meetings/<int:meeting_id>/back/", terms.put_back_meeting, name="put_back_meeting"),
    path("contracts/reminders/", reminders.reminders, name="reminders"),
    path("contracts/reminders/calendar/", reminders.make_feed, name="make_feed"),
    path("contracts/reminders/calendar/stop/", reminders.revoke_feed, name="revoke_feed"),
    path("contracts/calendar/<str:token>.ics", reminders.calendar_feed, name="calendar_feed"),
    path("contracts/stop-emails/<str:token>/", reminders.unsubscribe, name="unsubscribe"),
    path("contracts/<slug:key>/", contracts.contract, name="contract"),
    path("contracts/<slug:key>/terms/", terms.edit_terms, name="edit_terms"),
    path("contracts/<slug:key>/terms/history/", terms.terms_history, name="terms_history"),
    path("contracts/<slug:key>/terms/history/<int:version>/", terms.restore_terms, name="restore_terms"),
    path("contracts/<slug:key>/lead-times/", terms.contract_lead_times, name="contract_lead_times"),
]

"""Which address shows which page of money and contracts?"""

from __future__ import annotations

from django.urls import path

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
    path("contracts/deadlines.ics", contracts.download_deadlines, name="deadlines"),
    path("contracts/<slug:key>/", contracts.contract, name="contract"),
]

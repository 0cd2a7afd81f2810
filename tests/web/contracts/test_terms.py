"""Do terms that people enter decide the dates, for those who may see terms, and can each change be undone?"""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.urls import reverse

from inhouse.contracts.lead_times import LeadTimes
from inhouse.contracts.options.choices import Choice
from inhouse.contracts.terms.agreed import Agreed, Side
from inhouse.contracts.terms.dates import Span, Unit
from inhouse.core.errors import InputError, StaleError
from inhouse.web.audit.models import AuditEvent
from inhouse.web.contracts.queries import held_contracts
from inhouse.web.contracts.terms import actions
from inhouse.web.contracts.terms.models import ContractTerms, DecisionMeeting, LeadTimesKept
from tests.web.contracts.small_programme import REGISTER

AGREED = Agreed(start_date=dt.date(2024, 1, 1), initial_months=48, notice=Span(count=6, unit=Unit.MONTHS))
TYPED = {
    "start_date": "2024-01-01", "initial_months": "48", "end_rule": "inclusive", "extended_by": "buyer",
    "extension_months": "12, 12", "notice_count": "6", "notice_unit": "months", "partial": "not stated",
    "staff_transfer": "no", "nation": "england-and-wales", "annual_value_gbp": "1,200.50", "expected": "0",
    "reason": "Read it", "evidence": "Clause 4",
}  # fmt: skip


def text(response) -> str:
    assert response.status_code == 200
    return html.unescape(b"".join(response).decode("utf-8"))


def held(today: dt.date, contract_id: str = "C1", *, terms: bool = True):
    return next(each for each in held_contracts(today, terms=terms) if each.contract.id == contract_id)


@pytest.fixture
def keeper(person, sign_in):
    """A contract manager's browser."""
    return sign_in(person("contract_manager"))


@pytest.fixture
def url(loaded, today) -> str:
    return reverse("edit_terms", args=[held(today).key])


def test_terms_start_from_what_the_register_tells(keeper, url):
    page = text(keeper.get(url))
    assert 'name="start_date" value="2024-01-01"' in page
    assert 'name="first_end_date" value="2026-11-28"' in page


def test_entered_terms_decide_end_notice_and_choices(keeper, url, today):
    response = keeper.post(url, TYPED)
    assert response.status_code == 302
    centre = held(today)
    assert (centre.end_date, centre.notice_date) == (dt.date(2027, 12, 31), dt.date(2027, 6, 30))
    assert centre.outlook.option(Choice.EXTEND).open is True
    page = text(keeper.get(response["Location"]))
    assert "31 Dec 2027" in page
    assert "The register says that it ends on 28 November 2026" in page
    assert "£1,200.50" in page
    assert "Clause 4" in page
    assert "Contact" not in page


def test_showing_the_dates_keeps_nothing_and_marks_what_changes(keeper, url, today):
    page = text(keeper.post(url, {**TYPED, "show": "1"}))
    assert "Not kept yet" in page
    row = re.search(r'<tr class="[^"]*terms-changed[^"]*"><th[^>]*>Ends</th>.*?</tr>', page, re.DOTALL).group()
    assert row.index("28 Nov 2026") < row.index("31 Dec 2027")
    part = text(keeper.post(url, {**TYPED, "show": "1"}, headers={"X-Part": "changes"}))
    assert "<html" not in part
    assert "31 Dec 2027" in part
    assert not ContractTerms.objects.exists()
    assert held(today).end_date == dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"extension_months": "twelve"}, "Enter whole months"),
        ({"first_end_date": "2027-01-01"}, "either the months of its first term or an exact end date"),
        ({"initial_months": ""}, "either the months of its first term or an exact end date"),
        ({"initial_months": "", "first_end_date": "2023-01-01"}, "ends before it starts"),
        ({"extended_by": "itself", "extension_months": "0"}, "at least one month"),
        ({"extended_by": "itself", "extension_months": ""}, "at least one month"),
        ({"extended_by": "itself", "extension_months": "12, 6"}, "one length of renewal"),
        ({"extensions_used": "3"}, "More extensions were used"),
        ({"break_dates": "31/02/2027"}, "is not a date"),
        ({"notice_count": "-1"}, "0 or more"),
        ({"start_date": "never"}, "Enter a day"),
        ({"initial_months": "1200", "start_date": "9990-01-01"}, "outside the calendar"),
    ],
)
@pytest.mark.parametrize("showing", [{}, {"show": "1"}])
def test_terms_that_cannot_be_are_refused_in_words(keeper, url, typed, said, showing):
    page = text(keeper.post(url, {**TYPED, **typed, **showing}))
    assert said in page
    assert not ContractTerms.objects.exists()


def test_nobody_overwrites_what_another_entered_meanwhile(keeper, url):
    keeper.post(url, TYPED)
    page = text(keeper.post(url, {**TYPED, "initial_months": "60"}))
    assert "Somebody else changed these terms" in page
    assert [kept.version for kept in ContractTerms.objects.all()] == [1]


def test_every_version_is_kept_and_an_earlier_one_comes_back(keeper, url, today):
    keeper.post(url, TYPED)
    keeper.post(url, {**TYPED, "expected": "1", "initial_months": "60"})
    assert held(today).end_date == dt.date(2028, 12, 31)
    history = reverse("terms_history", args=[held(today).key])
    keeper.post(f"{history}1/", {"expected": "2"})
    assert held(today).end_date == dt.date(2027, 12, 31)
    page = text(keeper.get(history))
    assert "Version 1 again." in page
    assert [kept.version for kept in ContractTerms.objects.all()] == [1, 2, 3]
    keeper.post(f"{history}0/", {"expected": "3"})
    assert held(today).end_date == dt.date(2026, 11, 28)
    keeper.post(f"{history}1/", {"expected": "2"})
    assert held(today).terms is None


def test_each_change_is_audited_by_field_names_alone(keeper, url, person):
    keeper.post(url, TYPED)
    event = AuditEvent.objects.get(verb="terms.entered")
    assert {"notice", "initial_months", "annual_value_gbp"} <= set(event.details()["fields"])
    assert "1200.50" not in event.payload
    assert "Clause" not in event.payload
    restored = actions.restore_terms(ContractTerms.objects.get().identity, 1, by=person("contract_manager"), expected=1)
    assert AuditEvent.objects.get(verb="terms.restored").details()["version"] == restored.version == 2


def test_an_action_that_fails_leaves_neither_terms_nor_event(loaded, today):
    centre, wrong = held(today), Agreed(start_date=dt.date(2024, 1, 1), extended_by=Side.ITSELF, initial_months=1)
    for version, agreed, error in ((0, wrong, InputError), (4, AGREED, StaleError)):
        with pytest.raises(error):
            actions.enter_terms(centre.identity, "T", agreed, by=None, expected=version)
    assert not ContractTerms.objects.exists()
    assert not AuditEvent.objects.filter(verb="terms.entered").exists()


@pytest.mark.parametrize("name", ["seconded", "councillor", "staff", "administrator"])
def test_terms_are_closed_to_those_who_may_not_see_them(loaded, visit, today, name):
    centre = held(today)
    actions.enter_terms(centre.identity, "Data centre", AGREED, by=None, expected=0)
    client = visit(name)
    for page in ("edit_terms", "terms_history", "contract_lead_times"):
        assert client.get(reverse(page, args=[centre.key])).status_code == 403
    assert client.post(reverse("restore_terms", args=[centre.key, 0])).status_code == 403
    assert client.get("/contracts/deadlines/").status_code == 403
    if name != "administrator":
        pages = "".join(text(client.get(url)) for url in ("/contracts/", reverse("contract", args=[centre.key]), "/"))
        assert "Data centre" in pages
        assert "28 Nov 2026" in pages
        for secret in ("31 Dec 2027", "30 Jun 2027", "Which choices close"):
            assert secret not in pages


def test_a_director_sees_terms_but_enters_none(loaded, director, today):
    key = held(today).key
    assert director.get(reverse("terms_history", args=[key])).status_code == 200
    assert director.get(reverse("edit_terms", args=[key])).status_code == 403
    assert "Enter the terms" not in text(director.get(reverse("contract", args=[key])))


def test_terms_stay_with_their_contract_when_the_register_is_published_again(loaded, load, today):
    actions.enter_terms(held(today).identity, "Data centre", AGREED, by=None, expected=0)
    load(
        "contracts", "register-2.csv", REGISTER.replace("Data centre", "DATA  centre") + "C9,New,Acme,01/01/2026,,,,\n"
    )
    (centre,) = [each for each in held_contracts(today, terms=True) if each.contract.id == "C1"]
    assert centre.contract.title == "DATA centre"
    assert centre.end_date == dt.date(2027, 12, 31)


def test_terms_stay_with_their_contract_when_the_register_corrects_its_start(loaded, load, today, keeper):
    actions.enter_terms(held(today).identity, "Data centre", AGREED, by=None, expected=0)
    load("contracts", "register-2.csv", REGISTER.replace("01/01/2024,28/11/2026", "01/02/2024,28/11/2026"))
    (centre,) = [each for each in held_contracts(today, terms=True) if each.contract.id == "C1"]
    assert centre.contract.start_date == dt.date(2024, 2, 1)
    assert centre.end_date == dt.date(2027, 12, 31)
    assert "Data centre" in keeper.get(reverse("terms_history", args=[centre.key])).content.decode()


def test_lead_times_of_one_contract_come_before_those_of_all(loaded, today, person, keeper):
    keeper.post("/contracts/deadlines/lead-times/", {"decision_count": "30", "decision_unit": "calendar days"})
    copiers = held(today, "C2")
    assert copiers.outlook.act_by_date == dt.date(2027, 12, 1)
    own = reverse("contract_lead_times", args=[copiers.key])
    keeper.post(own, {"decision_count": "10", "decision_unit": "working days"})
    assert held(today, "C2").outlook.act_by_date == dt.date(2027, 12, 15)
    keeper.post(own, {})
    assert held(today, "C2").outlook.act_by_date == dt.date(2027, 12, 1)
    keeper.post("/contracts/deadlines/lead-times/", {"decision_count": "1", "decision_unit": "months"})
    keeper.post("/contracts/deadlines/lead-times/1/")
    assert held(today, "C2").outlook.act_by_date == dt.date(2027, 12, 1)
    assert LeadTimesKept.objects.filter(identity="").count() == 3


def test_meetings_decide_the_day_to_act_and_can_be_removed_and_put_back(loaded, keeper, today):
    page = "/contracts/deadlines/meetings/"
    wrong = {"name": "Cabinet", "meeting_date": "2027-12-14", "papers_date": "2027-12-15"}
    assert "due before the meeting" in text(keeper.post(page, wrong))
    keeper.post(page, {**wrong, "papers_date": "2027-12-03"})
    assert held(today, "C2").outlook.act_by_date == dt.date(2027, 12, 3)
    meeting = DecisionMeeting.objects.get()
    keeper.post(f"{page}{meeting.pk}/remove/")
    assert held(today, "C2").outlook.act_by_date is None
    keeper.post(f"{page}{meeting.pk}/back/")
    assert held(today, "C2").outlook.act_by_date == dt.date(2027, 12, 3)
    assert held(today, "C2", terms=False).outlook.act_by_date is None
    verbs = AuditEvent.objects.filter(verb__startswith="meeting.").order_by("sequence")
    assert [event.verb for event in verbs] == ["meeting.added", "meeting.removed", "meeting.put_back"]


def test_lead_times_and_terms_come_back_from_the_database_as_they_went_in(loaded, today):
    actions.enter_lead_times("", LeadTimes(call_in=Span(count=5, unit=Unit.WORKING_DAYS)), by=None)
    assert LeadTimesKept.objects.get().lead_times() == LeadTimes(call_in=Span(count=5, unit=Unit.WORKING_DAYS))
    actions.enter_terms("x", "T", AGREED, by=None, expected=0)
    assert ContractTerms.objects.get().agreed() == AGREED


def test_birmingham_can_be_seen_as_on_31_december_2013(load, director, today):
    load("contracts", "old.csv", "Reference,Title,Supplier,Start date,End date\nB,Call centre,Capita,,31/12/2014\n")
    assert "Ended" in text(director.get("/contracts/"))
    page = text(director.get("/contracts/", {"on": "2013-12-31"}))
    assert "as on 31 December 2013" in page
    assert "Ended" not in re.search(r"<tbody.*</tbody>", page, re.DOTALL).group()
    link = re.search(r'href="(/contracts/[0-9a-f]{16}/\?on=2013-12-31)"', page).group(1)
    assert "365 days after that day" in text(director.get(link))
    assert "as on 23 November 2026" in text(director.get("/contracts/", {"on": "yesterday"}))
    assert "Enter a day between" in text(director.get("/contracts/", {"on": "0001-01-01"}))

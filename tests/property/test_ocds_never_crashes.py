"""Whatever a publisher puts where, a release is kept or rejected with a reason: nothing crashes or goes unsaid."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inhouse.core.results import SourceFile
from inhouse.readers.ocds import read_ocds

SOURCE = SourceFile(path="odd.json", sha256="0")
PERIOD = {"startDate": "2024-04-01", "endDate": "2027-03-31T23:59:59Z"}
WHOLE: dict[str, Any] = {
    "ocid": "ocds-test-1",
    "id": "r1",
    "date": "2024-03-01T00:00:00Z",
    "tag": ["award"],
    "initiationType": "tender",
    "parties": [{"id": "S1", "name": "Acme", "roles": ["supplier"], "identifier": {"scheme": "GB-COH", "id": "1"},
                 "additionalIdentifiers": [{"scheme": "X", "id": "2"}], "details": {"scale": "sme"}}],
    "buyer": {"id": "B", "name": "Council"},
    "tender": {"id": "t", "title": "T", "classification": {"id": "1"}, "contractPeriod": PERIOD,
               "lots": [{"id": "1", "hasRenewal": True, "renewal": {"description": "1+1"}, "contractPeriod": PERIOD},
                        {"id": "2"}]},
    "awards": [{"id": "a1", "relatedLots": ["1"], "suppliers": [{"id": "S1"}],
                "value": {"amount": 5, "currency": "GBP"}, "contractPeriod": PERIOD, "amendments": [{"id": "1"}]}],
    "contracts": [{"id": "c1", "awardID": "a1", "period": PERIOD, "value": {"amount": 6, "currency": "GBP"}}],
}  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path] * bool(path) + [found for key, value in inside for found in places(value, (*path, key))]


odd = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=6) | st.just("1e9999"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "amount"]), inner),
    max_leaves=4,
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(places(WHOLE)), odd), min_size=1, max_size=3), st.booleans())
def test_an_odd_value_anywhere_is_kept_or_rejected(changes: list[tuple[tuple[Any, ...], Any]], twice: bool) -> None:
    release = json.loads(json.dumps(WHOLE))
    for path, value in changes:
        node = release
        try:
            for key in path[:-1]:
                node = node[key]
            node[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    found = read_ocds([{"releases": [release, WHOLE] if twice else [release]}], SOURCE)
    assert found.rows_in == found.rows_kept + found.rows_rejected
    assert found.contracts or found.rejects
    assert all(reject.expected for reject in found.rejects)

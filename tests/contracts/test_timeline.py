"""The timeline: every known date, in order, in words as well as in the picture."""

from datetime import date
from xml.etree import ElementTree

from commonpurchase.contracts.facts import Contract, Gate, GateVerdict, Moment, SourcedDate, Terms
from commonpurchase.contracts.pictures.timeline import in_a_sentence, timeline
from commonpurchase.contracts.reckoning.timeline import moments

ON = date(2026, 3, 1)
CONTRACT = Contract(
    "K-1",
    "Ekvik stad",
    "Nordbyte AB",
    start=SourcedDate(date(2024, 9, 1), "contracts.csv"),
    end=SourcedDate(date(2026, 8, 31), "section 4", confirmed=True),
    maximum_end=SourcedDate(date(2028, 8, 31), "two 12 month extensions", inferred=True),
)
GATE = Gate(GateVerdict.PASS, "", date(2026, 3, 4), date(2026, 8, 31), date(2025, 10, 1))


def test_every_known_date_is_there_in_order_with_its_source() -> None:
    points = moments(CONTRACT, GATE, Terms(180, 365), ON, today=ON)

    assert [point.on for point in points] == sorted(point.on for point in points)
    assert {point.name: point.note for point in points}["End"] == "section 4, confirmed"
    assert "inferred, not confirmed" in {point.name: point.note for point in points}["Latest possible end"]
    assert "Notice date" not in {point.name for point in points}
    assert {point.name: point.on for point in points}["Data no longer current after"] == date(2026, 10, 1)


def test_a_contract_without_dates_shows_today_alone() -> None:
    undated = Gate(GateVerdict.NOT_ASSESSABLE, "", date.max, date.max, None)

    points = moments(Contract("K-1", "a", "b"), undated, Terms(180, 365), ON, today=ON)

    assert [point.name for point in points] == ["Today"]


def test_another_day_is_called_the_day_asked_for_and_never_today() -> None:
    points = moments(CONTRACT, GATE, Terms(180, 365), ON, today=date(2026, 3, 2))

    assert {point.name: point.on for point in points}["The day asked for"] == ON
    assert "Today" not in {point.name for point in points}
    assert timeline(points, "Timeline", "t").count('"timeline-today"') == 2  # its stem and its label


def test_the_picture_is_well_formed_and_says_what_it_shows() -> None:
    points = [Moment(ON, "Today", from_here=True), Moment(date(2026, 8, 31), "End <b>&")]

    root = ElementTree.fromstring(timeline(points, "Timeline", "t"))

    texts = ["".join(node.itertext()) for node in root.iter() if node.tag.endswith("text")]
    assert texts == ["Today, 1 March 2026", "End <b>&, 31 August 2026"]
    described = next(node.text for node in root.iter() if node.tag.endswith("desc"))
    assert described == in_a_sentence(points) == "Today on 1 March 2026; End <b>& on 31 August 2026."


def test_every_mark_stands_inside_the_picture() -> None:
    points = moments(CONTRACT, GATE, Terms(180, 365), ON, today=ON)

    root = ElementTree.fromstring(timeline(points, "Timeline", "t"))

    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    for node in root.iter():
        if "cx" in node.attrib:
            assert 0 < float(node.attrib["cx"]) < width
        if node.tag.endswith("text"):
            assert float(node.attrib["y"]) < height


def test_no_moments_make_no_picture() -> None:
    assert timeline([], "Timeline", "t") == ""

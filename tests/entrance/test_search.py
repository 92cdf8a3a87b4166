"""Search finds what one may see, and nothing else."""

from datetime import date

from tests.contracts import records
from tests.world import World, signed_in


def test_contracts_and_organisations_are_found_under_their_headings(world: World) -> None:
    contract = records.contract(
        world.ekvik, world.nordbyte, end=date(2027, 1, 1), title="Laptops for schools"
    )

    found = signed_in(world.alice).get("/search/", {"words": "nordbyte"}).context["groups"]

    assert [(heading, [one.title for one in hits]) for heading, hits in found] == [
        ("Contracts", ["Laptops for schools"]),
        ("Organisations", ["Nordbyte AB"]),
    ]
    assert found[0][1][0].url == f"/contracts/{contract.pk}/"


def test_charlie_finds_the_organisation_but_not_the_contract(world: World) -> None:
    records.contract(world.ekvik, world.nordbyte, end=date(2027, 1, 1), title="Laptops for schools")

    found = signed_in(world.charlie).get("/search/", {"words": "nordbyte"}).context["groups"]

    assert [heading for heading, _ in found] == ["Organisations"]


def test_nothing_found_says_what_to_try(world: World) -> None:
    assert "Nothing found" in signed_in(world.alice).get("/search/", {"words": "zz"}).content.decode()


def test_no_words_search_nothing(world: World) -> None:
    page = signed_in(world.alice).get("/search/", {"words": "  "})

    assert page.context["groups"] == []
    assert "Nothing found" not in page.content.decode()


def test_words_come_back_as_text(world: World) -> None:
    text = signed_in(world.alice).get("/search/", {"words": "<script>alert(1)</script>"}).content.decode()

    assert "<script>" not in text


def test_a_site_is_found_by_what_is_made_there_and_where(world: World) -> None:
    key = records.disclosure(world.nordbyte, world.ekvik, on=date(2026, 2, 1)).pk

    for words in ("lantian china", "aurelis nordbyte", "book invented", "蓝天"):
        [(heading, [hit])] = signed_in(world.alice).get("/search/", {"words": words}).context["groups"]
        assert heading == "Sites disclosed"
        assert (hit.title, hit.url) == ("Lantian Assembly 1", f"/disclosures/{key}/")


def test_only_what_a_supplier_said_last_is_searched(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=date(2026, 1, 1), bought=[("Oldbrand", "X")])
    records.disclosure(world.nordbyte, world.ekvik, on=date(2026, 2, 1), bought=[("Newbrand", "X")])
    alice = signed_in(world.alice)

    assert alice.get("/search/", {"words": "newbrand"}).context["count"] == 1
    assert alice.get("/search/", {"words": "oldbrand"}).context["count"] == 0


def test_charlie_finds_no_site(world: World) -> None:
    records.disclosure(world.nordbyte, world.ekvik, on=date(2026, 2, 1))

    assert signed_in(world.charlie).get("/search/", {"words": "lantian"}).context["groups"] == []


def test_words_must_occur_in_one_row_together(world: World) -> None:
    records.disclosure(
        world.nordbyte, world.ekvik, on=date(2026, 2, 1), bought=[("Aurelis", "Book"), ("Lumora", "Screen")]
    )
    alice = signed_in(world.alice)

    assert alice.get("/search/", {"words": "aurelis book"}).context["count"] == 1
    assert alice.get("/search/", {"words": "lantian"}).context["count"] == 2
    assert alice.get("/search/", {"words": "aurelis screen"}).context["count"] == 0

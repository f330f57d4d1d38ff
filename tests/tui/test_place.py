"""How the selected ticket keeps its place while the view changes: as values, for any change."""

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.model import Ticket
from agentdesk.tui.queue.place import Glimpse, Place, first_of, pointed, renewed, shown_from

VIEWS = st.lists(st.integers(1, 40), unique=True, max_size=30)


def seen(view: list[int], selected: int | None = None) -> Glimpse:
    """The whole view, as the reader brings it."""
    rank = view.index(selected) if selected in view else None
    return Glimpse(tickets=tuple(Ticket(id=n, version=1) for n in view), total=len(view), rank=rank)


def shown(place: Place) -> list[int]:
    """The ticket of each row."""
    return [ticket.id for row in range(place.total) if (ticket := place.at(row)) is not None]


@given(VIEWS, VIEWS, st.integers(0, 30), st.integers(0, 10))
def test_the_selected_ticket_stays_selected_and_in_its_line(
    before: list[int], after: list[int], row: int, top: int
) -> None:
    place = pointed(first_of(seen(before)), row)
    place = shown_from(place, min(top, place.row))
    selected, line = place.selected, place.row - place.top
    place = renewed(place, seen(after, selected))
    if selected is None:
        assert place.row == 0
        return
    ticket = place.at(place.row)
    assert ticket is not None
    assert ticket.id == place.selected == selected
    assert place.row - place.top == line or place.top == 0
    assert sorted(shown(place)) == sorted({*after, selected})


@given(VIEWS, VIEWS, st.integers(0, 30), st.integers(0, 30))
def test_a_ghost_is_gone_once_it_is_left(before: list[int], after: list[int], row: int, to: int) -> None:
    place = pointed(first_of(seen(before)), row)
    place = pointed(renewed(place, seen(after, place.selected)), to)
    if place.ghost is None:
        assert shown(place) == after
    else:
        assert place.row == to or to >= place.total


@given(VIEWS, st.integers(0, 30))
def test_pointing_selects_what_is_in_the_row(view: list[int], row: int) -> None:
    place = pointed(first_of(seen(view)), row)
    assert place.selected == (view[min(row, len(view) - 1)] if view else None)


def test_what_comes_in_above_is_counted_until_one_looks() -> None:
    place = pointed(first_of(seen([1, 2, 3])), 1)
    place = renewed(place, seen([8, 9, 1, 2, 3], 2))
    assert (place.row, place.top, place.news) == (3, 2, 2)
    assert shown_from(place, 0).news == 0

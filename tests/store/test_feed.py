"""The contract of every store: the feed tells every commit, once, and in order within a stream."""

import threading
from collections import Counter

from agentdesk.store.protocol import Feed, Store
from tests.store.stores import NOW, Place, put, ticket


def heard(feed: Feed, stream: str, within: float = 5.0) -> list[str]:
    """Return what a feed tells until it named `stream`."""
    told: list[str] = []
    while stream not in told:
        streams = feed.wait(within)
        assert streams is not None, told
        told += streams
    return told


def test_a_feed_begins_now_and_is_silent_when_nothing_happens(store: Store) -> None:
    put(store, ticket(1))
    feed = store.feed()
    assert feed.wait(0) is None
    assert feed.wait(0.05) is None
    feed.close()


def test_own_and_other_programs_commits_are_told(place: Place) -> None:
    with place.opened() as ours, place.opened(2) as theirs:
        feed = ours.feed()
        put(ours, ticket(1))
        assert feed.wait(5) == ("ticket:1",)
        put(theirs, ticket(2), ticket(3), ticket(2))
        assert feed.wait(5) == ("ticket:2", "ticket:3")
        assert feed.wait(0) is None
        feed.close()


def test_what_was_rolled_back_is_not_told(store: Store) -> None:
    feed = store.feed()
    try:
        with store.write() as tx:
            tx.append(ticket(1), actor="a1", now=NOW)
            raise InterruptedError
    except InterruptedError:
        pass
    put(store, ticket(2))
    assert feed.wait(5) == ("ticket:2",)
    feed.close()


def test_nothing_is_missed_while_several_write(place: Place) -> None:
    with place.opened() as listener:
        feed = listener.feed()

        def write(number: int) -> None:
            with place.opened(number) as store:
                for _ in range(25):
                    put(store, ticket(number))

        writers = [threading.Thread(target=write, args=(number,)) for number in (1, 2, 3)]
        for writer in writers:
            writer.start()
        versions: dict[str, int] = {}
        while sum(versions.values()) < 75:
            streams = feed.wait(5)
            assert streams is not None, versions
            assert max(Counter(streams).values()) == 1
            for stream in streams:
                newest = listener.read().events(stream)[-1].version
                assert newest >= versions.get(stream, 0)
                versions[stream] = newest
        for writer in writers:
            writer.join()
        assert versions == {"ticket:1": 25, "ticket:2": 25, "ticket:3": 25}
        feed.close()


def test_a_feed_that_waits_comes_back_when_it_is_closed(store: Store) -> None:
    feed = store.feed()
    answers: list[object] = []
    waiting = threading.Thread(target=lambda: answers.append(feed.wait(60)))
    waiting.start()
    feed.close()
    waiting.join(timeout=5)
    assert not waiting.is_alive()
    assert answers == [None]


def test_a_cursor_remembers_a_place_in_the_journal(store: Store) -> None:
    put(store, ticket(1))
    cursor = store.read().cursor()
    put(store, ticket(2), ticket(1))
    later, streams = store.read().changes(cursor)
    assert sorted(streams) == ["ticket:1", "ticket:2"]
    assert store.read().changes(later) == (later, ())
    middle, first = store.read().journal(cursor, 1)
    last, second = store.read().journal(middle, 10)
    assert [event.stream for event in (*first, *second)] == ["ticket:2", "ticket:1"]
    assert store.read().journal(last, 10) == (last, ())

"""Clocks and chance: the machine's, and those that a test or a drill moves."""

import pytest

from agentdesk.clock import MINUTE, Chance, Clock, SeededChance, SystemChance, SystemClock, VirtualClock


def test_a_virtual_clock_stands_still_until_it_is_moved() -> None:
    clock: Clock = VirtualClock(1_000)
    assert clock.now() == clock.now() == 1_000
    clock.sleep(MINUTE)
    assert clock.now() == 61_000


def test_a_virtual_clock_never_goes_back() -> None:
    clock = VirtualClock(1_000)
    assert clock.advance(0) == 1_000
    with pytest.raises(ValueError, match="-1"):
        clock.advance(-1)
    assert clock.now() == 1_000


def test_the_machines_clock_goes_on() -> None:
    clock: Clock = SystemClock()
    before = clock.now()
    clock.sleep(2)
    assert clock.now() > before > 1_700_000_000_000


def test_the_same_seed_gives_the_same_chance() -> None:
    one, two, other = SeededChance(5), SeededChance(5), SeededChance(6)
    first = [(one.salt(), one.token()) for _ in range(3)]
    assert first == [(two.salt(), two.token()) for _ in range(3)]
    assert len(set(first)) == 3
    assert first[0] != (other.salt(), other.token())


@pytest.mark.parametrize("chance", [SystemChance(), SeededChance(1)])
def test_a_salt_is_sixteen_bytes_and_a_token_twelve_digits(chance: Chance) -> None:
    assert len(chance.salt()) == 16
    assert len(chance.token()) == 12
    assert int(chance.token(), 16) >= 0
    assert chance.salt() != chance.salt()

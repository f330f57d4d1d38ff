"""How fast a play goes: changed while it runs, without a jump."""

from agentdesk.lab.tempo import SPEEDS, Tempo


def test_the_play_goes_on_from_where_it_is_when_its_speed_changes() -> None:
    tempo = Tempo(1000)
    assert tempo.played(1000) == 0
    assert tempo.played(5000) == 4000
    assert tempo.faster(5000) == 2.0
    assert tempo.played(5000) == 4000
    assert tempo.played(6000) == 6000
    assert tempo.slower(6000) == 1.0
    assert tempo.slower(6000) == 0.5
    assert tempo.played(8000) == 7000


def test_the_speed_has_ends() -> None:
    tempo = Tempo(0, 3.0)
    assert [tempo.faster(0) for _ in range(6)] == [5.0, 10.0, 20.0, 50.0, 50.0, 50.0]
    assert [tempo.slower(0) for _ in range(9)][-1] == SPEEDS[0]

"""A replay on the screen: the real panes on the session's desk."""

from tests.terminal import Terminal


def test_a_replay_opens_and_plays_on() -> None:
    with Terminal("replay", "creator-withdrawal", "--speed", "100") as terminal:
        terminal.wait_for("#10001")
        assert "Mia Torres" in terminal.text
        terminal.wait_for("I'm Sun Yue")
        assert terminal.leave() == 0


def test_a_replay_may_begin_in_the_middle() -> None:
    with Terminal("replay", "merchant-dispute", "--from", "9") as terminal:
        terminal.wait_for("Beatrix van der Meulen")
        assert terminal.leave() == 0

"""How fast scripted actors play, changed while they play."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""What `faster` and `slower` choose from."""


class Tempo:
    """The time of a play, in ms since `opened` as its scripts count them, at a speed that may change meanwhile."""

    def __init__(self, opened: int, speed: float = 1.0) -> None:
        """`opened` is a moment of the desk's clock; `speed` is 1.0 as written, 2.0 twice as quick."""
        self.opened = opened
        self._state = (opened, 0.0, speed)  # replaced as one value: keys change it, the actors' thread reads it

    @property
    def speed(self) -> float:
        """How many times as quick as written."""
        return self._state[2]

    def played(self, now: int) -> int:
        """Return how far the play is at `now`."""
        since, before, speed = self._state
        return int(before + (now - since) * speed)

    def faster(self, now: int) -> float:
        """Choose the next higher speed; return it."""
        return self._turn(next((speed for speed in SPEEDS if speed > self.speed), self.speed), now)

    def slower(self, now: int) -> float:
        """Choose the next lower speed; return it."""
        return self._turn(next((speed for speed in reversed(SPEEDS) if speed < self.speed), self.speed), now)

    def _turn(self, speed: float, now: int) -> float:
        self._state = (now, float(self.played(now)), speed)
        return speed

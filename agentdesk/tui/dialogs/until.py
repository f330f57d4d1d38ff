"""A moment as people say it: `2h`, `30m`, `14:00`, `明天9点`, `tomorrow 9`, `周一9点`, `monday 9`."""

import re
from datetime import datetime, timedelta, tzinfo

from agentdesk.clock import DAY, HOUR, MINUTE

UNITS = {
    "m": MINUTE, "min": MINUTE, "分": MINUTE, "分钟": MINUTE,
    "h": HOUR, "小时": HOUR, "个小时": HOUR, "时": HOUR,
    "d": DAY, "天": DAY,
}  # fmt: skip
DAYS = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OPENING_HOUR = 9
"""The hour that is meant when only a day is said."""
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z分钟小时个天]+)后?")
_DAY = re.compile(
    rf"({'|'.join(DAYS)}|(?:下?周|星期)[一二三四五六日天]|{'|'.join(d[:3] for d in ENGLISH_DAYS)})[a-z]*\s*(.*)"
)
_TIME = re.compile(r"(上午|下午|晚上|早上)?\s*(\d{1,2})(?:[:：点](\d{2})?|点半)?\s*(am|pm)?(?:分)?")


def moment(text: str, now: int, zone: tzinfo | None) -> int | None:
    """Return the moment that a text names, after `now`; None when it names none."""
    words = text.strip().lower()
    span = _SPAN.fullmatch(words)
    if span and span[2] in UNITS:
        return now + int(float(span[1]) * UNITS[span[2]])
    today = datetime.fromtimestamp(now / 1000, zone)
    day = _DAY.fullmatch(words)
    if day:
        at = _time(day[2]) if day[2] else (OPENING_HOUR, 0)
        return None if at is None else _on(today + timedelta(days=_days(day[1], today)), at, now, 7 * DAY)
    time = _time(words)
    return None if time is None else _on(today, time, now, DAY)


def _days(word: str, today: datetime) -> int:
    if word in DAYS:
        return DAYS[word]
    weekday = WEEKDAYS[word[-1]] if word[-1] in WEEKDAYS else [day[:3] for day in ENGLISH_DAYS].index(word)
    return (weekday - today.weekday()) % 7 or 7


def _time(text: str) -> tuple[int, int] | None:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[2]), 30 if "半" in text else int(found[3] or 0)
    if (found[1] in {"下午", "晚上"} or found[4] == "pm") and hour < 12:
        hour += 12
    return (hour, minute) if hour < 24 and minute < 60 else None


def _on(day: datetime, at: tuple[int, int], now: int, further: int) -> int:
    """Return the moment of that day, or one day or week later when it is past."""
    found = int(day.replace(hour=at[0], minute=at[1], second=0, microsecond=0).timestamp() * 1000)
    return found if found > now else found + further

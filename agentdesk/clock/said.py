"""A moment as people say it: `2h`, `半小时`, `14:00`, `今晚8点前`, `明天9点`, `tomorrow 9`, `周一9点`, `monday 9`."""

import re
import unicodedata
from datetime import datetime, timedelta, tzinfo

from agentdesk.clock.moment import DAY, HOUR, MINUTE

UNITS = {
    "m": MINUTE, "min": MINUTE, "分": MINUTE, "分钟": MINUTE,
    "h": HOUR, "小时": HOUR, "个小时": HOUR, "时": HOUR,
    "d": DAY, "天": DAY,
}  # fmt: skip
DAYS = {"今天": 0, "当天": 0, "今日": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FURTHEST = 3660 * DAY
"""What is further away names no moment that anybody means."""
OPENING_HOUR = 9
"""The hour that is meant when only a day is said."""
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z分钟小时个天]+)后?")
_DAY = re.compile(
    rf"({'|'.join(DAYS)}|(?:下?周|星期)[一二三四五六日天]|{'|'.join(d[:3] for d in ENGLISH_DAYS)})[a-z]*\s*(.*)"
)
SHORT = {
    "今晚": "今天晚上",
    "明晚": "明天晚上",
    "今早": "今天早上",
    "明早": "明天早上",
    "半个小时": "30分钟",
    "半小时": "30分钟",
}
NUMBERS = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
LATE = frozenset({"下午", "晚上", "晚", "中午"})
"""Parts of the day whose small hours are those after noon."""
_NUMBER = re.compile(
    r"(?<![周期])(?:[二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])(?=点|个?小时|分钟|天后)"
)
_BEFORE = re.compile(r"(之前|以前|前)$")
_TIME = re.compile(r"(上午|下午|中午|晚上|早上|凌晨|早|晚)?\s*(\d{1,2})(?:[:：点](\d{2})?|点半)?\s*(am|pm)?(?:分)?")


def moment(text: str, now: int, zone: tzinfo | None) -> int | None:
    """Return the moment that a text names, after `now`; None when it names none."""
    words = plain(text)
    span = _SPAN.fullmatch(words)
    if span and span[2] in UNITS:
        length = int(float(span[1]) * UNITS[span[2]])
        return now + length if length <= FURTHEST else None
    today = datetime.fromtimestamp(now / 1000, zone)
    day = _DAY.fullmatch(words)
    if day:
        at = _time(day[2]) if day[2] else (OPENING_HOUR, 0)
        return None if at is None else _on(today + timedelta(days=_days(day[1], today)), at, now, 7 * DAY)
    time = _time(words)
    return None if time is None else _on(today, time, now, DAY)


def plain(text: str) -> str:
    """Return a text with its numbers as digits, and with whole words where people shorten them."""
    words = _BEFORE.sub("", unicodedata.normalize("NFKC", text).strip().lower())
    for short, whole in SHORT.items():
        words = words.replace(short, whole)
    return _NUMBER.sub(lambda found: str(_number(found[0])), words)


def _number(signs: str) -> int:
    """Return a number up to 99, as it is written in Chinese."""
    tens, ten, ones = signs.rpartition("十")
    return NUMBERS[signs] if not ten else 10 * (NUMBERS[tens] if tens else 1) + (NUMBERS[ones] if ones else 0)


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
    if (found[1] in LATE or found[4] == "pm") and hour < (11 if found[1] == "中午" else 12):
        hour += 12
    elif found[1] in {"晚上", "晚"} and hour == 12:
        return None  # midnight: people differ in whose day it is
    return (hour, minute) if hour < 24 and minute < 60 else None


def _on(day: datetime, at: tuple[int, int], now: int, further: int) -> int:
    """Return the moment of that day, or one day or week later when it is past."""
    found = int(day.replace(hour=at[0], minute=at[1], second=0, microsecond=0).timestamp() * 1000)
    return found if found > now else found + further

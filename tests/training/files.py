"""Session files of these tests."""

from pathlib import Path

HEAD = """
session: late-refund
title: 退款没到
lang: zh
starts: 2026-11-10T14:00:00+08:00
channel: chat
category: 退款
customer: {id: u7, name: 林晓, tier: vip}
moves:
"""
MOVES = """
  - {at: 0s, by: customer, text: 我要退款}
  - {at: 10s, by: limin, do: claim}
  - {at: 20s, by: limin, do: read, articles: [KB-0107]}
  - {at: 30s, by: limin, do: note, text: 已查流水}
  - {at: 1m, by: limin, do: reply, text: 今天补给您, articles: [KB-0107], why: 给时间}
  - {at: 1m10s, by: limin, do: tag, tags: [+补款, -没有这个]}
  - {at: 2m, by: customer, text: 还要多久}
  - {at: 2m10s, by: limin, do: reroute, team: payments, text: 请补款}
"""


def write(folder: Path, moves: str = MOVES, head: str = HEAD) -> Path:
    """A session file."""
    file = folder / "session.yaml"
    file.write_text(head.lstrip() + moves.lstrip("\n"), "utf-8")
    return file

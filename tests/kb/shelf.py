"""A desk with a shelf of articles, two agents and three canned replies."""

from pathlib import Path

from agentdesk.clock import SeededChance, VirtualClock
from agentdesk.desk import Desk
from agentdesk.desk.found import NewAgent, found
from agentdesk.desk.inbound import read_message
from agentdesk.desk.library import bring_articles
from agentdesk.model import Article

NOW = 1_790_000_000_000
RULES = """
levels: {urgent: 80, high: 40, normal: 0, low: -20}
teams: [{id: funds, name: {zh: 资金, en: Funds}}]
rules:
  - id: refund
    when: {words: [退款]}
    then: {tags: [退款], reply: refund-status, article: KB-9}
replies:
  - id: greeting
    title: {zh: 开场问候, en: Greeting}
    text: {zh: "您好 {customer}，我是 {agent}。", en: "Hello {customer}, this is {agent}."}
  - id: refund-status
    title: {zh: 退款进度, en: Refund status}
    tags: [到账]
    text: {zh: "{customer} 您好，退款已提交。", en: "{customer}, your refund is on its way."}
  - id: goodbye
    title: {zh: 结束语, en: Goodbye}
    text: {zh: 感谢来信，祝您愉快。, en: "Thank you, and have a good day."}
promises:
  calendar: {zone: Asia/Shanghai}
  table: [{id: everyone, targets: {first_response: 4h, next_response: 8h, resolution: 24h}}]
lifecycle: {hold: 5s}
"""
ARTICLES = (
    Article(
        id="KB-1",
        title="退款多久到账",
        lang="zh",
        body="**原路退回**：银行卡 3 个工作日，信用卡 7 个工作日。\n\n超过时间请查流水号。",
        tags=("退款",),
        similar=("钱什么时候退给我", "退款还没收到"),
    ),
    Article(id="KB-2", title="怎么开发票", lang="zh", body="订单完成后可在“我的发票”申请；退款的订单不能开票。"),
    Article(id="KB-3", title="直播突然中断", lang="zh", body="先看网络，再看推流码。退出重进即可恢复。"),
    Article(id="KB-4", title="When a refund arrives", lang="en", body="Cards take three working days."),
    Article(id="KB-5", title="Withdrawals and fees", lang="en", body="A withdrawal costs nothing above 100."),
    Article(id="KB-9", title="补款流程", lang="zh", body="核对流水号后转支付组。"),
    Article(id="KB-10", title="旧的退款规定", lang="zh", body="退款", retired=True),
)


def shelf(path: Path, articles: tuple[Article, ...] = ARTICLES) -> Desk:
    """Found the desk of these examples at `path`."""
    people = (NewAgent(name="ann", display="小安", teams=("funds",)), NewAgent(name="bo", role="lead"))
    desk = found(path, "bo", {"desk.yaml": RULES}, people, clock=VirtualClock(NOW), chance=SeededChance(1))
    bring_articles(desk, articles, desk.sit("bo").id)
    return desk


def ticket(desk: Desk, *texts: str, lang: str = "zh", name: str = "林晓") -> int:
    """A customer writes these messages; return the ticket."""
    customer = {"id": "u7", "name": name}
    document = {"channel": "chat", "customer": customer, "conversation": "c1", "lang": lang}
    return [receipt.ticket for receipt in desk.receive([read_message({**document, "text": text}) for text in texts])][
        -1
    ]

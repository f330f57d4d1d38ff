"""The rules that ship: they check clean, their own tests pass, and whole messages land where a team lead expects."""

import msgspec
import pytest

from agentdesk.model.verdict import Verdict
from agentdesk.resources import shipped
from agentdesk.rules import Facts, RuleSet, check, parse, read_folder, run_tests

URGENT, HIGH, NORMAL, LOW = "urgent", "high", "normal", "low"


@pytest.fixture(scope="module", name="files")
def shipped_files() -> dict[str, str]:
    """The texts of the shipped folder by name."""
    return read_folder(shipped("rules"))


@pytest.fixture(scope="module", name="ruleset")
def shipped_rules(files: dict[str, str]) -> RuleSet:
    """The shipped rule set, ready to judge."""
    return parse(files)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One whole message, and what the desk should make of it."""

    text: str
    team: str
    tag: str
    priority: str = NORMAL
    tier: str = "ordinary"
    category: str = ""
    channel: str = "chat"


def case(text: str, team: str, tag: str, priority: str = NORMAL, *, tier: str = "ordinary", category: str = "") -> Case:
    """Return a case, briefly written."""
    return Case(text=text, team=team, tag=tag, priority=priority, tier=tier, category=category)


CASES = [
    case("老师说让我转账到安全账户，我已经转了两万，我是不是被骗了", "risk", "诈骗", URGENT),
    case("Hi, someone pretending to be from your company got me to share my screen with them", "risk", "诈骗", URGENT),
    case("我的抖币都没了，账号昨晚被盗，余额被人花光", "risk", "盗号", URGENT),
    case("Someone changed my password and my email, I think I was hacked", "risk", "盗号", HIGH),
    case("有粉丝一直私信骚扰我，还发我的隐私照", "risk", "骚扰", HIGH),
    case("He knows where I live and says he will hurt me", "risk", "人身威胁", URGENT),
    case("我真的活不下去了，店也没了钱也没了", "risk", "危机", URGENT),
    case("我十岁的女儿拿我手机给主播打赏了一万二，麻烦退一下", "minors", "未成年人", HIGH),
    case("My 8 year old spent 300 dollars on coins without my knowledge", "minors", "未成年人", HIGH),
    case("青少年模式怎么关闭，密码不记得了", "minors", "青少年模式"),
    case("三天了都没有答复，我现在就去12315投诉你们", "complaints", "法律风险", HIGH),
    case("If I do not get my money back I will sue you", "complaints", "法律风险", URGENT),
    case("你们接线员态度太差，话没说完就挂了电话", "complaints", "服务投诉", HIGH),
    case("Your support agent was rude and hung up on me", "complaints", "服务投诉", HIGH),
    case("直播刚刚突然断了，上千人在看，快点帮我恢复！", "live", "直播中断", URGENT),
    case("My stream just now went to a black screen, 2000 viewers are gone", "live", "直播中断", URGENT),
    case("一直开不了播，提示网络异常", "live", "开播", URGENT, tier="creator"),
    case("请问直播权限怎么申请，需要多少粉丝", "live", "直播权限"),
    case("我的账号被永久封禁了，我没有违规，怎么申诉", "appeal", "封禁"),
    case("I appealed last week and there is no response", "appeal", "申诉进度"),
    case("别人搬运我的视频还上了热门", "copyright", "侵权"),
    case("换了新手机号，旧的停机了，收不到验证码", "account", "验证码"),
    case("Can't log in, it says wrong password but I forgot my password", "account", "登录"),
    case("身份证认证一直不通过怎么回事", "account", "实名"),
    case("How do I delete my account and all my videos?", "account", "注销"),
    case("提现了五天还没到账，银行说没有这笔", "creator", "提现", HIGH),
    case("My payout failed again, what is wrong?", "creator", "提现", HIGH),
    case("充了 100 元的抖币到现在没到账", "payments", "充值", HIGH),
    case("I was charged twice for one month of premium", "payments", "扣款", HIGH),
    case("麻烦把发票抬头改成公司", "payments", "发票"),
    case("卖家不同意退货，说拆了封就不行", "merchant", "商家纠纷"),
    case("The bag is a fake, the seller will not answer", "merchant", "假货"),
    case("退款都七天了还没收到", "refunds", "退款未到账"),
    case("杯子收到的时候就碎了，想换一个", "refunds", "换货"),
    case("I'd like to return my order, it does not fit", "refunds", "退货"),
    case("显示已签收，可是我根本没拿到", "logistics", "丢件"),
    case("Where is my package? It is stuck in transit", "logistics", "物流"),
    case("刚下单发现地址填错了，能帮我改吗", "logistics", "改地址"),
    case("拍错颜色了，帮我取消订单", "shop", "取消订单"),
    case("昨天 199 买的今天 149，能补差价吗", "shop", "价保"),
    case("视频一直上传失败，换了网络也不行", "technical", "上传"),
    case("Your app keeps crashing since the update", "technical", "故障"),
    case("希望增加倍速播放的记忆功能", "general", "建议", LOW),
    case("你好", "general", "问候", LOW),
    case("谢谢你，非常耐心，五星好评", "general", "表扬", LOW),
    case("不要机器人，转人工", "general", "要人工"),
    case("帮我看下", "creator", "收益", category="提现"),
    case("Have a look please", "logistics", "物流", category="Delivery"),
]


@pytest.mark.parametrize("example", CASES, ids=lambda example: example.text)
def test_a_message_lands_with_the_right_team_tag_and_priority(example: Case, ruleset: RuleSet) -> None:
    facts = Facts(channel=example.channel, tier=example.tier, category=example.category, first=True)
    verdict = ruleset.judge(example.text, facts)
    assert (verdict.route, verdict.priority) == (example.team, example.priority), described(ruleset, verdict)
    assert example.tag in verdict.tags


@pytest.mark.parametrize(
    "text",
    [
        "帮我订一张明天去成都的高铁票",
        "附近有没有评分高一点的火锅店",
        "明天上海会下雨吗",
        "Is it going to rain in Paris on Sunday?",
        "Could you book a table for four tonight?",
        "Find me a dentist who is open on Saturday",
    ],
)
def test_what_is_not_our_field_gets_no_tag(text: str, ruleset: RuleSet) -> None:
    assert ruleset.judge(text, Facts(channel="chat", tier="ordinary", first=True)).tags == ()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("金币可以兑换货币吗", "换货"),
        ("给女儿买的裙子小了，要换大一码", "未成年人"),
        ("我的视频曝光量太低了", "舆情"),
        ("工商银行卡绑不上", "法律风险"),
        ("退款已到账，谢谢", "退款未到账"),
        ("我是律师博主，想做职业认证", "法律风险"),
        ("我的作品被投诉了怎么申诉", "投诉"),
        ("I got banned from the chess club? No, I bought a rubber band", "投诉"),
    ],
)
def test_a_longer_word_or_another_sense_is_not_mistaken(text: str, absent: str, ruleset: RuleSet) -> None:
    assert absent not in ruleset.judge(text, Facts(channel="chat")).tags


def test_the_folder_checks_without_errors_or_warnings(files: dict[str, str]) -> None:
    assert [str(problem) for problem in check(files)] == []


def test_the_tests_beside_the_rules_pass(ruleset: RuleSet) -> None:
    results = run_tests(ruleset)
    assert [f"{result.place.file}:{result.place.line} {result.text}" for result in results if not result.passed] == []


def test_each_rule_has_two_matches_and_one_message_it_leaves_alone(ruleset: RuleSet) -> None:
    for rule in ruleset.rules:
        matches = sum(example.matches for example in rule.examples)
        assert matches >= 2, rule.id
        assert len(rule.examples) > matches, rule.id


def test_a_complaint_about_the_service_never_goes_back_to_the_one_complained_about(ruleset: RuleSet) -> None:
    verdict = ruleset.judge("我要投诉客服，态度恶劣", Facts(channel="chat"))
    assert verdict.avoid_accused
    assert verdict.sla == "complaint"


def test_a_vip_stands_before_others_with_the_same_matter(ruleset: RuleSet) -> None:
    vip = ruleset.judge("我的订单什么时候发货", Facts(channel="chat", tier="vip"))
    other = ruleset.judge("我的订单什么时候发货", Facts(channel="chat", tier="ordinary"))
    assert vip.points > other.points
    assert vip.route == other.route


def test_insults_do_not_lower_what_is_urgent(ruleset: RuleSet) -> None:
    verdict = ruleset.judge("你们这群废物，我正在直播突然断了！", Facts(channel="chat"))
    assert verdict.priority == URGENT
    assert "辱骂" in verdict.tags


def test_each_team_is_named_in_both_languages_and_takes_something(ruleset: RuleSet) -> None:
    routed = {rule.then.route for rule in ruleset.rules if rule.then.route}
    assert set(ruleset.teams) == routed
    assert all(team.name.zh and team.name.en and team.takes for team in ruleset.teams.values())


def test_each_reply_greets_by_name_in_both_languages_and_is_suggested_by_a_rule(ruleset: RuleSet) -> None:
    suggested = {reply for rule in ruleset.rules for reply in (*rule.then.replies, rule.then.auto_reply)}
    for reply in ruleset.replies.values():
        assert "{customer}" in reply.text.zh
        assert "{customer}" in reply.text.en
        assert reply.id in suggested


def described(ruleset: RuleSet, verdict: Verdict) -> str:
    """Return the ids of the rules that matched, for a failing test."""
    return ", ".join(ruleset.rule(hit.rule).id for hit in verdict.hits)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("怎么取消协议", "法律风险"),
        ("我是做手工商品的", "法律风险"),
        ("放假的时候有人在吗", "假货"),
        ("沙发布料是什么材质", "上传"),
        ("累坏了，明天再说吧", "质量"),
        ("帮我预订单人间", "订单"),
    ],
)
def test_a_keyword_that_everyday_words_hold_by_accident_gives_no_tag(ruleset: RuleSet, text: str, tag: str) -> None:
    assert tag in {tag for rule in ruleset.rules for tag in rule.then.tags}
    assert tag not in ruleset.judge(text, Facts()).tags

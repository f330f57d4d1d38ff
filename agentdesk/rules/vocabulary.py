"""The words of the grammar: every key and choice in English and in Chinese."""

from agentdesk.rules.item import keys

SECTIONS = keys(
    "words 词表",
    "caps 分组上限",
    "levels 优先级",
    "rules 规则",
    "teams 技能组",
    "replies 快捷短语",
    "checks 核对项",
    "names 称呼",
    "tests 测试",
)
FOREIGN_SECTIONS = keys("promises 服务承诺", "lifecycle 生命周期", "sharing 分配", "incidents 突发事件")
"""Sections that other rooms read."""

WORD_LIST = keys("words 词", "except 除外", "hidden 隐写")
WORD = keys("word 词", "part 片段", "weight 权重", "except 除外", "hidden 隐写", "list 词表")

RULE = keys(
    "id 名称 编号",
    "group 分组",
    "contest 竞选",
    "lead 领先",
    "mode 状态",
    "owner 负责人",
    "reason 理由",
    "valid 有效期",
    "when 当",
    "then 则",
    "tests 测试",
)
CONDITIONS = keys(
    "all 全部",
    "any 任一",
    "none 都不",
    "words 词",
    "regex 正则",
    "within 相距",
    "score 得分",
    "stance 态度",
    "in 在",
    "tone 语气",
    "difficulty 难度",
    "channel 渠道",
    "tier 客户等级",
    "category 分类",
    "lang 语言",
    "first 首条",
    "hours 时段",
    "calendar 日历",
    "wrote 来信",
    "age 工单时长",
    "account_age 账号时长",
    "tags 标签",
    "attribute 属性",
    "length 长度",
)
SCORE = keys("words 词", "least 至少", "bias 起分")
TONE = keys("words 词", "at_least 至少", "at_most 至多")
DIFFICULTY = keys("at_least 至少", "at_most 至多")
WROTE = keys("within 时间内", "least 至少", "most 至多")
AGE = keys("least 至少", "most 至多")
SCOPES = keys("last 本条 最后一条", "any 任一条 任何", "subject 标题 主题")
WITHIN = keys("chars 字数", "of 其中")
STANCES = keys("asked 要求 想要", "refused 被拒 对方拒绝", "not_yet 还没 未到", "declined 不要", "done 已办 已完成") | {
    "not yet": "not_yet"
}
VALID = keys("from 从", "until 到")
LENGTH = keys("min 最少", "max 最多")
EFFECTS = keys(
    "tags 标签",
    "untag 去标签",
    "points 加分",
    "priority 优先级",
    "sla 承诺",
    "route 转至",
    "article 知识",
    "reply 快捷短语",
    "auto_reply 自动回复",
    "skill 技能",
    "check 核对",
    "flag 提醒",
    "avoid_accused 回避",
)
TESTS = keys("match 命中", "no_match 不命中")
EXAMPLE = keys(
    "text 文本",
    "channel 渠道",
    "tier 客户等级",
    "category 分类",
    "lang 语言",
    "first 首条",
    "time 时间",
    "carries 已有标签",
    "attribute 属性",
    "subject 标题",
    "earlier 之前",
    "wrote 来信",
    "age 工单时长",
    "account_age 账号时长",
    "calendar 日历",
    "attachments 附件",
    "reopened 重开",
    "tags 标签",
    "route 转至",
    "priority 优先级",
    "auto_reply 自动回复",
)
CONVERSATION = keys(
    "name 名称",
    "channel 渠道",
    "tier 客户等级",
    "category 分类",
    "lang 语言",
    "subject 标题",
    "attribute 属性",
    "account_age 账号时长",
    "turns 对话",
)
TURN = keys("customer 客户", "agent 客服", "bot 机器人", "time 时间", "calendar 日历", "age 工单时长", "expect 期望")
EXPECTED = keys(
    "tags 标签",
    "no_tags 无标签",
    "route 转至",
    "priority 优先级",
    "auto_reply 自动回复",
    "match 命中",
    "no_match 不命中",
)
TEAM = keys("id 编号", "name 名称", "takes 接收")
REPLY = keys("id 编号", "title 标题", "text 文本", "tags 标签")
CHECK = keys("id 编号", "text 文本")
PER_LANGUAGE = keys("zh 中文", "en 英文")

MODES = keys("live 启用", "shadow 试运行", "off 停用")
PRIORITIES = keys("urgent 紧急", "high 高", "normal 普通 中", "low 低")
TIERS = keys("ordinary 普通", "vip VIP 贵宾", "creator 创作者 达人 主播", "merchant 商家")
CHANNELS = keys("chat 在线 聊天", "phone 电话", "email 邮件", "social 社交 社媒", "app 应用", "web 网页", "other 其他")
CALENDAR = keys(
    "working_day 工作日",
    "day_off 休息日",
    "holiday 节假日",
    "weekend 周末",
    "working_hours 工作时间",
    "off_hours 非工作时间",
    "monday 周一",
    "tuesday 周二",
    "wednesday 周三",
    "thursday 周四",
    "friday 周五",
    "saturday 周六",
    "sunday 周日",
)
LANGUAGES = keys("zh 中文", "en 英文")

LEVELS = {"urgent": 80, "high": 40, "normal": 0, "low": -20}
"""Least points of each priority where the files do not say."""
MOST_WEIGHT = 100
"""A word's weight lies between minus and plus this."""
MOST_SCORE = 10_000
"""So do limits of a score, and leads."""
MOST_POINTS = 100
"""A rule's points lie between minus and plus this."""

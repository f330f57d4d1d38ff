"""Everyday words that hold a short keyword by accident, for the lint: 换货 in 兑换货币, 到账 in 收到账单."""

from functools import cache

_WHOLE = """
兑换货币 变换货架 更换货源 交换货物 换句话说 换位思考 退休 退伍 退役 退烧 退步 退化 退让 退路 早退 衰退 撤退
后退 倒退 减退 消退 退潮 进退两难 退而求其次 退一步 不退不换 死机 死角 死板 死循环 死记硬背 笑死 累死 困死 热死 冷死
饿死 吓死 渴死 死心 死党 死皮 差不多 差一点 差点 差异 差别 差距 出差 时差 误差 温差 相差 偏差 落差 差旅 差事 参差不齐
急诊 急救 急刹车 急转弯 急忙 应急 不着急 紧急联系人 慢性 慢跑 慢走 慢慢 要不要 要么 要是 主要 重要 只要 简要 摘要 要求
要领 要点 多少钱 零钱 压岁钱 价钱 钱包 钱币 放假 请假 假期 暑假 寒假 假如 假设 假装 假日 假定 假山 度假 休假 病假 假发
假牙 气坏了 乐坏了 累坏了 忙坏了 吓坏了 急坏了 饿坏了 坏习惯 坏账 坏人 坏事 破解 突破 打破 破折号 破产 破例 破冰 漏斗
漏电 漏洞 少年 至少 不少 减少 少爷 少数 多少 少女 缺少 很少 不错 没错 错过 错觉 错峰 交错 错别字 错落 信封 密封 开封
封面 封装 封建 封口 账号 信号 型号 编号 问号 口号 符号 称号 记号 挂号 引号 打卡 银行卡 贺卡 卡通 卡车 卡路里 卡片 卡座
贴卡 刷卡 房卡 显卡 海关 无关 关于 关键 关系 关注 关心 关节 关联 相关 有关 机关 开关 关怀 黑名单 黑夜 黑板 黑马 黑白
黑色 黑暗 明白 表白 空白 白领 白天 白色 洁白 坦白 告诉 告白 告别 广告 报告 警告 转告 宣告 简单 菜单 清单 名单 单位
单纯 单身 单独 单元 单词 单人 单品 孤单 床单 账单 充满 充分 充实 冒充 补充 充当 充足 充沛 扩充 基金 黄金 金属 金鱼
金牌 奖金 金额 金融 资金 百货 货币 货车 货架 货源 货物 捆绑 绑架 绑带 绑腿 松绑 人工智能 人工湖 人工授精 冷冻结霜 老师
老板 老人 老家 老是 粉色 面粉 奶粉 粉碎 粉丝 粉笔 消毒 毒舌 排毒 礼貌 家长里短 数量 重量 能量 流量 商量 力量 尽量 大量
期限 权限 无限 有限 限制 局限 收费站 费力 费劲 费心 浪费 消费 税后 码头 码字 起码 数码 尺码 号码 连续 连接 连忙 连同
接连 连锁 断定 判断 诊断 果断 不断 中断点 断层 垄断 快乐 快要 快餐 快门 愉快 凉快 痛快 尽快 生气勃勃 天气 空气 客气
语气 气温 气氛 气候 运气 脾气 气质 气味 勇气 烦恼 麻烦您 不耐烦 滚动 滚烫 翻滚 摇滚 贵姓 贵司 宝贵 珍贵 高贵 名贵 价值
价格 评价 代价 报价 保证 保持 保护 保存 保障 保留 保密 保温 环保 保养 保姆 税务 税率 投票 门票 车票 股票 票房 钞票
邮箱 邮编 邮件 邮局 集邮 寄托 寄存 寄语 送别 送行 播送 收入 收集 收藏 收听 收拾 收购 收获 吸收 丰收 收音机 到底 到处
感到 遇到 直到 看到 得到 达到 迟到 报到 周到 发现 发生 发展 发表 头发 出发 开发 沙发 发烧 发型 理发 启发 爆发 取得
取暖 取景 争取 录取 采取 听取 签名 签约 书签 签到 拒绝症 改善 改天 改变 改进 修改 改革 解决 解释 了解 理解 解答 解放
见解 和解 解渴 登山 登场 刊登 登高 录音 录像 目录 记录 录入 语录 安全带 安全感 安全帽 安全出口 药店 药膏 火药 中药
伤心 悲伤 伤感 受伤 燃烧 烧烤 烧水 红烧 烫发 裂缝 分裂 裂开 色彩 角色 特色 景色 出色 味道 口味 趣味 体味 品味 大家
大概 大约 小时 小心 小区 小吃 长期 长度 成长 家长 校长 增长 擅长 厚道 深厚 新闻 新鲜 重新 创新 更新 旧址 好像 好友
爱好 正好 刚好 好奇 良好 方法 办法 法国 书法 语法 魔法 做法 诉说 倾诉 控诉 申请表 警察 警惕 机警 律动 旋律 纪律 自律
规律 赔笑 赔礼 赔本 陪同 补习 补课 补丁 弥补 补品 补水 优先 优秀 优点 优雅 惠顾 实惠 互惠 券商 证券 彩券 红色 红茶
口红 网红 红绿灯 包括 包含 面包 包容 书包 包子 承包 活跃 生活 灵活 活泼 活该 动作 自动 动物 运动 移动 行动 动漫 秒表
秒针 秒懂 团队 团结 集团 社团 满意 满足 美满 圆满 不满 减肥 减速 加减 减轻 自己 自然 自由 自信 来自 亲自 提高 提前
提供 前提 提问 现在 现场 现实 表现 出现 实现 体现 呈现 付出 付诸 对付 应付 支持 支援 支配 分支 支部 款待 条款 款式
存款 贷款 赔款 钱财 欠揍 欠佳 抱歉 欠条 注意 注视 注射 备注 赌注 注定 销毁 推销 畅销 销量 营销 报销 销售员 实在 实习
确实 其实 诚实 实验 有名 名字 出名 著名 认为 认识 认真 承认 否认 证明 证据 证书 见证 身边 身体 身高 全身 亲身 健身
身材 客人 客厅 顾客 旅客 乘客 客观 做客 博客 服装 服从 衣服 佩服 征服 舒服 克服 服气 校服 服药 评估 批评 评选 点评
投入 投资 投影 投降 投稿 举办 举行 列举 选举 举例 举重 举止 报名 报纸 预报 海报 报答 情报 日报 报复 催眠 催促 催泪
物品 物理 生物 植物 食物 人物 流行 流程 流利 交流 流泪 一流 配合 配音 分配 搭配 匹配 派对 派出所 气派 苹果派 门口 部门
热门 专门 入门 冷门 件数 条件 文件 软件 硬件 附件 零件 证件 事件 地点 地方 地球 土地 本地 目的地 消息 消失 消防 停车
停止 停留 机场 手机 机会 机器 飞机 司机 耳机 时机 屏幕 屏风 屏息 闪光 闪电 闪现 花园 花朵 花费 开花 火花 花生 顿时
停顿 整顿 冻僵 冷冻 速冻 结婚 结束 总结 结构 结合 刷牙 刷题 印刷 刷新 禁止 禁区 情不自禁 言语 语言 发言 留言 寓言 规则
规定 规模 规划 正规 常规 架子 吵架 书架 打架 框架 审美 审视 评审 核桃 核心 核酸 考核 复习 复杂 复印 反复 赏花 欣赏
赏识 观赏 礼节 礼堂 婚礼 误区 耽误 错误率 成绩 成功 完成 成为 青年 年轻 童年 益处 公益 利益 有益 益生菌 算法 计算机
打算 预算 算了 成本 现成 佣人 励志 抽空 抽屉 抽象 抽烟 中午 中间 中国 集中 心中 其中 秒杀 杀青 拼音 拼命 拼图 砍柴
价差 宽带 宽容 宽敞 欠妥 套路 手套 外套 套装 圈套 餐厅 餐具 早餐 餐巾 吼叫 威力 威风 恐怕 恐龙 敲门 推敲 勒紧 索性
检索 摸索 线索 探索 隐藏 隐形 私下 自私 泄气 发泄 露天 露营 暴露 曝光时间 曝光补偿 依赖 信赖 赖床 抄写 抄近路 手抄
搬家 搬运工 搬砖 侵蚀 权力 权利 权威 权衡 维持 维护 维度 思维 修理 修养 装修 修车 进修 质地 质疑 本质 素质 物质 优异
异地 变形 变量 味精 不好意思 没用过 没用完 没用到 跳楼价 爆炸盐 爆炸头 漏电保护 烫伤膏 保护贴 保护套 死忠粉 假睫毛
假发片 假领子 黑科技 黑芝麻 黑巧克力 黑框眼镜 白芝麻 白巧克力 毒蘑菇 杀菌 杀价 炸鸡 炸酱面 炸串 火锅 火车票 火腿 火候
火龙果 烧饼 烧酒 烂尾楼 烂漫 灿烂 垃圾袋 垃圾桶 垃圾分类 骗吃 急性子 急支糖浆 臭豆腐 臭氧 酸奶 酸菜 卡其色 卡扣 卡槽
卡地亚 卡布奇诺 封口机 封箱胶带 封窗 断桥铝 断码 断奶 跳绳 割草机 刀具 刀片 刀架 血糖仪 血压计 血压 血橙 血清 枪色
水枪 喷枪 筋膜枪 打气筒 打印机 打蛋器 打底衫 打包 打折 打扰 打字 打听 骂骂咧咧 屎黄色 滚筒洗衣机 滚轮 死海泥 病例 病历
毛病 漏勺 裂帛 破壁机 破洞裤 撕拉面膜 撕不烂 赔笑脸 退热贴 退黑素 退烧贴 投屏 投影仪 报表 报名表
"""
"""Words that mean something else than what they hold."""
_JOINED = """
收到|账单 拿到|账单 看到|账单 看到|账号 找到|账号 得到|账号 换到|账号 个人|工作 本人|工作 有人|工作 没人|工作
别人|工作 工人|工资 商人|工会 顾客|服务 旅客|服务 乘客|服务 访客|服务 十分|成功 部分|成员 部分|成功 充分|成熟
其中|奖品 当中|奖项 超过|期限 超过|期待 通过|期中 通过|期末 电话|费用 折扣|费用 取消|费用 避免|费用 避免|费时
回收|费用 体现|金额 实现|金额 发现|金额 出现|金色 预订|单人间 预订|单程票 预订|单间 批发|货源 催收|货款 回收|货款
收到|货款 确保|价格 无限|流量 权限|流程 真实|名称 真实|名字 其实|名字 线上|门店 网上|门店 线上|架构 线下|架构
网上|架构 改变|质量 大红|包装 粉红|包包 大红|包包 面包|邮寄 钱包|邮寄 背包|邮寄 打开|播放 点开|播放 不断|播放
间断|播放 一直|播放 使用|户外 周转|账户 登入|账号 登入|账户 输入|账号 输入|账户 进入|账户 登出|账号 退出|账号
直到|期限 等到|期末 不停|用 不|通过 不|通知 需要|求助 提问|题目 社会|员工 办公|会议 婚礼|物品 婚礼|物料 制作|品质
合作|品牌 操作|品类 电视|频道 网上|传播 线上|传播 网上|传言 沙发|布料 沙发|布套 隐私|信息 有关|注册 有关|注销
有关|注意事项 相关|注意事项 相关|注册 打开|通知 公开|通知 收到|货币 确认|证件 默认|证书 了解|绑定 理解|绑定 了解|除了
折扣|款式 尽快|递交 尽快|递送 放假|的 请假|的 暑假|的 寒假|的 休假|的 出差|的 相差|的 已经|理解 已经|理赔 自主|管理
业主|管理 一起|诉苦 员工|商量 手工|商品 加工|商品 加工|商家 取消|协议 物质|检测 联网|信号 上网|信号 通过|敏感词
经过|敏感词 预报|错误 平安|装修 西安|装修 销售|后台 出售|后续 不|活跃 不|活动 婴儿|子宫 电脑|力 手表|现 代表|现场
发表|现状 商品|牌子 产品|牌子 商品|种类 产品|种类 用品|类 食品|类 会员|工作 人员|工作 店员|工作 学习|惯 大学|生活
学生|活动 卖家|长期 买家|长期 国家|长期 大家|长期 上市|场 超市|场地 客户|口 账户|口令 门户|口 开户|口本 比赛|道
现在|线上 正在|线下 存在|线上 地区|分 小区|分布 专区|分类
"""
"""Two words that stand side by side; only what lies across the bar is there by accident."""
_LATIN = """
fundamental fundamentals profound billion billionaire billboard mobility ability building rebuild plate template
translate chocolate escalate collateral relate chlorate urban suburban banana banner banking bandwidth bandage abandon
husband cashmere cashew discount country county counter accountable clock o'clock flock blocked blockbuster blockchain
roadblock unblock locket warlock blog dialog catalog logistics apology biology issue issues issued tissue tissues
pursue ensue flaw flawless claw outlaw lawn delivery deliver delivered olive sliver alive oliver taxi taxis syntax
taxonomy compass compassion trespass encompass passion scamper scampi friendship membership relationship ownership
hardship partnership leadership scholarship worship border disorder recorder boarder cardigan cardiac cardboard
discard simple similar simply simulate apply appear happy happen appointment apparel application disappear address
additional adjust admit download upload shadow loading ready reading thread bread generate separate celebrate crate
grateful pirate feel feed feet coffee feedback free freeze shack whack recall basically locally specifically calling
callous context texture textile textbook decode encode unicode codec costume almost photo hotel screenshot shot
another badge badminton made madam nomad trip triple description stripe script strip flag village luggage flagship
bill will still skill chill illustrate white diet soldier studied skills painkiller grape drape scraper drugstore
unisex begun newspaper wallpaper strong string wring missing mission permission commission dismiss submission
admission hungry danger stranger ranger manger wordless sword password crossword worsted terrific horror mirror terror
error prepay charger chargers recharge discharge supercharged render gender calendar tender wonder thunder repeat
repay driver river stream upstream mainstream enterprise surprise prize rice slice outbreak breakfast windbreaker
turnover return overturn pretend lesson blossom glossy ghost hostage poster postage imposter compost earthquake
"""
"""Words that hold a part of a word by accident."""
_ASCII = tuple(dict.fromkeys(_LATIN.split()))
MOST_SHORT = 2
"""Characters of a CJK keyword that everyday words may hold by accident."""


def common_with(short: str) -> tuple[str, ...]:
    """Return the everyday words that hold a short word by accident."""
    if short.isascii():
        return tuple(word for word in _ASCII if short in word and short != word)
    return tuple(word for word in _holding().get(short, ()) if short != word)


@cache
def _holding() -> dict[str, dict[str, None]]:
    """Return the everyday words by each short piece that they hold by accident."""
    held: dict[str, dict[str, None]] = {}
    for entry in (*_WHOLE.split(), *_JOINED.split()):
        word, bar = entry.replace("|", ""), entry.find("|")
        for size in range(1, MOST_SHORT + 1):
            for at in range(len(word) - size + 1):
                if bar < 0 or at < bar < at + size:
                    held.setdefault(word[at : at + size], {})[word] = None
    return held

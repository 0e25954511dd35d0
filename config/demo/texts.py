"""What the demo's people say. All of it is fiction; any likeness is chance."""

from __future__ import annotations

from dataclasses import dataclass

CITY = "清江市"
PSEUDONYMS = (
    "江边骑行者", "枫林路 12 号", "夜读者", "三年级家长", "轮上时光", "山里人家", "早班车", "老陶",
    "豆豆妈妈", "半山听雨", "南门修表匠", "慢慢走", "小满", "大学城东门", "快递小哥阿伟", "退休教师老周",
)  # fmt: skip

STAFF = {
    "demo-netizen": "第一次来",
    "demo-moderator": "审核员小林",
    "demo-host": "主持人小夏",
    "demo-leader": "陈立",
    "demo-stenographer": "速录员小吴",
    "demo-handler": "承办人老郑",
    "demo-planner": "统筹员小唐",
    "demo-manager": "组织人事老周",
    "demo-system": "系统管理员小孙",
    "demo-security": "安全管理员老高",
    "demo-auditor": "审计员老严",
    "demo-clerk": "值班员",
}


@dataclass(frozen=True, slots=True)
class Script:
    """One session: who answers what."""

    title: str
    summary: str
    unit: str
    guests: tuple[tuple[str, str], ...]
    # Question, answer (nothing: it is left over).
    exchanges: tuple[tuple[str, str], ...]
    opening: str = ""


LIVE = Script(
    title="让出行更顺畅：公交线网优化与停车难",
    summary="公交线路怎么调、末班车几点、小区停车怎么办，市交通运输局局长在线回答。",
    unit="市交通运输局",
    guests=(("陈立", "市交通运输局局长"), ("何敏", "市公交集团副总经理")),
    opening="各位网友好，我是陈立。今天想多听少说，能当场答的当场答，答不了的，五个工作日内公开答复。",
    exchanges=(
        (
            "云台乡到县城的末班车是 17:20，孩子放晚自习赶不上，能不能加一班？",
            "这个问题提得很实在。我们和县里商量过，从下月 1 日起，逢上学日**加开 19:10 一班**，先试行一个学期。",
        ),
        (
            "107 路改线后，滨江新城到人民医院要换乘两次，老人看病很不方便，能不能恢复直达？",
            "改线是为了配合江滨路施工。施工明年 3 月底结束，我们计划 4 月恢复 107 路直达。\n\n"
            "在此之前，从下周一起开通滨江新城到人民医院的接驳车，每 20 分钟一班。",
        ),
        (
            "老旧小区停车位不足，夜间道路停车能否分时段开放？",
            "可以。第一批 14 条道路，每晚 19:00 到次日 7:00 开放，名单下周在局网站公布。请各位监督两件事：\n\n"
            "1. 标线是否清楚\n2. 白天是否按时驶离",
        ),
        (
            "地铁 3 号线延长线什么时候开工？站点会设在大学城东门吗？",
            "可行性研究报告已经上报。站点初步方案里有大学城东门，环评公示时请大家继续提意见。",
        ),
        (
            "共享单车在学校门口乱停，早高峰根本走不通，谁来管？",
            "由我局会同城管管理。从明天起，全市 62 所小学门口划定禁停区，企业十五分钟内清走，做不到的扣减投放额度。",
        ),
        (
            "残疾人专用车位经常被占，能否增加抓拍？",
            "已经和交警支队商定，年底前在 40 处专用车位加装识别设备。发现被占，请拨 122，当场处理。",
        ),
    ),
)  # fmt: skip

# What waits for a person at the moderator's desk: the crowd leaves what has findings alone.
HELD = (
    "驾照扣分可以代办吗？加微信详聊，价格好商量。",
    "停车券哪里能领？听说关注公众号领券就能免费停车，是真的吗？",
    "12 路司机昨天在东风桥站闯红灯，代办年检的广告还贴了一车，请查一查。",
)  # fmt: skip

# What is said to a question nobody wrote an answer for: it must suit every question.
ANSWERS = (
    "这件事我记下了，会后请相关处室核实，**五个工作日内**在这里公开答复您。",
    "您说的情况我现在没有准确的数，不敢随口答。核实清楚以后，五个工作日内公开答复。",
    "谢谢您提出来。这件事要和几个部门一起定，会后我们牵头商量，结果公开答复。",
)  # fmt: skip

# How many working days ago each of them was held.
PAST_WORKING_DAYS = (7, 2)

PAST = (
    Script(
        title="老旧小区改造与加装电梯",
        summary="补贴怎么领、意见不统一怎么办、工程质量谁来管。",
        unit="市住房和城乡建设局",
        guests=(("沈一帆", "市住房和城乡建设局局长"),),
        opening="大家好。加装电梯是好事，也是难事，今天只谈怎么办。",
        exchanges=(
            (
                "老旧小区加装电梯的补贴什么时候到账？我们单元三月就验收了。",
                "验收合格后 20 个工作日内拨付。三月验收的第一批 43 台，资金已经下达到区，月底前全部到账。",
            ),
            (
                "一楼邻居不同意，电梯就一直装不了吗？",
                "不是。按照规定，达到**双三分之二**参与、**双四分之三**同意即可申请。\n\n"
                "一楼的采光、噪声顾虑是真实的，街道会组织协商，补偿办法可以写进协议。",
            ),
            (
                "改造后的外墙保温才两年就开裂，保修找谁？",
                "保温工程最低保修五年。先找施工单位，七天不处理，请直接打住建局质量科电话，我们督促。",
            ),
            ("幸福里小区的雨污分流做到一半停工三个月了，什么时候复工？", ""),
            ("加装电梯以后的维保费用，业主之间怎么分摊有没有参考标准？", ""),
        ),
    ),
    Script(
        title="入学、转学和课后服务",
        summary="学区怎么划、随迁子女怎么报名、课后服务收不收费。",
        unit="市教育局",
        guests=(("罗文静", "市教育局局长"), ("丁浩", "市教育局基础教育科科长")),
        opening="各位家长好，招生季快到了，请尽管问。",
        exchanges=(
            (
                "随迁子女报名需要社保满一年吗？",
                "不需要满一年。**居住证或务工证明**二选一，报名时在有效期内即可。",
            ),
            (
                "课后服务到五点半，双职工还是接不了，能不能延到六点？",
                "可以。下学期起全市 48 所学校提供延时到 18:00 的晚托，自愿报名，不额外收费。",
            ),
            ("滨江新城二期交付后，新建小学哪一年能招生？", ""),
        ),
    ),
)  # fmt: skip

COMING = (
    Script(
        title="医保异地结算怎么办",
        summary="异地住院、门诊慢特病、家庭共济，市医疗保障局副局长在线回答。",
        unit="市医疗保障局",
        guests=(("许宁", "市医疗保障局副局长"),),
        exchanges=(),
    ),
    Script(
        title="冬季供暖与燃气安全",
        summary="室温不达标、燃气管改造、应急抢修，开场前收集问题。",
        unit="市城市管理局",
        guests=(("梁栋", "市城市管理局局长"),),
        exchanges=(),
    ),
)  # fmt: skip

# The unit's replies to the first cases, in the order of their numbers; whether they are closed.
REPLIES = (
    (
        "幸福里小区雨污分流工程因地下管线与原图纸不符停工。\n\n设计变更已于上周批复，"
        "**本月 28 日复工**，明年 1 月 20 日前完成，施工计划贴在小区三个出入口。",
        True,
    ),
    (
        "维保费用由受益业主协商分摊，没有强制标准。\n\n可以参考《清江市既有住宅加装电梯维护费用分摊参考表》："
        "二层系数 0.5，三层 0.8，以上每层加 0.2；一层不分摊。街道可以协助签订协议。",
        False,
    ),
)


# Words that a moderator is shown highlighted.
LISTED_WORDS = ("加微信", "代办", "领券")

# What is asked before a session that takes questions already.
EARLY = (
    "异地住院备案以后，门诊慢特病还要另外备案吗？",
    "退休后在外地带孙子，医保卡在当地药店能不能直接用？",
)

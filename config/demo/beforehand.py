"""What the demo's sessions say beforehand: by which rules people ask, what there is to read."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from accounts import uploads
from sessions_app.models import Document, Session

# Slow mode, and asking by level of verification, where somebody trying things out finds them.
RULES: dict[str, dict[str, Any]] = {
    "市医疗保障局": {"slow_seconds": 20},
    "市城市管理局": {"asking": "phone", "slow_seconds": 60, "per_person": 3},
}
PAPERS = {
    "市交通运输局": ("公交线网优化方案（征求意见稿）摘要", "一、恢复十二条直达医院和学校的线路。"),
    "市医疗保障局": ("异地就医直接结算办事指南", "一、先备案，再就医，出院时直接结算。"),
    "市城市管理局": ("冬季供暖服务标准", "一、室内温度不低于十八摄氏度。"),
}


def rules(unit: str) -> dict[str, Any]:
    """Return the rules of a unit's sessions that differ from the usual ones."""
    return RULES.get(unit, {})


def give_papers(session: Session) -> None:
    """Give a draft something to read."""
    title, text = PAPERS.get(session.organisation.name, ("", ""))
    if title:
        file = uploads.document(ContentFile(text.encode(), name="demo.txt"))
        paper = Document(session=session, title=title)
        paper.file.save(file.name or "", file, save=False)
        paper.save()

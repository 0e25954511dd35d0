"""The demo's units and who works for them: a fictional province, its cities, counties, bureaus.

Codes that begin with 99 are given to no place in China.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import Duty, Level, Organisation, User
from accounts.principals import SYSTEM
from accounts.services import organisations, rights
from config.demo import texts

PROVINCE = "江州省"
HOURS = "周一至周五 9:00—12:00，13:30—17:00"
# Name → level, code, and what is told of it.
CITIES: Mapping[str, tuple[str, str]] = {
    texts.CITY: (Level.CITY, "990100"),
    "云溪市": (Level.CITY, "990200"),
    "白沙市": (Level.CITY, "990300"),
}
COUNTIES: Mapping[str, tuple[str, str]] = {
    "临江区": (Level.COUNTY, "990102"),
    "沙洲区": (Level.COUNTY, "990103"),
    "云台县": (Level.COUNTY, "990121"),
}
TOWNSHIPS: Mapping[str, tuple[str, str]] = {
    "云台乡": (Level.TOWNSHIP, "990121200"),
    "石桥镇": (Level.TOWNSHIP, "990121101"),
}
BUREAUS: Mapping[str, dict[str, str]] = {
    "市交通运输局": {
        "phone": "0999-8100101",
        "address": "清江市滨河路 18 号",
        "about": "管全市的公路、水路、公交、出租车和停车。",
    },
    "市住房和城乡建设局": {
        "phone": "0999-8100102",
        "address": "清江市建设街 6 号",
        "about": "管房屋安全、老旧小区改造、加装电梯和建筑工地。",
    },
    "市教育局": {
        "phone": "0999-8100103",
        "address": "清江市书院路 2 号",
        "about": "管幼儿园、中小学和招生考试。",
    },
    "市卫生健康委员会": {"phone": "0999-8100104"},
    "市民政局": {"phone": "0999-8100105"},
}
DUTIES = {
    "demo-system": Duty.SYSTEM,
    "demo-security": Duty.SECURITY,
    "demo-auditor": Duty.AUDIT,
}


def city() -> Organisation:
    """Return the demo's city, made with all that is around it if it is new."""
    top = _unit(PROVINCE, None, level=Level.PROVINCE, code="990000")
    root = Organisation.objects.filter(name=texts.CITY, parent=None).first()
    if root is not None:  # from a demo that knew no province
        organisations.move(root, parent=top, by=SYSTEM)
    made = {name: _unit(name, top, level=at[0], code=at[1]) for name, at in CITIES.items()}
    here = made[texts.CITY]
    counties = {name: _unit(name, here, level=at[0], code=at[1]) for name, at in COUNTIES.items()}
    for name, (level, code) in TOWNSHIPS.items():
        _unit(name, counties["云台县"], level=level, code=code)
    for name, told in BUREAUS.items():
        _unit(name, here, level=Level.DEPARTMENT, working_hours=HOURS, **told)
    return here


def staff(people: Mapping[str, User], city_: Organisation) -> None:
    """Give the demo's people in the office what they work with."""
    rights.give(people["demo-handler"], "handle", city_, by=SYSTEM)
    rights.give(people["demo-planner"], "plan", city_, by=SYSTEM)
    rights.give(people["demo-manager"], "manage", city_, by=SYSTEM)
    for username, duty in DUTIES.items():
        rights.set_duty(people[username], duty, by=SYSTEM)


def _unit(name: str, parent: Organisation | None, **told: Any) -> Organisation:
    found = Organisation.objects.filter(name=name, parent=parent).first()
    if found is not None:
        return found
    empty = dict.fromkeys(organisations.FIELDS, "")
    details: Any = {**empty, "name": name, **told}
    return organisations.create(parent=parent, by=SYSTEM, **details)

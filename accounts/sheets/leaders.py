"""A sheet of leaders: which posts it would enter or change, and doing it.

A line is known again by name, unit and post. In one unit one name is one person; the same
name in another unit is another person, and the preview says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.events import ActName
from accounts.models import Leader, Tenure
from accounts.offices.leader_forms import LeaderForm, PostForm
from accounts.principals import Principal
from accounts.services import audit
from accounts.sheets import columns
from accounts.sheets.branches import Branches, Node
from accounts.sheets.plans import Lines, Plan, Step, Told
from accounts.sheets.reading import Line
from log.codes import Refused

BATCH = 500
# 2024-03-01, 2024/3/1, 2024.3.1, or with the words for year, month and day.
DAY = re.compile(r"^(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$")
YES, NO = gettext_lazy("yes"), gettext_lazy("no")


@dataclass(eq=False, slots=True)
class Change:
    """A post that the sheet enters or changes, and its holder, who may be new or change too."""

    tenure: Tenure
    of_post: Told = field(default_factory=dict)
    of_leader: Told = field(default_factory=dict)


class LeaderSheet:
    """Goes through the lines in order. An empty cell leaves what is told as it is."""

    def __init__(self, lines: Sequence[Line], by: Principal) -> None:
        self.lines, self.by = lines, by
        self.tree = Branches(by)
        fields = {**PostForm.base_fields, **LeaderForm.base_fields}
        self.cells = Lines(tuple(columns.LEADERS), fields)
        self.yes, self.no = _said(True), _said(False)
        self.posts: dict[tuple[str, int, str], Tenure] = {}
        self.leaders: dict[tuple[str, int], Leader] = {}
        self.names: dict[str, str] = {}
        self._read()
        self.seen: dict[tuple[str, int, str], int] = {}
        self.changes: list[Change] = []
        self.plan = Plan(faults=self.cells.faults)
        for line in lines:
            self.plan.steps.append(self._step(line))

    def _read(self) -> None:
        rows = Tenure.objects.select_related("leader", "organisation").order_by("-until", "pk")
        for tenure in rows:
            leader, unit = tenure.leader, tenure.organisation
            self.posts[leader.name, unit.pk, tenure.post] = tenure
            # One object for one person, so that two lines change the same.
            known = self.leaders.setdefault((leader.name, unit.pk), leader)
            tenure.leader = known if known.pk == leader.pk else leader
            self.names[leader.name] = unit.name

    def _step(self, line: Line) -> Step:
        before = len(self.cells.faults)
        told = self._details(line)
        node = self._unit(line)
        if node is None or len(self.cells.faults) > before:
            return Step(line.number, line.cells.get("name", ""), "wrong")
        key = (told["name"], node.unit.pk, told["post"])
        if key in self.seen:
            words = _("This post stands in line {number} already.")
            self.cells.wrong(line.number, "post", words.format(number=self.seen[key]))
            return Step(line.number, told["name"], "wrong")
        self.seen[key] = line.number
        step = self._planned(line, key, node, told)
        if not _in_order(self.posts[key], told):
            self.cells.wrong(line.number, "until", Refused("ends_too_early").message())
            step.verdict = "wrong"
        return step

    def _details(self, line: Line) -> dict[str, Any]:
        given = {key: text for key, text in line.cells.items() if text and key != "unit"}
        for key in ("since", "until"):
            if key in given:
                given[key] = _day(given[key])
        said = given.pop("spokesperson", "")
        for needed in ("name", "post"):
            given.setdefault(needed, "")
        told = {key: self.cells.clean(line.number, key, text) for key, text in given.items()}
        if said:
            told["spokesperson"] = self._whether(line, said)
        return told

    def _whether(self, line: Line, said: str) -> bool:
        word = columns.folded(said)
        if word not in self.yes | self.no:
            words = _("Please write yes or no.")
            self.cells.wrong(line.number, "spokesperson", words)
        return word in self.yes

    def _unit(self, line: Line) -> Node | None:
        text = line.cells.get("unit", "")
        if not text:
            self.cells.wrong(line.number, "unit", _("This cell is empty."))
            return None
        match self.tree.named(text):
            case [one] if one.kept:
                return one
            case [_one]:
                self.cells.wrong(line.number, "unit", Refused("not_yours").message())
            case []:
                words = _("There is no unit “{name}”.")
                self.cells.wrong(line.number, "unit", words.format(name=text))
            case several:
                ways = _(", ").join(node.way() for node in several[:3])
                words = _("Several units are called so: {names}. Please write the one above first.")
                self.cells.wrong(line.number, "unit", words.format(names=ways))
        return None

    def _planned(
        self, line: Line, key: tuple[str, int, str], node: Node, told: dict[str, Any]
    ) -> Step:
        name, unit, post = key
        doubts = []
        tenure = self.posts.get(key)
        if tenure is None:
            leader = self.leaders.get((name, unit))
            if leader is None:
                if name in self.names:
                    words = _("There is a {name} in {unit} already: this will be another person.")
                    doubts.append(words.format(name=name, unit=self.names[name]))
                leader = self.leaders[name, unit] = Leader(name=name)
                self.names[name] = node.unit.name
            tenure = Tenure(leader=leader, organisation=node.unit, post=post)
            self.posts[key] = tenure
            change = Change(tenure, {"post": ("", post)})
        else:
            change = Change(tenure)
        is_new = tenure._state.adding
        _note(change.of_post, tenure, told, ("since", "until", "spokesperson", "place"))
        _note(change.of_leader, tenure.leader, told, ("biography",))
        if not (change.of_post or change.of_leader):
            return Step(line.number, name, "unchanged")
        self.changes.append(change)
        told_of = {**change.of_post, **change.of_leader}
        return Step(line.number, name, "created" if is_new else "changed", told_of, doubts)

    def apply(self) -> list[audit.Act]:
        """Write what was planned and return what is to be recorded. In a transaction."""
        fresh = [change for change in self.changes if change.tenure._state.adding]
        people = {id(each.tenure.leader): each for each in self.changes if each.of_leader}
        new = {id(e.tenure.leader): e.tenure for e in fresh if e.tenure.leader._state.adding}
        changed = [each for key, each in people.items() if key not in new]
        later = [change for change in self.changes if not change.tenure._state.adding]
        for change in self.changes:
            _fill(change)
        Leader.objects.bulk_create([each.leader for each in new.values()], batch_size=BATCH)
        for change in fresh:
            change.tenure.leader = change.tenure.leader  # takes the id that it has now
        Tenure.objects.bulk_create([each.tenure for each in fresh], batch_size=BATCH)
        Leader.objects.bulk_update([e.tenure.leader for e in changed], ["biography"], BATCH)
        fields = ["since", "until", "spokesperson", "place"]
        Tenure.objects.bulk_update([each.tenure for each in later], fields, BATCH)
        return [
            *(_act("leader.created", t, {"name": ("", t.leader.name)}) for t in new.values()),
            *(_act("leader.changed", each.tenure, each.of_leader) for each in changed),
            *(_act("tenure.created", each.tenure, each.of_post) for each in fresh),
            *(_act("tenure.changed", each.tenure, each.of_post) for each in later if each.of_post),
        ]


def _act(name: ActName, tenure: Tenure, told: Told) -> audit.Act:
    return audit.Act(name, tenure.leader, told, tenure.organisation_id)


def _note(into: Told, of: Leader | Tenure, told: dict[str, Any], names: tuple[str, ...]) -> None:
    into |= {
        name: (getattr(of, name), told[name])
        for name in names
        if name in told and told[name] != getattr(of, name)
    }


def _fill(change: Change) -> None:
    tenure, now = change.tenure, {key: value for key, (_was, value) in change.of_post.items()}
    tenure.since, tenure.until = now.get("since", tenure.since), now.get("until", tenure.until)
    tenure.spokesperson = now.get("spokesperson", tenure.spokesperson)
    tenure.place = now.get("place", tenure.place)
    if "biography" in change.of_leader:
        tenure.leader.biography = change.of_leader["biography"][1]


def _in_order(tenure: Tenure, told: dict[str, Any]) -> bool:
    since, until = told.get("since", tenure.since), told.get("until", tenure.until)
    return not (since and until and until < since)


def _day(text: str) -> str:
    found = DAY.match(text)
    if not found:
        return text
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return text


def _said(yes: bool) -> set[str]:
    words = YES if yes else NO
    return columns.in_every_language(words) | ({"1", "true", "y"} if yes else {"0", "false", "n"})

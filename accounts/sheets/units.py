"""A sheet of units: what it would do to the tree, and doing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from accounts import places
from accounts.models import Level, Organisation
from accounts.offices.unit_forms import UnitForm
from accounts.principals import Principal
from accounts.services import audit
from accounts.services.organisations import FIELDS
from accounts.sheets import columns
from accounts.sheets.branches import Branches, Node
from accounts.sheets.plans import Lines, Plan, Step, Told
from accounts.sheets.reading import Line
from log.codes import Refused

BATCH = 500


class UnitSheet:
    """Goes through the lines in order: a unit above stands there already, or in an earlier line.

    An empty cell leaves what is told of a unit as it is. A sheet moves no unit.
    """

    def __init__(self, lines: Sequence[Line], by: Principal) -> None:
        self.lines, self.by = lines, by
        self.tree = Branches(by)
        self.cells = Lines(tuple(columns.UNITS), UnitForm.base_fields)
        self.seen: dict[int, int] = {}
        self.levels = _levels()
        self.new: list[tuple[Node, Told]] = []
        self.changed: list[tuple[Node, Told]] = []
        self.plan = Plan(faults=self.cells.faults)
        for line in lines:
            self.plan.steps.append(self._step(line))

    def _step(self, line: Line) -> Step:
        before = len(self.cells.faults)
        details = self._details(line)
        parent = self._above(line)
        node = None
        if len(self.cells.faults) == before:
            node = self._found(line, details, parent)
        if node is None or len(self.cells.faults) > before:
            return Step(line.number, line.cells.get("name", ""), "wrong")
        return self._planned(line, node, details)

    def _details(self, line: Line) -> dict[str, str]:
        """Return what the line tells of the unit: the cells that are not empty, cleaned."""
        given = {key: text for key, text in line.cells.items() if text and key != "above"}
        given.setdefault("name", "")
        if "level" in given:
            given["level"] = self.levels.get(columns.folded(given["level"]), given["level"])
        if "code" in given and not places.is_code(given["code"]):
            words = _("An administrative code has 6, 9 or 12 digits.")
            self.cells.wrong(line.number, "code", words)
        return {key: self.cells.clean(line.number, key, text) for key, text in given.items()}

    def _above(self, line: Line) -> Node | None:
        text = line.cells.get("above", "")
        if not text:
            return None
        match self.tree.named(text):
            case [one]:
                return one
            case []:
                words = _("There is no unit “{name}”, nor in an earlier line.")
                self.cells.wrong(line.number, "above", words.format(name=text))
            case several:
                ways = _(", ").join(node.way() for node in several[:3])
                words = _("Several units are called so: {names}. Please write the one above first.")
                self.cells.wrong(line.number, "above", words.format(names=ways))
        return None

    def _found(self, line: Line, details: Mapping[str, str], parent: Node | None) -> Node | None:
        """Return the unit that the line means, there already or new; None where it is wrong."""
        by_code = self.tree.by_code.get(details.get("code", ""))
        # Without a unit above, a code alone says which unit is meant.
        if by_code is not None and not line.cells.get("above"):
            parent = by_code.parent
        there = self.tree.at(parent, details["name"])
        node = by_code or there
        if node is None:
            return self._added(line, details, parent)
        words = self._objection(node, there, parent)
        if words:
            self.cells.wrong(line.number, words[0], words[1])
            return None
        self.seen[id(node)] = line.number
        return node

    def _objection(
        self, node: Node, there: Node | None, parent: Node | None
    ) -> tuple[str, str] | None:
        if id(node) in self.seen:
            number = self.seen[id(node)]
            return "name", _("This unit stands in line {number} already.").format(number=number)
        if node.parent is not parent:
            words = _("This unit stands elsewhere: {way}. Please move it on its own page.")
            return "above", words.format(way=node.way())
        if there is not None and there is not node:
            return "name", Refused("name_taken").message()
        if not node.unit.active:
            return "name", Refused("unit_closed").message()
        if not node.kept:
            return "name", Refused("not_yours").message()
        return None

    def _added(self, line: Line, details: Mapping[str, str], parent: Node | None) -> Node | None:
        if not self.tree.keeps_below(parent):
            self.cells.wrong(line.number, "above", Refused("not_yours").message())
            return None
        if parent is not None and not parent.unit.active:
            self.cells.wrong(line.number, "above", Refused("unit_closed").message())
            return None
        unit = Organisation(**{"level": "", **details})
        node = Node(unit, parent, kept=True, line=line.number)
        self.tree.add(node)
        self.seen[id(node)] = line.number
        return node

    def _planned(self, line: Line, node: Node, details: Mapping[str, str]) -> Step:
        doubted = places.doubts(
            Organisation(
                level=details.get("level", node.unit.level),
                code=details.get("code", node.unit.code),
            ),
            node.parent.unit if node.parent else None,
        )
        if node.is_new:
            told: Told = {key: ("", value) for key, value in details.items() if value}
            self.new.append((node, told))
            return Step(line.number, details["name"], "created", told, doubted)
        unit = node.unit
        told = {
            key: (getattr(unit, key), value)
            for key, value in details.items()
            if getattr(unit, key) != value
        }
        if not told:
            return Step(line.number, details["name"], "unchanged")
        if "name" in told:
            self.tree.rename(node, details["name"])
        if "code" in told:
            self.tree.by_code[details["code"]] = node
        self.changed.append((node, told))
        return Step(line.number, details["name"], "changed", told, doubted)

    def apply(self) -> list[audit.Act]:
        """Write what was planned and return what is to be recorded. In a transaction."""
        for generation in self._generations():
            units = [node.unit for node, _told in generation]
            for node, _told in generation:
                node.unit.parent = node.parent.unit if node.parent else None
            Organisation.objects.bulk_create(units, batch_size=BATCH)
            _give_paths(units)
        for node, told in self.changed:
            for key, (_was, value) in told.items():
                _set(node.unit, key, value)
        units = [node.unit for node, _told in self.changed]
        Organisation.objects.bulk_update(units, FIELDS, batch_size=BATCH)
        return [
            *(audit.Act("organisation.created", n.unit, told, n.unit.pk) for n, told in self.new),
            *(audit.Act("organisation.changed", n.unit, t, n.unit.pk) for n, t in self.changed),
        ]

    def _generations(self) -> list[list[tuple[Node, Told]]]:
        """Return the new units, those first whose unit above is there."""
        depths: dict[int, int] = {}
        found: list[list[tuple[Node, Told]]] = []
        for node, told in self.new:  # in order of the lines: the unit above came before
            above = node.parent
            depth = depths[id(above)] + 1 if above is not None and id(above) in depths else 0
            depths[id(node)] = depth
            if depth == len(found):
                found.append([])
            found[depth].append((node, told))
        return found


def _give_paths(units: list[Organisation]) -> None:
    """Give new units their paths: by the unit above, for an update of each would take long."""
    for unit in units:
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    above = {unit.parent_id: unit.parent.path if unit.parent else "/" for unit in units}
    for parent, start in above.items():
        path = Concat(Value(start), Cast("pk", CharField()), Value("/"))
        Organisation.objects.filter(parent=parent, path="").update(path=path)


def _levels() -> dict[str, str]:
    """Return {what a level is called, in any language: the level}."""
    return {
        words: str(level.value)
        for level in Level
        for words in (*columns.in_every_language(level.label), str(level.value))
    }


def _set(unit: Organisation, key: str, value: Any) -> None:
    """Put one of FIELDS; no other name comes here, for only the known columns are read."""
    if key in FIELDS:
        setattr(unit, key, value)

"""The tree as a sheet sees it: units that are there, and those that the sheet would add."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from accounts import rules
from accounts.models import Organisation
from accounts.principals import Principal


@dataclass(eq=False, slots=True)
class Node:
    """A unit, there already or to be; `kept` says whether the importer keeps it."""

    unit: Organisation
    parent: Node | None
    kept: bool
    line: int = 0

    @property
    def is_new(self) -> bool:
        """Return whether the sheet would add it."""
        return self.unit._state.adding

    def names(self) -> list[str]:
        """Return its name and those above it, nearest first."""
        found, here = [], self
        while True:
            found.append(here.unit.name)
            if here.parent is None:
                return found
            here = here.parent

    def way(self) -> str:
        """Return the names from the top down."""
        return " / ".join(reversed(self.names()))


class Branches:
    """All units, found by code, by place and name, or by names from above. One query."""

    def __init__(self, by: Principal) -> None:
        self.everything = by.kind == "system" or rules.may_run_platform(rules.duty_of(by))
        self.tops = {pk for pk, right in rules.held(by) if right == "manage"}
        self.by_code: dict[str, Node] = {}
        self.by_place: dict[tuple[int, str], Node] = {}
        self.by_name: dict[str, list[Node]] = defaultdict(list)
        nodes: dict[int, Node] = {}
        for unit in sorted(Organisation.objects.all(), key=lambda each: each.path.count("/")):
            parent = nodes.get(unit.parent_id or 0)
            nodes[unit.pk] = node = Node(unit, parent, self._keeps(unit))
            self.add(node)

    def add(self, node: Node) -> None:
        """Let a unit be found from now on."""
        if node.unit.code and node.unit.active:
            self.by_code[node.unit.code] = node
        self.by_place[id(node.parent), node.unit.name] = node
        self.by_name[node.unit.name].append(node)

    def rename(self, node: Node, name: str) -> None:
        """Let a unit be found by its new name, and no longer by its old one."""
        self.by_place.pop((id(node.parent), node.unit.name), None)
        self.by_name[node.unit.name].remove(node)
        self.by_place[id(node.parent), name] = node
        self.by_name[name].append(node)

    def at(self, parent: Node | None, name: str) -> Node | None:
        """Return the unit of that name right below another, if there is one."""
        return self.by_place.get((id(parent), name))

    def keeps_below(self, parent: Node | None) -> bool:
        """Return whether the importer may add a unit there."""
        return self.everything or (parent is not None and parent.kept)

    def named(self, text: str) -> list[Node]:
        """Return the working units that a cell may mean: a code, a name, names from above."""
        if text.isdecimal():
            return [self.by_code[text]] if text in self.by_code else []
        parts = [part.strip() for part in text.replace("／", "/").split("/")]
        wanted = list(reversed(parts))
        found = (node for node in self.by_name.get(wanted[0], []) if node.unit.active)
        return [node for node in found if node.names()[: len(wanted)] == wanted]

    def _keeps(self, unit: Organisation) -> bool:
        return self.everything or not self.tops.isdisjoint(unit.lineage)

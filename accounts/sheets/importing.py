"""From an upload to its preview, and from the preview to what is done: all of it, or nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Protocol

from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.models import KeptSheet, Organisation, User
from accounts.principals import Principal
from accounts.services import audit
from accounts.sheets import reading
from accounts.sheets.columns import KINDS
from accounts.sheets.leaders import LeaderSheet
from accounts.sheets.plans import Plan
from accounts.sheets.units import UnitSheet
from log.codes import Refused

# So long somebody may look at a preview.
KEPT = timedelta(minutes=30)
SALT = "huiyin.sheets"


class Sheet(Protocol):
    """A sheet that was read: what it would do, and doing it."""

    plan: Plan

    def apply(self) -> list[audit.Act]:
        """Write what was planned and return what is to be recorded."""
        ...


def keep(data: bytes, *, kind: str, name: str, user: User) -> str:
    """Keep an upload for its preview and return the reference by which its owner finds it.

    Forgets what was kept too long. Raises UnreadableError for what cannot be read.
    """
    reading.read(data, KINDS[kind])
    forget(timezone.now())
    kept = KeptSheet.objects.create(user=user, kind=kind, name=name[:100], content=data)
    return signing.dumps([kept.pk, user.pk], salt=SALT)


def forget(now: datetime) -> None:
    """Delete the uploads that nobody confirmed in time."""
    KeptSheet.objects.filter(at__lt=now - KEPT).delete()


def kept(reference: str, user: User) -> KeptSheet:
    """Return the upload of that reference. Raises Refused("sheet_gone")."""
    try:
        pk, owner = signing.loads(reference, salt=SALT, max_age=KEPT)
    except signing.BadSignature as error:
        raise Refused("sheet_gone") from error
    found = KeptSheet.objects.filter(pk=pk, user=user).first()
    if found is None or owner != user.pk:
        raise Refused("sheet_gone")
    return found


def planned(sheet: KeptSheet, by: Principal) -> Sheet:
    """Return what the sheet would do as things stand now."""
    lines = reading.read(bytes(sheet.content), KINDS[sheet.kind])
    return UnitSheet(lines, by) if sheet.kind == "units" else LeaderSheet(lines, by)


def confirm(sheet: KeptSheet, *, digest: str, by: Principal) -> Plan:
    """Do what the preview of that digest said, in one transaction, and forget the upload.

    Appends sheet.imported and one act for each row that was made or changed. Raises Refused:
    sheet_faulty, sheet_outdated where it would do something else by now, and sheet_gone where it
    was confirmed a moment ago.
    """
    with transaction.atomic():
        # On a new platform there is no unit to be held: two clicks would import twice.
        held = KeptSheet.objects.select_for_update().filter(pk=sheet.pk).first()
        if held is None:
            raise Refused("sheet_gone")
        # Nobody else reshapes the tree meanwhile.
        list(Organisation.objects.select_for_update().filter(parent=None).order_by("pk"))
        found = planned(sheet, by)
        if found.plan.faults:
            raise Refused("sheet_faulty")
        if found.plan.digest != digest:
            raise Refused("sheet_outdated")
        acts = found.apply()
        audit.record_many([_imported(sheet, found.plan), *acts], by=by)
        sheet.delete()
    return found.plan


def _imported(sheet: KeptSheet, plan: Plan) -> audit.Act:
    counts = {name: ("", str(number)) for name, number in sorted(plan.counts.items())}
    print_ = hashlib.sha256(bytes(sheet.content)).hexdigest()
    told = {"kind": ("", sheet.kind), **counts, "sha256": ("", print_)}
    return audit.Act("sheet.imported", sheet, told)

"""What people make of an answer: a reaction, a rating, once each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogue.models.questions import Utterance


class Reaction(models.TextChoices):
    """How one can react to an answer."""

    THANKS = "thanks", _("Thank you")
    CLEAR = "clear", _("Clearly answered")
    MORE = "more", _("I would like to know more")


class Opinion(models.Model):
    """One person's reaction to one answer, and rating of it: the database holds that it is one."""

    utterance = models.ForeignKey(Utterance, on_delete=models.CASCADE, related_name="opinions")
    principal = models.CharField(max_length=48)
    guest = models.BooleanField(default=False)
    reaction = models.CharField(max_length=8, choices=Reaction, blank=True)
    # 1 (not at all) to 5 (entirely): how far the answer answers the question.
    stars = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["utterance", "principal"], name="one_opinion_each"),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5),
                name="one_to_five_stars",
            ),
        ]
        # Signing in and closing an account ask for all of somebody's.
        indexes = [models.Index(fields=["principal"])]

    def __str__(self) -> str:
        return f"{self.principal} → {self.utterance_id}"

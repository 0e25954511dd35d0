"""People and units in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest, HttpResponse

from accounts.models import Organisation, User
from accounts.services import revoke_tokens


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """People, with the name the public sees."""

    list_display = ("username", "pseudonym", "is_staff", "is_active")
    search_fields = ("username", "pseudonym")
    fieldsets = (
        (None, {"fields": ("username", "password", "pseudonym")}),
        (None, {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (None, {"fields": ("last_login", "date_joined")}),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """End the person's tokens: they may have been switched off, or lost a group."""
        super().save_related(request, form, formsets, change)
        if change:
            revoke_tokens(form.instance)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """End the person's tokens with the old password."""
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:
            revoke_tokens(User.objects.get(pk=id))
        return answer


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    """Units."""

    list_display = ("name", "parent")
    search_fields = ("name",)

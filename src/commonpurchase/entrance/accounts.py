"""Accounts are given by an administrator, not taken."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

SENTENCES = {
    "email_password_mismatch": "This address and this password do not belong together.",
    "too_many_login_attempts": "Too many attempts. Wait five minutes, or reset the password.",
}


class Adapter(DefaultAccountAdapter):
    """Closes sign-up and speaks plainly; everything else is allauth's own."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.error_messages = {**self.error_messages, **SENTENCES}

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up by themselves."""
        return False

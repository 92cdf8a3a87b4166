"""The one gate: the only way from a page, a file, a mail or a program to a record."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

from commonpurchase.sharing.facts import Permission, Viewer
from commonpurchase.sharing.models import Labelled
from commonpurchase.sharing.queries import Note, Noted, Notes, note, noting, permitted
from commonpurchase.sharing.reckoning.refusals import why_not
from commonpurchase.sharing.rules.decide import decide

Record = TypeVar("Record", bound=Labelled)
Response = TypeVar("Response", bound=HttpResponseBase)
Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

ANYONE = "anyone"
"""The route shows nothing that is labelled, or only what a viewer without an organisation may see."""
PERSON = "person"
"""The route is for whoever has signed in, even while it acts for nobody; it shows no labelled record."""
MEMBER = "member"
"""The route is for a person who acts for an organisation; it lists through the gate."""


NOBODY = "Your account does not act for an organisation yet."
"""Said to a member without an organisation, unless the entrance knows more: `request.acts_for_nobody`."""


class NotFoundError(LookupError):
    """No such record, or none that the viewer may know of: the two are never told apart."""


class RefusedError(Exception):
    """The viewer may see the record but not do this with it; the message says what is missing."""


def visible(viewer: Viewer, model: type[Record], permission: Permission = Permission.SEE) -> QuerySet[Record]:
    """The records of a kind that the viewer may see (or change), ready to be narrowed further.

    What is read of them counts as shown, and is noted (`noting`).
    """
    return permitted(viewer, permission, Noted(model=model))


def weighed(viewer: Viewer, model: type[Record], permission: Permission = Permission.SEE) -> QuerySet[Record]:
    """The same records, for a choice or a count of which nothing is shown; they are not noted."""
    return permitted(viewer, permission, model._default_manager.all())


def open_record(
    viewer: Viewer, model: type[Record], key: UUID, permission: Permission = Permission.SEE
) -> Record:
    """The one record with this key. `NotFoundError` if absent or hidden; `RefusedError` if only seen."""
    record = visible(viewer, model).select_related("label").filter(pk=key).first()
    if record is None:
        raise NotFoundError(model._meta.verbose_name)
    note(model, record, opened=True)
    if permission is not Permission.SEE:
        decision = decide(viewer, permission, record.label.fact)
        if not decision.allowed:
            raise RefusedError(why_not(decision, permission, str(model._meta.verbose_name)))
    return record


def organisation_of(viewer: Viewer) -> UUID:
    """The organisation that the viewer acts for; `RefusedError` when there is none."""
    if viewer.organisation is None:
        raise RefusedError("Choose the organisation you act for first.")
    return viewer.organisation


def person_of(viewer: Viewer) -> UUID:
    """The person who is looking; `RefusedError` when nobody has signed in."""
    if viewer.person is None:
        raise RefusedError("Sign in first: what you do here is done in your name.")
    return viewer.person


def needs(permission: Permission | str) -> Callable[[Page[Rest]], Page[Rest]]:
    """Declare what a route needs. A route without it fails the census of routes.

    Anything but `ANYONE` sends a visitor to sign in, and no answer is kept by a browser or on the way.
    Hidden and absent records both answer 404.
    """

    def declare(page: Page[Rest]) -> Page[Rest]:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if permission == ANYONE:
                return _answer(page, request, *args, **kwargs)
            if not request.user.is_authenticated:
                return kept_nowhere(redirect_to_login(request.get_full_path()))
            if permission != PERSON and viewer_of(request).organisation is None:
                raise PermissionDenied(getattr(request, "acts_for_nobody", NOBODY))
            return kept_nowhere(_answer(page, request, *args, **kwargs))

        guarded.needs = permission  # type: ignore[attr-defined]
        return cast("Page[Rest]", guarded)

    return declare


def _answer(
    page: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    try:
        return page(request, *args, **kwargs)
    except NotFoundError:
        raise Http404 from None
    except RefusedError as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def kept_nowhere(response: Response) -> Response:
    """The same answer, for one pair of eyes: neither the browser nor anything on the way keeps it."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking, as the entrance's middleware found."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


__all__ = [
    "ANYONE",
    "MEMBER",
    "PERSON",
    "NotFoundError",
    "Note",
    "Notes",
    "RefusedError",
    "kept_nowhere",
    "needs",
    "noting",
    "open_record",
    "organisation_of",
    "person_of",
    "viewer_of",
    "visible",
    "weighed",
]

"""The summary is written, opened for comments, changed, and released by a second person."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, time
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from commonpurchase.engagement import models
from commonpurchase.engagement.actions import meetings
from commonpurchase.engagement.actions.opening import NotReadyError, justified, locked, may_step, step, tell
from commonpurchase.engagement.facts import About, Reach, Said, State, Step
from commonpurchase.engagement.queries import meetings as queries
from commonpurchase.engagement.queries import words
from commonpurchase.engagement.reckoning import texts
from commonpurchase.engagement.rules import meetings as rules
from commonpurchase.engagement.rules import speakers as speaking
from commonpurchase.engagement.rules import summaries as writing
from commonpurchase.organisations import queries as organisations
from commonpurchase.sharing import actions as sharing
from commonpurchase.sharing import gate
from commonpurchase.sharing.facts import Audience, Label, Permission, Viewer
from commonpurchase.sharing.reckoning import joins
from commonpurchase.sharing.reckoning.stripping import strip_attribution
from commonpurchase.vocabulary.findings import Finding
from commonpurchase.vocabulary.periods import add_days
from commonpurchase.vocabulary.readers import declared

AUDIENCES = {Reach.MEMBERS: Audience.MEMBERS, Reach.PUBLIC: Audience.PUBLIC}


@transaction.atomic
def write(*, meeting: UUID, points: Sequence[Said], by: Viewer) -> None:
    """Keep the summary as it stands, for the convenor alone; a text that was open is opened anew later."""
    row = locked(by, meeting)
    if row.state == State.ANSWERING.value:
        step(row, Step.REWRITE)
    elif row.state != State.WRITING.value:
        raise NotReadyError(f"The summary cannot be changed now: the state is “{row.state}”.")
    kept = words.kept(Said(texts.tidied(one.text), one.category) for one in points if texts.tidied(one.text))
    old = _summary(row, by)
    if old and not old.opened_sha256:
        models.Summary.objects.filter(pk=old.pk).update(points=kept)
    else:
        if old:
            sharing.erase(record=old)
        models.Summary.objects.create(
            label=sharing.attach(joins.kept_to_itself(row.convenor_id, _inputs(row, by))),
            meeting=row,
            points=kept,
        )
    tell("write", row, by, points=kept)


@transaction.atomic
def open_for_comments(*, meeting: UUID, by: Viewer) -> None:
    """Open the summary to those invited, to the end of the window. `NotReadyError` with every reason."""
    row, person = locked(by, meeting), gate.person_of(by)
    summary = _summary(row, by)
    kept = summary.points if summary else []
    justified(may_step(row, Step.OPEN), *findings(meeting=meeting, points=words.points(kept), by=by))
    if summary:
        sharing.erase(record=summary)
    models.Summary.objects.create(
        label=sharing.attach(joins.derived(row.convenor_id, _inputs(row, by))),
        meeting=row,
        points=kept,
        opened_by=person,
        opened_sha256=_fingerprint(kept),
    )
    until = datetime.combine(add_days(by.at.date(), row.comment_days + 1), time(tzinfo=UTC))
    step(row, Step.OPEN, comments_until=until)
    tell("open_for_comments", row, by, sha256=_fingerprint(kept))


@transaction.atomic
def gather(*, meeting: UUID, by: Viewer) -> None:
    """Read the comments, all at once, when the window is over: written anew, without their authors."""
    row = locked(by, meeting)
    justified(may_step(row, Step.GATHER), rules.the_window_is_over(row.comments_until, by.at))
    written = meetings.strip(row, About.COMMENT, queries.speakers(by, meeting), by)
    step(row, Step.GATHER)
    tell("strip_attribution", row, by, comments=written)


@transaction.atomic
def answer(*, comment: UUID, words: str, by: Viewer) -> None:
    """Answer a gathered comment, for everybody who took part to read."""
    found = gate.open_record(by, models.Contribution, comment, Permission.CHANGE)
    row = locked(by, found.meeting_id)
    if found.about != About.COMMENT.value or row.state not in {State.ANSWERING.value, State.WRITING.value}:
        raise NotReadyError("Only gathered comments are answered, and before the release.")
    models.Contribution.objects.filter(pk=found.pk).update(answer=texts.tidied(words))
    tell("answer", row, by, comment=str(found.pk))


@transaction.atomic
def release(*, meeting: UUID, listed: Collection[UUID], by: Viewer) -> UUID:
    """Release the summary, as a second person; points, comments and the draft are deleted. Returns its id.

    `listed`: the organisations on the list that the person has read. `NotReadyError` with every reason.
    The event names the hashes of everything that went in.
    """
    row, person = locked(by, meeting), gate.person_of(by)
    summary = _summary(row, by)
    kept = summary.points if summary else []
    present = queries.attendances(by, meeting)
    justified(may_step(row, Step.RELEASE), *before_release(meeting=meeting, listed=listed, by=by))
    inputs = gate.visible(by, models.Contribution).filter(meeting=row)
    hashes = sorted(sha256(one.text.encode()).hexdigest() for one in inputs)
    done = models.ReleasedSummary.objects.create(
        label=sharing.attach(
            strip_attribution(joins.derived(row.convenor_id, _inputs(row, by)), AUDIENCES[Reach(row.reach)])
        ),
        meeting=row,
        points=kept,
        institutions=[one.organisation.name for one in present if one.organisation.id in listed],
        people=sum(len(one.people) for one in present),
        released_on=by.at.date(),
        folded=organisations.fold(" ".join([row.title, *(one["text"] for one in kept)])),
    )
    step(row, Step.RELEASE)
    opened_by = str(summary.opened_by) if summary else ""
    tell("release", row, by, inputs=hashes, text=_fingerprint(kept), persons=[opened_by, str(person)])
    meetings.discard_inputs(row, by)
    return done.pk


def before_release(*, meeting: UUID, listed: Collection[UUID], by: Viewer) -> list[Finding]:
    """Everything that must hold before the release, for the person who would release it with this list."""
    row = gate.open_record(by, models.Meeting, meeting, Permission.CHANGE)
    summary = _summary(row, by)
    kept = summary.points if summary else []
    comments = queries.said(by, meeting, About.COMMENT)
    invited = {one.id: one.name for one in queries.opened(by, meeting).invited}
    agreed = queries.agreed(by, meeting)
    return [
        rules.the_window_is_over(row.comments_until, by.at),
        writing.every_comment_is_answered(sum(not one.answer for one in comments)),
        writing.a_second_person_releases(summary.opened_by if summary else None, gate.person_of(by)),
        writing.it_is_the_text_that_was_open_for_comments(
            summary.opened_sha256 if summary else "", _fingerprint(kept)
        ),
        writing.only_who_agreed_is_listed(
            {invited.get(one, str(one)) for one in listed}, {one.name for one in agreed}
        ),
        *findings(meeting=meeting, points=words.points(kept), by=by),
    ]


def findings(*, meeting: UUID, points: Sequence[Said], by: Viewer) -> list[Finding]:
    """Whether a text keeps the Rule: wide categories, nothing quoted, nobody named."""
    longest = declared.value("chatham_longest_quote_words", by.at.date())
    sources = [one.text for about in About for one in queries.said(by, meeting, about)]
    return [
        writing.it_says_something(len(points)),
        speaking.every_category_has_plausible_speakers(
            {one.category for one in points}, queries.speakers(by, meeting), queries.fewest(by)
        ),
        writing.nothing_is_quoted(_quotes(points, sources, longest), longest),
        writing.nobody_is_named(_named(points, _names(meeting, by))),
    ]


def _quotes(points: Sequence[Said], sources: Sequence[str], longest: int) -> Mapping[int, str]:
    found = {
        number: next(filter(None, (texts.quoted(one.text, source, longest) for source in sources)), "")
        for number, one in enumerate(points, 1)
    }
    return {number: run for number, run in found.items() if run}


def _named(points: Sequence[Said], names: Sequence[str]) -> Mapping[int, Sequence[str]]:
    return {number: texts.named(one.text, names) for number, one in enumerate(points, 1)}


def _names(meeting: UUID, by: Viewer) -> list[str]:
    """Every person who took part and every organisation that was invited."""
    people = [person for one in queries.attendances(by, meeting) for person in one.people]
    invited = [one.name for one in queries.opened(by, meeting).invited]
    return [*invited, *(name for person in people for name in texts.names_of(person))]


def _inputs(row: models.Meeting, by: Viewer) -> list[Label]:
    """The labels of what goes into a summary: the meeting's own, and those of all that was said."""
    rows = gate.visible(by, models.Contribution).filter(meeting=row).select_related("label")
    return [row.label.fact, *(one.label.fact for one in rows)]


def _summary(row: models.Meeting, by: Viewer) -> models.Summary | None:
    return gate.visible(by, models.Summary, Permission.CHANGE).filter(meeting=row).first()


def _fingerprint(points: Sequence[Mapping[str, str]]) -> str:
    return sha256(json.dumps(points, sort_keys=True).encode()).hexdigest()

"""Every permission of the workspace, on one page.

A record is refused when every predicate of any one REFUSED line holds; deny wins. Otherwise a
permission is granted when every predicate of any one GRANTED line holds.
The order of the lines does not matter: lines with `put_here_by_another` leave the originator alone,
lines with `not_sealed` leave sealed records to their authors. Why each line stands here:
docs/decisions/0002-one-permission-table.md and docs/explanation/sharing.md.
"""

from commonpurchase.sharing.facts import Permission
from commonpurchase.sharing.rules import predicates as p

REFUSED = [
    [p.viewer_is_inactive],
    [p.sealed, p.written_by_another_person],
    [p.not_sealed, p.put_here_by_another, p.competitively_sensitive, p.from_a_rival],
    [p.not_sealed, p.put_here_by_another, p.competitively_sensitive, p.about_a_rival],
    [p.not_sealed, p.put_here_by_another, p.competitively_sensitive, p.viewer_acts_for_nobody],
    [p.not_sealed, p.put_here_by_another, p.excludes_viewer],
    [p.not_sealed, p.put_here_by_another, p.part_of_a_tender, p.of_another_authority],
    [
        p.not_sealed,
        p.put_here_by_another,
        p.part_of_a_tender,
        p.before_the_award,
        p.viewer_is_not_on_its_panel,
    ],
    [p.not_sealed, p.put_here_by_another, p.carries_an_unknown_flag],
    [p.not_sealed, p.put_here_by_another, p.kept_by_viewers_organisation, p.viewer_is_no_steward],
    [p.not_sealed, p.put_here_by_another, p.kept_elsewhere, p.under_embargo],
    [p.not_sealed, p.put_here_by_another, p.kept_elsewhere, p.aggregate_only],
    [p.not_sealed, p.put_here_by_another, p.kept_elsewhere, p.under_an_nda, p.names_no_secret],
    [p.not_sealed, p.put_here_by_another, p.kept_elsewhere, p.under_an_nda, p.not_covered_by_an_agreement],
    [p.not_sealed, p.put_here_by_another, p.kept_elsewhere, p.protected, p.handled_by_others],
]

GRANTED = {
    Permission.SEE: [
        [p.sealed, p.written_by_viewer],
        [p.originated_by_viewer],
        [p.open_to_everyone],
        [p.open_to_members, p.viewer_is_a_member],
        [p.open_to_a_group, p.asks_for_a_group, p.viewer_is_a_member, p.viewer_is_in_its_groups],
        [p.open_to_those_named, p.names_viewer, p.viewer_is_in_its_groups],
        [p.kept_by_viewers_organisation, p.viewer_is_a_steward],
        [p.granted_to_viewer],
    ],
    Permission.CHANGE: [
        [p.originated_by_viewer],
    ],
    Permission.VERIFY: [
        [
            p.viewer_monitors,
            p.not_sealed,
            p.put_here_by_another,
            p.open_to_those_named,
            p.names_viewer,
            p.viewer_is_in_its_groups,
        ],
    ],
}

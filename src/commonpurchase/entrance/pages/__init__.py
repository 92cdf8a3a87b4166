"""The pages of the entrance: what every organisation meets first."""

from commonpurchase.entrance.pages.about import about
from commonpurchase.entrance.pages.acting import act_for
from commonpurchase.entrance.pages.components import components
from commonpurchase.entrance.pages.search import search
from commonpurchase.entrance.pages.today import today

__all__ = ["about", "act_for", "components", "search", "today"]

"""The workspace with a planted fault, for a server of its own: the ledger is written after the answer."""

import threading
from typing import Any

from commonpurchase.entrance.wsgi import application as workspace
from commonpurchase.holdings.actions import ledger

_BEFORE = ledger.deliver


def _deliver(**asked: Any) -> None:
    threading.Timer(0.5, _BEFORE, kwargs=asked).start()


ledger.deliver = _deliver
application = workspace

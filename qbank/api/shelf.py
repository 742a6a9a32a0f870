"""Opened assemblies, kept in this process so that a candidate's paper is made in a moment.

Only papers that are open come here, and what is kept is found by the wrapped key: withdrawing wraps the key anew, so that what
was kept under the old one is never found again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from qbank.papers.opening import OpenedAssembly

MOST_KEPT = 4


class Shelf:
    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, OpenedAssembly] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, wrapped_key: bytes, open_it: Callable[[], OpenedAssembly]) -> OpenedAssembly:
        """What is kept under that key, opened now where nothing is. The least recently asked for makes room."""
        with self._lock:
            found = self._kept.get(wrapped_key)
            if found is None:
                found = self._kept[wrapped_key] = open_it()
            self._kept.move_to_end(wrapped_key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return found

"""A pool whose questions show images."""

import io

import pytest

from qbank.items.content import Block
from qbank.papers.pool import FrozenPool
from tests.importers.build import png
from tests.support import assembled
from tests.support.people import Site

IN_STEM, IN_EXPLANATION = png(4, 3), png(5, 2)


def show_images(site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """From now on every question of the pool shows one image in its stem and another one in its explanation: their digests."""
    store, plain_pool = site.services.files, assembled.frozen_pool
    in_stem, in_explanation = (store.keep(io.BytesIO(data), 1 << 20)[0] for data in (IN_STEM, IN_EXPLANATION))

    def pool_with_images() -> FrozenPool:
        pool = plain_pool()
        for question in pool.snapshot:
            question["stem"].append(_image(in_stem))
            question["explanation"].append(_image(in_explanation))
        return pool

    monkeypatch.setattr(assembled, "frozen_pool", pool_with_images)
    return in_stem, in_explanation


def _image(digest: str) -> Block:
    return {"kind": "image", "href": f"figures/{digest}", "alt": "标志", "width": 4, "height": 3}

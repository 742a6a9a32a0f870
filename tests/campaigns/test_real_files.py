"""Real question files, where they lie beside this checkout, go through upload and hand-in, and stay quick to work on."""

import time
from pathlib import Path

import pytest

from tests.campaigns.conftest import CampaignSite

FILES = {
    "wjx_moban_xlsx.xlsx": {"single_choice": 80, "multiple_choice": 40},
    "ckyzx_moban_docx.docx": {"single_choice": 8, "multiple_choice": 10, "true_false": 16},
    "hantao_duoxuan_docx.docx": {"multiple_choice": 290},
}
LONGEST_PAGE_SECONDS = 1.0


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_real_file_is_handed_in(campaign_site: CampaignSite, shared_dir: Path, name: str) -> None:
    counts = FILES[name]
    campaign_site.set_counts(**counts)
    clerk = campaign_site.clerk()
    content = (shared_dir / "realfiles" / "files" / name).read_bytes()
    assert campaign_site.upload(clerk, content, name).status_code == 302
    quickest = {}
    for page in ("", "/questions"):
        took = []
        for _again in range(3):
            start = time.perf_counter()
            assert clerk.get(f"/submit/{campaign_site.health}{page}").status_code == 200
            took.append(time.perf_counter() - start)
        quickest[page] = min(took)
    assert max(quickest.values()) < LONGEST_PAGE_SECONDS, quickest
    answer = clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert answer.status_code == 302, answer.text
    handed_in = [draft for draft in campaign_site.drafts() if draft.item_id]
    assert {kind: sum(draft.type == kind for draft in handed_in) for kind in counts} == counts

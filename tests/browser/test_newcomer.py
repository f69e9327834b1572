"""A newcomer's path: from the verdict to a plan of one's own, its run, and its file and back."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from sim.scenario.file.loading import load_scenario
from sim.scenario.file.shipped import shipped_folder
from tests.browser.conftest import Server, Visit, settled

ANSWER = "What it rests on"
"""Stands below every answer, also below one of the pairs so far."""


def answered(page: Page) -> None:
    expect(page.get_by_text(ANSWER).first).to_be_visible()
    expect(page.get_by_test_id("stProgress")).to_have_count(0)


def content_of(page: Page) -> str:
    return page.get_by_text(re.compile("^Content [0-9a-f]{16}$")).inner_text()


def open_plan(page: Page) -> None:
    page.get_by_role("link", name="Plan", exact=True).click()
    expect(page.get_by_role("heading", name="Plan", exact=True)).to_be_visible()
    settled(page)


def type_into_the_last_team(page: Page, row: int, number: str) -> None:
    """Type a number of posts into the table of the last team, the South, as a planner would."""
    table = page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    settled(page)
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.27, box["y"] + 35 * (row + 1.5))
    expect(page.locator(f"#glide-cell-2-{row}:focus")).to_be_attached()
    page.keyboard.type(number, delay=200)
    page.keyboard.press("Enter")


def posts_of_the_last_team() -> tuple[int, str]:
    """Its full-time social workers, and how many there are in full-time equivalents."""
    teams = load_scenario(shipped_folder() / "proposed.yaml").structure.teams
    posts = [post for post in teams["South"].posts if post.role == "social worker"]
    return posts[0].number, f"{sum(post.number * post.fte for post in posts):g}"


def test_a_newcomers_path(served: Server, visit: Visit, tmp_path: Path) -> None:
    full_time, fte = posts_of_the_last_team()
    page = visit(served.url)
    answered(page)

    open_plan(page)
    shipped = content_of(page)
    expect(page.get_by_text("Nothing yet")).to_be_visible()
    type_into_the_last_team(page, row=1, number=str(full_time + 2))
    expect(page.get_by_text(f"was {fte}")).to_be_visible()
    expect(page.get_by_text("Nothing yet")).to_be_hidden()
    expect(page.get_by_text(shipped)).to_be_hidden()
    mine = content_of(page)
    page.reload()
    expect(page.get_by_text(mine)).to_be_visible()
    settled(page)

    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_test_id("stProgress")).to_be_visible()
    expect(page.get_by_text(re.compile(r"[Aa]fter \d+ worlds")).first).to_be_visible()
    answered(page)
    settled(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="YAML").click()
    file = tmp_path / "mine.yaml"
    download.value.save_as(file)
    assert "# The proposal whole" in file.read_text()

    page.get_by_role("link", name="See the whole comparison").click()
    expect(page.get_by_text("(changed), against").first).to_be_visible()
    expect(page.get_by_text("social worker, all teams").first).to_be_visible()

    again = visit(f"{served.url}/plan")
    settled(again)
    assert content_of(again) == shipped
    again.get_by_text("Upload a plan").click()
    again.locator("input[type=file]").set_input_files(file)
    expect(again.get_by_text(mine)).to_be_visible()


def test_a_bad_upload_is_told_with_its_line_and_changes_nothing(
    served: Server, visit: Visit, tmp_path: Path
) -> None:
    page = visit(f"{served.url}/plan")
    settled(page)
    shipped = content_of(page)
    bad = tmp_path / "bad.yaml"
    bad.write_text("version: 1\nextends: proposed.yaml\ndemand:\n  contacts_per_month: many\n")
    page.get_by_text("Upload a plan").click()
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_text("cannot be used, and the plan stays as it was")).to_be_visible()
    expect(page.get_by_text("this plan:4:23")).to_be_visible()
    assert content_of(page) == shipped


def test_a_file_that_is_too_large_is_refused(served: Server, visit: Visit, tmp_path: Path) -> None:
    page = visit(f"{served.url}/plan")
    settled(page)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1_200_000)
    page.get_by_text("Upload a plan").click()
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("1.0MB or smaller")).to_be_visible()

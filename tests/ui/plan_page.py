"""The page Plan as a planner uses it: its themes, its buttons, and posts in its table."""

from streamlit.testing.v1 import AppTest

CONTACTS = "field 0 demand contacts_per_month"


def theme(app: AppTest, name: str) -> AppTest:
    app.segmented_control(key="theme").set_value(name)
    return app.run()


def click(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def yaml_of(app: AppTest) -> str:
    return theme(app, "As text").text_area(key=f"text {version(app)}").value or ""


def version(app: AppTest) -> int:
    return int(app.session_state["draft"]["version"])


def with_two_more_in_the_south(app: AppTest) -> AppTest:
    app.session_state[f"posts {version(app)} South Families"] = {
        "edited_rows": {1: {"number": 6}},
        "added_rows": [],
        "deleted_rows": [],
    }
    return app.run()


def link_of(app: AppTest) -> dict[str, str]:
    """What stands in the address."""
    return {name: str(value) for name, value in app.query_params.items()}

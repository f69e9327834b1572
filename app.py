"""The app: `streamlit run app.py` opens Locality in a browser."""

from __future__ import annotations

from sim.ui.server.shell import show


def main() -> None:
    """Show the page that is asked for."""
    show()


# Workers that simulate import this file under another name: they must not run the app again.
if __name__ == "__main__":
    main()

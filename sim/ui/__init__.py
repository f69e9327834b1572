"""The app's pages and what they need: the plan, its runs and their results, in a browser."""

"""The run store: replications and scenarios in files, looked up before any is simulated."""

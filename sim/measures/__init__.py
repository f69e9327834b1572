"""What it means: from the event log to timeliness, caseload, handoffs, flow and laws."""

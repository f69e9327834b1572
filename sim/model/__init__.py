"""What happens: one replication of the service, written as an event log."""

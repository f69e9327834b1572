"""What must hold in every replication, whatever the scenario, checked in its log."""

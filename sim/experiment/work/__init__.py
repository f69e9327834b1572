"""How replications are worked out: on processes or a cluster, again where one is lost."""

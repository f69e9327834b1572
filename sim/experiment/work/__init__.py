"""How replications are worked out: on processes or a Dask cluster, again where one is lost."""

"""Whether the engine does what theory says of services simple enough to have one."""

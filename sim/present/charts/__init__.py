"""Charts: the pictures of the app and of exports, each a pure function from records to a `Chart`.

Which module draws what:

    forest            what is judged against its margin, gains and losses
    conclusion        days from contact to conclusion, as cumulative curves
    caseload          weighted caseload by team and week
    handoff_maps      what passes between teams, expected and observed
    gains             what differs by locality, and what each team carries
    waits             where days are lost
    changes           changes of worker; expected and observed handoffs
    journey_timeline  one family in both structures, in lanes
    precision         how the primary intervals narrow with the number of pairs
    capacity          hours that each team needs, and has
    validation        simulated figures against reported ones
"""

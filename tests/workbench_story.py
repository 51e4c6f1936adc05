"""The article that the tutorial of the workbench pastes; tests and pictures use the same."""

TITLE = "Orlets bridge closed after nine are hurt"
SOURCE = "The Orlets Gazette"
LINE = "Gazette members walk the bridge first"
TERM = "Gazette members"
GUARDS = "line-start; line-length=1-8"
TEXT = f"""The Orlets bridge was closed on Monday after nine people were hurt, Mayor Ann Lee said.
“It may stay closed for a week,” she said. The council reportedly plans to meet on Friday, and officials expect repairs to cost about 2,000 crowns.
Engineers from the province have examined the pillars, according to a statement of the roads agency. The bridge, built in 1931, carries 4,000 cars a day.
{LINE}
Buses will take the road through Dell until the bridge opens again, the transport office said.
"""  # noqa: E501 - a paragraph is a line

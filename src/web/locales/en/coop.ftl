coop-fresh-title = This node waits to be set up
coop-fresh-lead = Whoever started it was given a one-time link, printed where the node runs. Open that link to name your coop and become its first steward.
coop-fresh-another = The link works once and for 24 hours. A new one is made where the node runs, with:
coop-address = Our address

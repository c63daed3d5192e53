usage-title = How many were there
usage-running = The meeting is on; this is what was counted until now.
usage-proposed = This was counted. It goes into the ledger when an operator of the host has confirmed it.
usage-proposed-gaps = This was counted, with times in which nobody could look. An operator of the host looks at it before it goes into the ledger.
usage-settled-ours = This is what your entry is based on. The other coop sees the same.
usage-settled-theirs = This is what the host’s entry is based on, as its node tells it.
usage-how = How this is known
usage-how-measured = The meeting server was asked how many people were there, never who.
usage-how-entered = An operator of the host has entered it.
usage-how-entered-beside = An operator of the host has entered it; beneath it stands what the meeting server said.
usage-measured = Used
usage-counted = In the ledger
usage-counted-says = { $amount }: never more than was agreed
usage-peak = Most at once
usage-people =
    { $count ->
        [0] nobody
        [one] one person
       *[other] { $number } people
    }
usage-gaps = Not seen
usage-gaps-says =
    { $count ->
        [one] for one minute nobody could look
       *[other] for { $count } minutes nobody could look
    }
usage-plot = How many people were there, from the start to the end. The dashed line: { $seats }, as agreed.
usage-plot-gaps = Hatched: nobody could look.
usage-table = How many people were there
usage-until = Until
usage-people-column = People
usage-unseen = not seen
usage-end = End the meeting now
usage-end-says = Everybody is asked out and nobody gets in any more. What was used until now is what counts. This cannot be undone.

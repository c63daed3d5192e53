statements-title = Statements
statements-lead = What you and each coop gave each other in a month, counted by both and signed by both. Months are closed by themselves, a day after their end.
statements-to-ledger = Ledger
statements-filter = Show
statements-filter-all = All
statements-filter-open = Not signed by both
statements-filter-agreed = Signed by both
statements-empty-title = No statements here yet
statements-empty = When a month with signed entries is over, both coops count it and sign the same statement. It appears here.
statements-with =
    { $count ->
        [one] With { $name }: { $number } entry
       *[other] With { $name }: { $number } entries
    }
statements-state-agreed = Signed by both
statements-state-sent = Waits for them
statements-state-arrived = Being checked
statements-state-refused = Not confirmed
statements-state-superseded = Replaced
statements-says-agreed = You and { $name } have counted the same and signed it.
statements-says-sent = You have signed it. { $name } counts for itself, and signs when it comes to the same.
statements-says-arrived = { $name } has signed it. Your node counts for itself, and signs when it comes to the same.
statements-says-superseded = Another statement took its place. It is kept, and counts nothing any more.
statements-refused-differs = The two coops count different entries in this period. The books are compared, and then a new statement is made by itself. If it stays like this, look at the disputes with { $name }.
statements-refused-totals = The signed entries are the same, but not what is on its way or disputed. The books are compared, and then a new statement is made by itself. If it stays like this, look at the disputes with { $name }.
statements-refused-period = It did not follow the last statement that both coops know. { $name } is sent what was signed before, and then a new one is made by itself.
statements-refused-not-ready = { $name } cannot close this period yet. It is tried again by itself.
statements-refused-not-yet = Your coop could not close this period yet. { $name } tries again by itself.
statements-refused-other = It could not be confirmed. Speak with { $name }.
statements-close = Close a period now
statements-close-says = You do not have to: months are closed by themselves. This is for when you settle accounts earlier.
statements-close-with = With whom
statements-close-choose = Choose a coop
statements-close-with-missing = Choose with whom the period is closed.
statements-close-until = Up to and including
statements-close-until-help = A day that is over, as in 2027-03-31. Days are counted in UTC, so that they are the same for both.
statements-close-until-wrong = Write a day, as in 2027-03-31.
statements-close-button = Count, sign and send it
statements-problem-not-over = This day is not over yet. Choose an earlier one.
statements-problem-closed = You and { $name } have already signed a statement that goes as far as this day.
statements-problem-open = A statement with { $name } waits for an answer. When it has one, the next can follow.
statements-problem-empty = Nothing was signed by you and { $name } in this time that is not in a statement already.
statements-problem-unconfirmed = { $name } has not been reached since your node started, so nothing is signed for it yet. Compare the books with it, and try again.
statements-problem-no-books = You keep no books with { $name }.
statements-done-proposed = You have signed, and { $name } is asked to count for itself and sign too.
statements-one-title = Statement with { $name }
statements-standing = Where it stands
statements-totals = What it comes to
statements-opening = Before
statements-closing = After
statements-signatures = Who has signed
statements-unsigned = Has not signed
statements-signed-maker = Counted and signed on { $when }, with the key { $key }
statements-signed = Counted the same and signed on { $when }, with the key { $key }
statements-file = Download it with every entry
statements-file-help = Anyone can check this file with “ledger verify”, on any node and without yours.
statements-entries = The entries that it counts
statements-entries-all =
    { $count ->
        [one] Show the only entry
       *[other] Show all { $number } entries
    }
statements-proof = To check it
statements-count = Entries
statements-digest = Fingerprint of the entries
statements-previous = Follows
statements-proposed-at = Came here
statements-agreed-at = Signed by both
statements-refusal-note = Why it was not confirmed
statements-logs = What each side had signed until then
statements-address = Its address
statements-document = The signed document
statements-overview = Statements that are not signed by both

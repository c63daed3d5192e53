capacity-title = Capacity
capacity-lead = Who has room at the hour that you need: everything that your partners offer, and your own.
capacity-date = Day
capacity-date-wrong = Choose a day.
capacity-from = From
capacity-to = To
capacity-to-help = Earlier than the start means the next day.
capacity-to-same = The end has to be after the start.
capacity-time-wrong = Write a time, as in 18:00.
capacity-time-jumped = On that day the clock goes forward, and { $time } does not exist. Choose a time an hour later.
capacity-past = This time has passed. Choose a later one.
capacity-too-far = That is too far ahead. Choose a day within the next two years.
capacity-seats = Seats
capacity-seats-wrong = Write how many seats you need, as a whole number.
capacity-language = Language
capacity-region = Region
capacity-energy = Energy
capacity-any = Any
capacity-search = Search
capacity-search-help = Fill in what matters to you; the rest may stay empty.
capacity-search-again = Start over
capacity-everything = Everything that is shared
capacity-results =
    { $count ->
        [one] One offer fits
       *[other] { $number } offers fit
    }
capacity-order = Rooms that are just large enough come first, so that the large ones stay free for those who need them.
capacity-nothing-title = Nobody has that at this hour
capacity-nothing = Try another hour, fewer seats, or any language and region. What you look for may also be offered by a coop that you do not know yet.
capacity-empty-title = Nothing is shared with you yet
capacity-empty = As soon as a partner offers seats, or you do, they appear here.
capacity-to-peers = Find other coops
capacity-to-resources = Share your own
capacity-own = Your own
capacity-free =
    { $count ->
        [one] { $seats } free
       *[other] { $seats } free
    }
capacity-why-free =
    { $count ->
        [one] { $free } of { $seats } is free on { $when }
       *[other] { $free } of { $seats } are free on { $when }
    }
capacity-why-seats =
    { $count ->
        [one] { $seats } in all
       *[other] { $seats } in all
    }
capacity-why-language = They can help people in { $language }
capacity-why-languages = They can help people in { $languages }
capacity-why-terms = Terms: { $terms }
capacity-ask =
    { $count ->
        [0] Ask { $name } for seats
       *[other] Ask { $name } for { $seats }
    }
capacity-ask-title = Ask { $name } for seats
capacity-ask-lead = Your request goes to { $name }, which answers at once or after one of its people has looked at it.
capacity-ask-form = Your request
capacity-ask-what = What it is for
capacity-ask-what-help = { $name } sees this, and so do those who join. As in “General assembly”.
capacity-ask-seats-help = At most { $most }.
capacity-ask-seats-wrong = Write a whole number from 1 to { $most }.
capacity-ask-send = Ask { $name }
capacity-ask-says = You can take it back until the meeting is over.
capacity-ask-cancel = Back to the search
capacity-title-missing = Write what it is for.
capacity-title-long = That is too long: at most { $most } characters.
capacity-provider = Offered by
capacity-in-return = Terms

browse-more = More to choose by
browse-near = Near
browse-near-help = Coordinates, as in 41.39, 2.17, or the name of one of your resources or of a region.
browse-near-wrong = That place is not known here. Write coordinates, as in 41.39, 2.17, or a name from the list.
browse-within = At most this far
browse-km = { $km } km
browse-features = What it has to offer
browse-energy-stated = Only where it is said how the energy is known
browse-platform = Software
browse-platform-link = A fixed address
browse-terms = Terms
browse-terms-gift = Gifts only
browse-terms-work = Gifts, or paid back in work
browse-terms-seats = Gifts, or paid back in seats
browse-terms-money = Gifts, or paid in { $currency }
browse-audience = Meant for
browse-audience-public = Everyone
browse-audience-partners = Partners only
browse-why-room = One meeting may have at most { $seats }
browse-why-distance =
    { $count ->
        [0] Less than a kilometre away
        [one] { $km } km away
       *[other] { $km } km away
    }
browse-why-features = It offers: { $features }
browse-why-energy = { $energy }: { $statement }
browse-results-part =
    { $count ->
        [one] One of the offers that fit
       *[other] { $number } of the offers that fit
    }
browse-next = More offers
browse-first = Back to the best
browse-close-title = Close to what you look for
browse-close-time = Free at another time: { $when }
browse-close-seats =
    { $count ->
        [one] Free with { $seats }
       *[other] Free with { $seats }
    }
browse-compare-choose = Compare { $name }
browse-compare-button = Compare what is ticked
browse-compare-help = Up to four offers, side by side.
browse-compare-title = Side by side
browse-compare-question = Question
browse-compare-free = Free then
browse-compare-of = { $free } of { $seats }
browse-compare-week = The week
browse-compare-ask = Ask
browse-compare-few-title = Choose at least two
browse-compare-few = Go back, tick two to { $most } offers, and compare them.
browse-compare-many = You ticked more than { $most }; these are the first.
browse-map-link = On a map
browse-map-title = Where it stands
browse-map-lead = Every offer that says where it stands. The numbers lead to the list beneath.
browse-map-part =
    { $count ->
        [one] Only the best offer is shown.
       *[other] Only the best { $number } offers are shown.
    }
browse-map-caption = Outlines: Natural Earth, public domain. Places are drawn to half a degree.
browse-map-list = At these places
browse-map-nowhere = Without a place
browse-map-empty-title = No place to show
browse-map-empty = None of these offers says where it stands.
browse-week-closed = Grey hours are closed.
browse-week-shut = closed
browse-shared-title = What we share with everyone
browse-price = At most, for each hour of a seat
browse-price-help = In minutes, or in the currency.
browse-price-wrong = Write a number, as in 5 or 1.20.
browse-price-alone = Choose under “Terms” what you can give, then at most how much.

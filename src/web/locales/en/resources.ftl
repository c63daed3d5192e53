resources-title = Resources
resources-lead = What your coop shares: meeting servers, and anything else.
resources-empty-title = Nothing is shared yet
resources-empty = Add your first meeting server: its seats, its languages and the way in. Then offer its seats to your partners.
resources-empty-member = When an operator of your coop adds a meeting server or something else, it appears here.
resources-add = Share a meeting server
resources-add-other = Share something else
resources-status-shown = Shown to everybody
resources-status-not-offered = Not offered yet
resources-status-public = Offered to everybody
resources-status-partners = Offered to partners
resources-new-title = Share a meeting server
resources-new-lead = Servers of your own, on which each agreement gets its room, or a room with a fixed address, whatever software runs there. Each agreement gets a page that leads into it.
resources-new-other-title = Share something else
resources-new-other-lead = An interpretation booth, storage, a camera kit: others see that you have it, and ask you for it.
resources-new-other-instead = You want to share something else?
resources-new-server-instead = You want to share a meeting server?
resources-change-title = Change { $name }
resources-change-lead = Your partners see the changes at once. What was agreed stays as it is.
resources-change-save = Save
resources-cancel = Back without saving
resources-share = Share it
resources-name = Name
resources-name-help = As people call the room, in one language or in several.
resources-name-other-help = As people call it, in one language or in several.
resources-name-missing = Write a name in at least one language.
resources-too-long = That is too long: at most { $most } characters.
resources-category = What it is
resources-category-help = In a word or two.
resources-category-missing = Write what it is, in a word or two.
resources-category-interpretation = Interpretation booth
resources-category-storage = Storage
resources-category-cameras = Camera kit
resources-category-space = Meeting space
resources-seats = Seats
resources-seats-help = How many people the server carries at the same time, over all its rooms.
resources-seats-wrong = Write a whole number from 1 to { $most }.
resources-seats-agreed =
    { $count ->
        [one] One seat is already agreed or held for a time to come, so there cannot be fewer. Cancel that agreement first.
       *[other] { $least } seats are already agreed or held for a time to come, so there cannot be fewer. Cancel agreements first.
    }
resources-address = Address of the room
resources-address-help = Never shown publicly. Only those with an agreement are led there, from 15 minutes before the hour. Without it, their page says that you will send the way in.
resources-address-wrong = This is no address of a room. It begins with https://.
resources-location = Where it stands
resources-location-help = A city or a data centre.
resources-languages = Languages
resources-languages-help = In which you can help people.
resources-features = What it offers
resources-feature-recording = Recording
resources-feature-dial-in = Joining by phone
resources-feature-captions = Captions
resources-feature-breakout = Group rooms
resources-energy = Energy
resources-energy-renewable = Renewable energy
resources-energy-mixed = Mixed energy
resources-energy-unknown = Energy not known
resources-summary = Description
resources-summary-help = What people should know before they ask for it.
resources-refused = This could not be kept as it is. Choose another name.
resources-no-seats = Only what has seats can be offered by the hour.
resources-what = What it is
resources-way-in = Way in
resources-way-in-known = The address is known, and shown only to those with an agreement
resources-way-in-missing = No address yet
resources-no-address-title = The address of the room is missing
resources-no-address = Those who have an agreement read that you will send them the way in. Add the address, and the page leads them there by itself.
resources-public = Public page
resources-public-page = How everybody sees it
resources-change = Change
resources-week = This week
resources-week-free = Nothing is taken: all { $seats } are free.
resources-week-most =
    { $count ->
        [one] At its fullest, { $taken } of { $seats } seats is taken.
       *[other] At its fullest, { $taken } of { $seats } seats are taken.
    }
resources-upcoming = Agreements to come
resources-offers = Offered to others
resources-offers-empty-title = Not offered yet
resources-offers-empty = Others can ask for seats as soon as you offer some: you say how many, to whom, and what you ask in return.
resources-offer = Offer seats
resources-offer-another = Make another offer
resources-offered-partners = For partners
resources-offered-public = For everybody
resources-offered-terms = Terms: { $terms }.
resources-answers-all = Partners’ requests are answered at once.
resources-answers-up-to = Partners’ requests up to { $seats } are answered at once; larger ones wait for one of you.
resources-offer-change = Change the offer
resources-withdraw = Withdraw the offer
resources-withdraw-says = Nobody can ask for these seats any more, and your partners are told. What was agreed stays. You can offer them again.
resources-offer-title = Offer seats of { $name }
resources-offer-lead = Your partners see it at once. However many ask, no minute is ever overbooked.
resources-offer-change-title = Change an offer of { $name }
resources-offer-change-lead = Agreements that were made keep their terms. Requests that still wait for an answer are refused if they were made to other terms.
resources-offer-button = Offer
resources-offer-save = Save the offer
resources-proposal-seats = Seats offered
resources-proposal-seats-help =
    { $count ->
        [one] At most { $most }, which is all that there is.
       *[other] At most { $most }, which are all that there are.
    }
resources-proposal-seats-wrong = Write a whole number from 1 to { $most }.
resources-audience = Who may ask
resources-audience-partners = Partners
resources-audience-partners-help = Coops to which you and they have said yes.
resources-audience-public = Everybody
resources-audience-public-help = Also limited partners and coops that you do not know. Their requests wait for one of you.
resources-accept-up-to = Answered at once up to
resources-accept-up-to-help = In seats, for partners. Larger requests wait for one of you. Leave it empty to answer all at once.
resources-accept-up-to-wrong = Write a whole number, or leave it empty.
resources-terms = In return
resources-terms-gift = Nothing: it is a gift
resources-terms-gift-help = It is counted all the same, so that everybody sees what was given.
resources-terms-reciprocal = A price for each hour of a seat
resources-terms-reciprocal-help = In work, in seats, or in money. Write it below.
resources-price = Price for one seat, one hour
resources-price-help = Only with a price. Minutes as whole numbers, money as in 0.05.
resources-price-wrong = Write a price with at most two decimals, as in 0.05.
resources-price-wrong-whole = Write a whole number of minutes, from 1.
resources-unit = Counted in
resources-unit-work = minutes of work
resources-unit-seats = minutes of a seat
resources-unit-missing = Choose what the price is counted in.
resources-removal = Remove
resources-remove = Remove { $name }
resources-remove-says =
    { $count ->
        [0] It disappears for everybody, its offers are withdrawn and open requests are refused. This cannot be undone.
        [one] It disappears for everybody, its offers are withdrawn and open requests are refused. The one agreement to come stays. This cannot be undone.
       *[other] It disappears for everybody, its offers are withdrawn and open requests are refused. The { $count } agreements to come stay. This cannot be undone.
    }
resources-done-shared = It is added. Now offer its seats, so that others can ask for them.
resources-done-shared-other = It is added, and everybody can see it.
resources-done-changed = The changes are saved, and your partners are told.
resources-done-removed = It is removed.
resources-done-offered = The seats are offered, and your partners are told.
resources-done-offer-changed = The offer is changed, and your partners are told.
resources-done-withdrawn = The offer is withdrawn, and your partners are told.

feeds-title = Your calendar and feed addresses
feeds-lead = A calendar program or a feed reader cannot sign in. Give it one of these addresses: it then shows what you may see here, and looks again by itself.
feeds-list = Addresses in use
feeds-empty-title = No addresses yet
feeds-empty = Make one for all agreements here, or one for a single agreement or resource on its own page.
feeds-add = Everything in one calendar
feeds-add-agreements = Make an address for all agreements
feeds-add-agreements-says = Every meeting that was asked for or agreed, with the way in.
feeds-made = The address is ready. Copy it into your calendar or reader, or open it there.
feeds-revoked = The address no longer works.
feeds-address = Secret address
feeds-open = Open in my calendar
feeds-since = Since
feeds-kind-calendar = Calendar
feeds-kind-feed = Feed
feeds-revoke = End the address for “{ $name }”
feeds-revoke-says = Programs that use it see nothing new from then on. This cannot be undone, but you can make another address.
feeds-secret-title = Keep them to yourself
feeds-secret = Whoever has such an address sees what you see, without signing in. Should one get into the wrong hands, end it. All of yours end when your account does.
feeds-subject-agreements = All agreements
feeds-subject-search = Search: { $name }
feeds-subject-gone = Something that is no longer there
feeds-account = Calendars and feeds
feeds-account-says = See your meetings in your own calendar, on your phone or computer.
feeds-account-link = Your addresses
feeds-links-title = In your calendar
feeds-links-agreement = A file has this meeting as it stands now. An address keeps your calendar up to date when something changes.
feeds-links-resource = Who meets here, and when it is closed: as a file for now, or under an address that stays up to date.
feeds-links-file = Calendar file
feeds-links-subscribe = Keep it in my calendar
feeds-links-subscribe-all = Keep them in my calendar
feeds-links-public = Calendar of free seats
feeds-calendar-agreements = Agreements of { $name }
feeds-category-given = Given
feeds-category-received = Received
feeds-category-commons = Commons
feeds-category-taken = Taken
feeds-event-given = { $title } ({ $name })
feeds-event-seats =
    { $count ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }
feeds-event-provides = You provide { $seats } for { $name }.
feeds-event-receives = { $name } provides { $seats } for you.
feeds-event-offered = Not agreed yet.
feeds-event-agreed = Agreed.
feeds-event-rejected = Refused.
feeds-event-cancelled = Cancelled.
feeds-event-expired = Nobody answered in time.
feeds-event-trouble = The meeting server does not answer at the moment.
feeds-event-join = Join the meeting
feeds-event-join-at = Join: { $address }
feeds-event-closed = Closed
feeds-event-full = No seats free
feeds-event-free =
    { $count ->
        [one] { $free } of { $all } seats is free
       *[other] { $free } of { $all } seats are free
    }

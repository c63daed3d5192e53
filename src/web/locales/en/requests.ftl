requests-title = Needs
requests-lead = What coops look for seats for. Offer some of yours, or say what you need and let others offer.
requests-new = Say what you need
requests-theirs = Others need
requests-theirs-none-title = Nobody needs seats at the moment
requests-theirs-none = When a partner says that it needs some, it stands here and on your overview.
requests-ours = You need
requests-ours-none-title = You have said nothing
requests-ours-none = Find seats under “Capacity”, or say here what you need when nothing fits.
requests-no-answers = No offers yet
requests-no-answers-says = Partners see what you need. Their offers appear here.
requests-answers-count =
    { $count ->
        [one] One offer
       *[other] { $count } offers
    }
requests-published = It is published, and those who may see it are told.
requests-withdrawn = It is withdrawn, and those who saw it are told.
requests-offered = Your offer is on its way. When they ask for the seats, they get them at once.
requests-we-need = You need this. Partners can offer.
requests-they-need = { $name } needs this.
requests-open = Still needed
requests-over = Not needed any more
requests-over-says = It is not needed any more.
requests-needed = What is needed
requests-who = Who
requests-seats = Seats
requests-seats-wrong = Say how many seats, as a whole number from 1 on.
requests-languages = Languages
requests-languages-help = Which languages should people there speak? Leave it empty if it does not matter.
requests-features = What else it should have
requests-audience = Who may see it
requests-audience-partners = Partners
requests-audience-public = Everyone
requests-audience-public-help = Also coops that you have limited, and whoever reads your public pages by a program.
requests-answers = Offers
requests-take = Ask { $name } for these seats
requests-take-says = They are answered at once, and { $name } is told.
requests-take-says-fair-use = They are answered at once, and { $name } is told. By asking you accept its fair-use policy as it stands here.
requests-fair-use = What { $name } asks of everyone
requests-taken = You have asked for these seats
requests-our-answers = Your offers
requests-answer = Offer seats
requests-offer = Offer these seats
requests-offer-says = Only they see it. When they ask, the seats are theirs at once, as far as they are free.
requests-offer-seats = How many seats
requests-offer-seats-wrong = Say how many seats, from 1 to { $most }.
requests-offer-seats-most = There are not as many seats. Offer fewer.
requests-where = Where
requests-where-missing = Choose one of your meeting servers.
requests-room =
    { $count ->
        [one] { $name } ({ $seats } seat)
       *[other] { $name } ({ $seats } seats)
    }
requests-no-rooms = You share no meeting server of which you could offer seats.
requests-share = Share something
requests-withdraw-title = Not needed any more?
requests-withdraw = Withdraw this
requests-withdraw-says = Those who saw it are told, and offers for it end. What you have agreed on stays. This cannot be undone, but you can publish it again.
requests-new-title = Say what you need
requests-new-lead = Those who have seats can offer them to you. It goes by itself when it begins, or when you have agreed on enough.
requests-publish = Publish it
requests-publish-says = Those who may see it are told at once.
requests-cancel = Back to the needs
requests-what = What for
requests-what-help = A few words, in the languages of those who should read it.
requests-what-missing = Say what it is for, in one language at least.
requests-what-long = Use at most { $most } characters.
requests-too-many = You need { $most } things already. Withdraw one first.
requests-answer-gone = This offer is no longer there.
requests-overview = What others need
requests-overview-all = All needs

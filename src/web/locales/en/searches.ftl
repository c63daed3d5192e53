searches-title = Saved searches
searches-lead = What you look for again and again. You are told here when something newly fits.
searches-empty-title = Nothing saved yet
searches-empty = Search for what you need, and save the search beneath its results.
searches-save-title = Be told when something fits
searches-save-says = The search is made again whenever an offer changes. What newly fits stands on your overview.
searches-save = Save this search
searches-name = Name
searches-name-help = For yourself, as in “Spring assembly”.
searches-name-wrong = Write a name of at most { $most } characters.
searches-too-many = You have saved as many searches as one person can. Delete one first.
searches-saved = The search is saved. You will be told when something newly fits.
searches-deleted = The search is deleted.
searches-followed = The address is made. Copy it into your feed reader.
searches-fresh =
    { $count ->
        [one] One new offer
       *[other] { $number } new offers
    }
searches-fitting =
    { $count ->
        [0] Nothing fits yet
        [one] One offer fits
       *[other] { $number } offers fit
    }
searches-since = Saved on { $when }
searches-fits = What fits
searches-fits-since = Fits since { $when }
searches-new = New
searches-nothing-title = Nothing fits yet
searches-nothing = As soon as something does, it appears here and on your overview.
searches-again = Search again
searches-feed-title = Follow it elsewhere
searches-feed-says = A feed reader can tell you too. Its address is secret: whoever has it sees what fits.
searches-feed-secret = Whoever has this address sees what fits. You can end it under Account, Calendars and feeds.
searches-feed-address = Address for your feed reader
searches-feed-make = Make an address
searches-delete = Delete this search
searches-delete-says = The address of its feed ends too. This cannot be undone.
searches-overview = Something newly fits a search that you saved.

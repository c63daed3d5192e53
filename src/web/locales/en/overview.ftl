overview-title = Overview
overview-lead =
    { $count ->
        [0] Nothing waits for you. Here is what happens today, and how it stands with each partner.
        [one] One thing waits for you.
       *[other] { $number } things wait for you.
    }
overview-lead-new = Your node is ready. Three steps, and you share with others.
overview-first = First steps
overview-first-share = Share what you have
overview-first-share-says = Add a meeting server or anything else, and offer it to your partners. Nobody can overbook it.
overview-first-peer = Find another coop
overview-first-peer-says = Add one by its address. As soon as you have both said yes, you are partners and see what the other shares.
overview-first-peer-add = Add a coop
overview-first-ask = Ask for seats
overview-first-ask-says = Under “Capacity” you see who has room at the hour that you need, and ask with one button.
overview-figure-offers = Requests to answer
overview-figure-peers = Coops that want to be partners
overview-figure-record = Meetings whose use is to be recorded
overview-figure-entries = Entries to look at
overview-waits = Waits for you
overview-offer-says = { $name } asks for { $seats }. Unless one of you answers, the request ends { $when }.
overview-offer-answer = Answer { $name }
overview-peer-says = { $name } has said yes to you and would like to be your partner. Look at who they are, and answer.
overview-record-says = The meeting is over. Record what { $name } used, so that it stands in both ledgers.
overview-record = Record what was used
overview-today = Today
overview-today-none = No meetings today.
overview-all-agreements = All agreements
overview-asked = You have asked, and wait for an answer
overview-order = With each partner
overview-order-good = In order
overview-order-trouble = Needs a look
overview-order-none-title = No partners yet
overview-order-none = With a partner you see each other’s servers, lend each other seats, and keep books that both have signed.
overview-books = Books:

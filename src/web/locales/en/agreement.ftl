agreement-impossible-slot-invalid = This time cannot be used. Choose whole minutes, at most 14 days, within the next two years.
agreement-impossible-unanswered = Too many changes of this agreement wait for an answer. Wait for one, or cancel it.
agreement-impossible-changed = Something else is asked for now. Look at it again, and answer that.
agreement-compare = What would change
agreement-compare-what = What
agreement-compare-when = When
agreement-compare-seats = Seats
agreement-compare-terms = In return
agreement-compare-now = Agreed now
agreement-compare-first = Asked for first
agreement-compare-asked = Asked for now
agreement-compare-proposed = Proposed
agreement-unsure-them = { $name } is not sure yet, and decides by { $until }.
agreement-propose = Propose something else
agreement-propose-other = Propose something else instead
agreement-pending-title = { $name } asks for a change
agreement-pending-held = What is agreed stands until you answer. The seats of both are held until { $until }; without an answer it stays as agreed.
agreement-pending = What is agreed stands until you answer, at the latest { $until }. No more seats are held meanwhile; when you say yes, it is checked again whether there is room.
agreement-accept-change = Agree to the change
agreement-accept-change-says = It takes the place of what is agreed, and { $name } is told.
agreement-reject-change = Refuse the change
agreement-reject-change-says = What is agreed stays as it is. { $name } is told, with your note.
agreement-granted-them = { $name } is not sure yet. The seats are held for them until { $until }, and free again if they have not confirmed.
agreement-take-back = Take the proposal back
agreement-take-back-says = What is agreed stays as it is, and { $name } is told.
agreement-our-counter-title = You have proposed something else
agreement-our-counter = { $name } can agree until { $until }. Its seats are held until then.
agreement-asked-title = You have asked for a change
agreement-asked = It stays as it was until { $name } agrees.
agreement-asked-until = They can answer until { $until }.
agreement-keep = Take the change back
agreement-keep-says = It stays as agreed, and { $name } is told.
agreement-counter-title = { $name } proposes something else
agreement-counter-agreed = Its seats are held for you until { $until }. Without your yes by then, it stays as agreed.
agreement-counter-offered = Its seats are held for you until { $until }. Without your yes by then, the request ends.
agreement-confirm-counter = Agree to this
agreement-confirm-counter-says = It is agreed as soon as { $name } hears of it.
agreement-keep-agreed = Keep what was agreed
agreement-keep-agreed-says = { $name } is told that you want it as agreed.
agreement-change-other = Ask for something else
agreement-unsure-title = You are not sure yet
agreement-unsure-asked = You asked to have the seats held until { $until }. { $name } has not said yes yet.
agreement-granted = The seats are held for you until { $until }. Say by then that you are sure; otherwise they are free again.
agreement-sure = We are sure
agreement-sure-says = { $name } is told, and it is agreed.
agreement-trouble-title = The meeting server does not answer
agreement-trouble-provider = Since { $since }. { $name } has been told. As soon as a server answers again, this goes away by itself.
agreement-trouble-receiver = { $name } has said so, since { $since }. The agreement stands, and you are told when the server answers again. Think of another hour or another coop in case it does not.
agreement-refused-change = { $name } has refused the change
agreement-refused-change-by-us = The change was refused
agreement-refused-change-stands = Everything stays as it was.
agreement-ended-no-show = Nobody came.
agreement-ended-server-failure = The meeting server failed; it costs nothing.
agreement-fee-to-us = { $name } owes { $amount } for seats given back.
agreement-fee-to-them = You owe { $name } { $amount } for seats given back.
agreement-changing = Change or end it
agreement-change = Ask for other seats or another time
agreement-no-show = Nobody came
agreement-no-show-says = It ends without being used, and { $name } is told. What that costs follows the notice terms. This cannot be undone.
agreement-cost-nothing = It costs nothing now.
agreement-cost = It costs { $amount } now.
agreement-change-title = Ask for a change
agreement-propose-title = Propose something else to { $name }
agreement-change-says = What is agreed stands until { $name } agrees to the change.
agreement-change-form = What you want instead
agreement-propose-form = What you can give instead
agreement-change-look = See what would change
agreement-change-look-says = Nothing is sent yet.
agreement-propose-send = Propose it to { $name }
agreement-propose-says = The seats are held until { $name } has answered, for three days at most.
agreement-propose-note = A word about it
agreement-propose-note-help = Why, or what else might work.
agreement-change-cancel = Leave it as it is
agreement-change-send = Ask { $name } for this
agreement-change-send-says = Fewer seats, or less time, are agreed at once. For more, { $name } answers.
agreement-change-again = Change it again
agreement-series = All its times
agreement-series-this = this one
agreement-series-accept =
    { $count ->
        [one] Say yes to the one that is open
       *[other] Say yes to all { $count } that are open
    }
agreement-series-accept-says = Each for which there is room is agreed, and { $name } is told of each.
agreement-series-reject =
    { $count ->
        [one] Say no to the one that is open
       *[other] Say no to all { $count } that are open
    }
agreement-series-reject-says = { $name } is told. What is agreed already stays.
agreement-series-cancel =
    { $count ->
        [one] Cancel this one
       *[other] Cancel this one and those after it ({ $count })
    }
agreement-series-cancel-says = { $name } is told, and the seats are free for others. This cannot be undone.
agreement-done-amended = You have asked { $name } for the change.
agreement-done-countered = You have proposed it to { $name }.
agreement-done-confirmed = { $name } is told that you agree.
agreement-done-kept = { $name } is told that you want it as agreed.
agreement-done-no-show = It is recorded that nobody came, and { $name } is told.
agreement-done-series = It is done for all of them, and { $name } is told.
agreement-done-series-left = It is done where it could be, and { $name } is told. For the others, look at each.
agreement-step-we-changed = You asked for a change
agreement-step-they-changed = { $name } asked for a change
agreement-step-we-countered = You proposed something else
agreement-step-they-countered = { $name } proposed something else
agreement-step-until = To be answered until { $until }
agreement-step-changed =
    { $count ->
        [one] Changed once
       *[other] Changed { $count } times
    }
agreement-step-no-show = Nobody came
agreement-step-failed = The server failed
agreement-state-change-for-us = A change waits for you
agreement-state-change-for-them = A change waits for them
agreement-state-unsure = Held, not yet sure
agreement-state-trouble = Agreed, but the server does not answer
agreement-overview-change = { $name } asks for another time or other seats. What is agreed stands until you answer, { $when } at the latest.
agreement-overview-counter = { $name } proposes something else. Its seats are held for you; the proposal ends { $when }.
agreement-overview-unsure = { $name } holds the seats for you. Say that you are sure; otherwise they are let go { $when }.
agreement-cancel-look = See what cancelling costs

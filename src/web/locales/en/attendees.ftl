attendees-title = Who is coming
attendees-empty-title = Nobody has answered yet
attendees-empty = Whoever says yes, on the event’s page or from their own server, stands here.
attendees-asked = Waiting for your answer
attendees-coming = Coming
attendees-waiting = On the waiting list
attendees-refused = Refused
attendees-free = Free places
attendees-unconfirmed = E-mail not confirmed yet
attendees-cut = There are more people than this page shows. The interface for programs gives them all.
attendees-export = Save as a table (CSV)
attendees-forgotten = Names, addresses and notes are erased 30 days after the event. Handle what you save with the same care.
attendees-nameless = Somebody whose name was erased
attendees-position = { $position }. { $name }
attendees-via-join = From their own server
attendees-via-reply = By a reply
attendees-via-page = On our page
attendees-accept = Say yes to { $name }
attendees-refuse = Say no to { $name }
attendees-remove = Take the place of { $name } back
attendees-refuse-says = They are told, and the next one on the list moves up. You can say yes to them later.
attendees-done-accepted = They are told that they can come, or that they are on the waiting list.
attendees-done-refused = They are told that they cannot come.
attendees-done-not-now = They have taken their answer back meanwhile, or not confirmed it yet.
attendees-ask = { $asked ->
    [one] One person asks to come and waits for your answer.
   *[other] { $asked } people ask to come and wait for your answer.
}

attend-title = Are you coming?
attend-coming = { $coming ->
    [0] Nobody has said that they come yet.
    [one] One person is coming.
   *[other] { $coming } people are coming.
}
attend-free = { $free ->
    [one] There is one place left.
   *[other] There are { $free } places left.
}
attend-full = { $waiting ->
    [0] It is full. You can still put yourself on the waiting list: who gives a place back makes room for the next one.
    [one] It is full, and one person is waiting for a place. You can join the waiting list: who gives a place back makes room for the next one.
   *[other] It is full, and { $waiting } people are waiting for a place. You can join the waiting list: who gives a place back makes room for the next one.
}
attend-restricted = The organisers look at every answer and tell you.
attend-until = Please answer by { $when }.
attend-here = Answer here, without an account
attend-name = Your name
attend-name-help = As the organisers know you. It is not shown to anybody else.
attend-name-missing = Write the name by which the organisers know you.
attend-email = Your e-mail
attend-email-help = For changes and for your calendar. You get a letter with a link; your answer counts when you have opened it.
attend-email-wrong = Write an e-mail address, as in ana@coop.example, or leave it empty.
attend-note = Something the organisers should know
attend-note-help = Access, food, who comes with you.
attend-note-long = Write at most { $most } characters.
attend-trap = Leave this empty
attend-send = I am coming
attend-consent = The organisers see what you write, and nobody else. It is erased 30 days after the event.
attend-consent-mail = The organisers see what you write, and nobody else. Your e-mail gets letters about this event alone. All of it is erased 30 days after the event.
attend-account = Or with your account
attend-account-how = On Mobilizon and Friendica, search for the address below and say there that you come. On Mastodon and others, search for it and answer with “yes”; “no” takes it back. { $address } answers to you alone.
attend-account-address = Address of this event
attend-too-many = There are too many answers from here at the moment. Please try again in an hour.
attend-back = The event
attend-refused-cancelled = It does not take place.
attend-refused-ended = It is over.
attend-refused-closed = It is too late to answer.
attend-refused-elsewhere = Answers are taken on another site:
attend-refused-not-needed = Just come: you need not tell anybody.
attend-refused-declined = The organisers cannot have you this time.
attend-mailed-title = Look at your e-mail
attend-mailed = We have written to you. Open the link in that letter within 48 hours and press the button there: then your answer counts.
attend-mailed-next = Nothing there after a few minutes? Look among the unwanted mail, and whether the address was right.
attend-confirm = Yes, I am coming
attend-keep = Keep the address of this page, in a bookmark for instance: it is the only way to see how it stands and to take your answer back. Keep it to yourself.
attend-own-address = Your own page
attend-leave = I am not coming after all
attend-leave-says = Your place goes to the next one on the list, and what you wrote is erased. You can answer again as long as there is room.
attend-not-me = That was not me
attend-not-me-says = We forget this address at once.
attend-own-unconfirmed = One more step: say that it was you, and your answer counts.
attend-own-asked = Your answer was received. The organisers look at it.
attend-own-waiting = It is full. You are number { $position } on the waiting list.
attend-own-coming = You are coming.
attend-own-left = You are not coming. What you wrote is erased.
attend-own-cancelled = This event does not take place.
attend-online = Enter the room online

# Letters and private notes about somebody's answer to an event.

answer-confirm = Somebody, we hope you, told { $coop } that you come to “{ $event }”. To say that it is so, open the link below within 48 hours and press the button there. If it was not you, do nothing: then nothing happens, and we forget this address.
answer-confirm-subject = Please confirm: { $event }
answer-coming = You are coming to “{ $event }”. See you there!
answer-coming-subject = You are coming: { $event }
answer-waiting = “{ $event }” is full. You are number { $position } on the waiting list; we tell you as soon as there is a place.
answer-waiting-subject = You are on the waiting list: { $event }
answer-asked = The organisers of “{ $event }” look at every answer. They will tell you.
answer-asked-subject = Your answer was received: { $event }
answer-moved-up = There is a place for you: you are coming to “{ $event }” now. If you cannot, please leave it to somebody else.
answer-moved-up-subject = There is a place for you: { $event }
answer-declined = The organisers of “{ $event }” cannot have you this time.
answer-declined-subject = No place: { $event }
answer-left = You are not coming to “{ $event }” any more. Thank you for telling us.
answer-left-subject = You are not coming: { $event }
answer-way-in = “{ $event }” begins soon. This is your way in, for you alone; the room opens a few minutes before it begins.
answer-way-in-subject = Soon: { $event }
answer-changed = “{ $event }” has changed. This is how it stands now.
answer-changed-subject = Changed: { $event }
answer-event-cancelled = “{ $event }” does not take place.
answer-event-cancelled-detail = “{ $event }” does not take place. { $detail }
answer-event-cancelled-subject = Cancelled: { $event }
answer-cancelled = “{ $event }” does not take place, so nobody can come.
answer-cancelled-subject = Cancelled: { $event }
answer-ended = “{ $event }” is over.
answer-ended-subject = Over: { $event }
answer-closed = It is too late to say that you come to “{ $event }”.
answer-closed-subject = Too late: { $event }
answer-elsewhere = The organisers of “{ $event }” take answers on another site.
answer-elsewhere-detail = The organisers of “{ $event }” take answers on another site: { $detail }.
answer-elsewhere-subject = Answers elsewhere: { $event }
answer-not-needed = You can come to “{ $event }” without telling anybody.
answer-not-needed-subject = No answer needed: { $event }

answer-when = When
answer-where = Where
answer-page = More
answer-line = { $label }: { $said }
answer-confirm-link = Confirm here, within 48 hours
answer-your-link = Your own page, to see how it stands or to say that you do not come after all; keep it to yourself
answer-say-no = If you cannot come after all, answer “no”.
answer-why = You get this because this address was given to { $coop } for this event. Nothing else is sent to it, and it is erased 30 days after the event.

# What stands around an event's own words, where there is no page.

event-online = Online
event-cancelled = Cancelled.
event-cancelled-why = Cancelled: { $why }
event-tentative = Not certain yet.
event-answer = You come? Answer “yes” to this, or say so on the event's page.

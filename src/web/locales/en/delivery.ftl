delivery-title = Delivery
delivery-lead =
    { $count ->
        [one] One server gets what you say, and takes it.
       *[other] { $number } servers get what you say, and all of them take it.
    }
delivery-lead-failing =
    { $count ->
        [one] One server cannot be reached at the moment. What waits for it is sent when it is back.
       *[other] { $number } servers cannot be reached at the moment. What waits for them is sent when they are back.
    }
delivery-lead-none = You have not said anything to another server yet.
delivery-doctor = Look whether everything is in order
delivery-troubled = What needs a look
delivery-hosts = All servers
delivery-hosts-none-title = No servers yet
delivery-hosts-none = As soon as somebody follows you or a coop becomes your partner, their servers stand here, with how messages to them flow.
delivery-everything = Everything that was said, newest first
delivery-host = Server
delivery-state = How it goes
delivery-software = Software
delivery-software-not-asked = Not asked yet
delivery-software-silent = It does not say
delivery-last-answered = Last took a message
delivery-last-failed = Last failure
delivery-last-received = Last heard from
delivery-never = Never yet
delivery-unknown = Not known yet
delivery-queue = Waiting
delivery-queue-empty = Nothing waits
delivery-queue-since =
    { $count ->
        [one] One message, said { $since }
       *[other] { $number } messages, the oldest said { $since }
    }
delivery-failures = Failures in a row
delivery-why = Why
delivery-next = What happens next
delivery-flow = How messages flow
delivery-known = What we know of it
delivery-peer = Coop
delivery-signature-takes = Signature that it takes
delivery-signature-sends = Signature that it uses
delivery-clock = Its clock
delivery-clock-title = The clocks differ
delivery-clock-same = The same as ours.
delivery-clock-ahead = { $by } ahead of ours.
delivery-clock-behind = { $by } behind ours.
delivery-clock-attention = One of the two is wrong. Messages still pass, but should it grow beyond five minutes, they are refused.
delivery-clock-trouble = Messages are refused when clocks differ by more than five minutes. If other servers agree with ours, ask its operator to set it by NTP.
delivery-waits = What waits for it
delivery-waits-none = Nothing: it has everything that was said to it.
delivery-host-all = Everything that was said to it
delivery-host-good = takes messages
delivery-host-fails = cannot be reached
delivery-host-refuses = refuses messages
delivery-host-clock = its clock is wrong
delivery-host-new = not tried yet
delivery-list-title = Who has it
delivery-list-title-host = What was said to { $host }
delivery-back-subject = What this is about
delivery-count-nobody = It was not sent to any server yet.
delivery-count-done =
    { $count ->
        [0] No server has it yet.
        [one] One server has it.
       *[other] { $number } servers have it.
    }
delivery-count-waiting =
    { $count ->
        [one] To one it is on its way.
       *[other] To { $number } it is on its way.
    }
delivery-count-failed =
    { $count ->
        [one] One could not take it, and is tried again.
       *[other] { $number } could not take it, and are tried again.
    }
delivery-count-dropped =
    { $count ->
        [one] One was given up.
       *[other] { $number } were given up.
    }
delivery-filters = Which to show
delivery-all = All
delivery-done = has it
delivery-taken = has it, not answered yet
delivery-waiting = on its way
delivery-failed = failed, tried again
delivery-dropped = given up
delivery-none-title = Nothing here
delivery-none = No server is in this state. Look at all of them, or come back later.
delivery-said = { $kind }, said { $when }
delivery-retry = Try again now
delivery-retry-all = Try all again now
delivery-retry-all-says = Everything that waits is sent at once, also what was given up where that still makes sense. A server that is away is asked with one message first.
delivery-done-retried = It is tried again now. Look again in a moment.
delivery-done-over = There is nothing to try again: it arrived, was taken back, or something newer was said since.
delivery-done-nothing = Nothing waits there.
delivery-attempts =
    { $count ->
        [one] Tried once:
       *[other] Tried { $number } times:
    }
delivery-details = For the technician
delivery-kind-new = New
delivery-kind-change = A change
delivery-kind-removal = The removal
delivery-kind-offer = A request
delivery-kind-yes = A yes
delivery-kind-no = A no
delivery-kind-cancelled = The cancellation
delivery-kind-taken-back = Taken back
delivery-kind-follow = A request to follow
delivery-kind-message = A message
delivery-next-done = It has it since { $when }.
delivery-next-taken = It has it. We wait for its answer, and ask again { $when }.
delivery-next-taken-soon = It has it. We wait for its answer.
delivery-next-first = We are about to send it.
delivery-next-soon = We try again within a minute.
delivery-next-again = We try again { $when }.
delivery-next-stops = We stop on { $when }.
delivery-next-dropped = We stopped on { $when }. You can have it tried for another week.
delivery-next-over = We stopped on { $when }. It was taken back, or something newer was said since.
delivery-why-silent = It does not answer.
delivery-why-no-name = Its name leads nowhere: it was not found in the DNS.
delivery-why-closed = The machine is there, but no server runs on it.
delivery-why-unreachable = It could not be reached: the connection broke, or there is no way there.
delivery-why-certificate-expired = Its certificate has expired.
delivery-why-certificate-name = Its certificate is for another name.
delivery-why-certificate-chain = Its certificate is not valid: nobody whom we trust has signed it, or a part of its chain is missing.
delivery-why-certificate = Its certificate is not valid.
delivery-why-private-address = Its address is in a private network, where this node does not go.
delivery-why-signature = It refused our signature (401).
delivery-why-forbidden = It does not take anything from us (403): we may be blocked there, or it refused our signature.
delivery-why-not-found = Whoever it was for is not there (404).
delivery-why-gone = Whoever it was for is gone (410).
delivery-why-too-often = It answered that we come too often (429).
delivery-why-too-large = The message is too large for it (413).
delivery-why-redirect = It sends us to another address ({ $status }), which we do not follow.
delivery-why-refused = It refused the message (it answered { $status }).
delivery-why-failing = It answered { $status }: something is wrong on its side.
delivery-why-unwritable = The message could not be written. That is a fault of this node; its log says more.
delivery-why-blocked = You have blocked it.
delivery-why-expired = It could not be reached for too long.
delivery-peer-link = How messages to this server flow, and what is known of it
delivery-link = Which servers have it, and how it stands with the others
delivery-why-unknown = It did not take the message.

calendar-title = When it can be used
calendar-change = Change hours and limits
calendar-form-title = Hours and limits of { $name }
calendar-form-lead = What you write here is kept for every request, and your partners see what is free by it. Agreements that were made stand.
calendar-save = Save
calendar-cancel = Cancel
calendar-refused = This cannot be changed here any more. Go back and look at it again.
calendar-opens = Open
calendar-opens-always = Day and night
calendar-opens-hours = At these hours
calendar-week = Opening hours
calendar-week-help = As in 9–17 or 9:00–12:30, 14:00–18:00. A night may be written 20–4: the rest lies on the next day. A day without hours is closed.
calendar-hours-wrong = Write hours as in 9–17 or 9:00–12:30, 14:00–18:00.
calendar-hours-none = Write the hours of at least one day, or choose day and night.
calendar-zone = Time zone
calendar-zone-help = The hours follow the clock there, also when it changes in spring and autumn.
calendar-zone-wrong = Write a time zone as in Europe/Madrid.
calendar-limits = Limits
calendar-rooms = Meetings at once
calendar-rooms-help = At most so many rooms are in use at the same time. Leave it empty if only the seats count.
calendar-rooms-agreed = { $least } meetings at once are agreed already, so there cannot be fewer.
calendar-before = Kept free before each meeting
calendar-before-help = Nobody else gets these seats in that time: to prepare, or because people come early.
calendar-after = Kept free after each meeting
calendar-overrun = May go on after its end
calendar-overrun-help = While nobody else needs the seats.
calendar-notice = Asked for ahead, at least
calendar-notice-help = As in 2 or 0:30. Later requests are refused.
calendar-notice-wrong = Write hours as in 2 or 0:30, at most { $most }.
calendar-horizon = Asked for ahead, at most
calendar-horizon-help = Earlier requests are refused. Leave it empty for no limit.
calendar-number-wrong = Write a whole number from { $least } to { $most }.
calendar-minutes = minutes
calendar-hours-unit = hours
calendar-days = days
calendar-some-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
calendar-some-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
calendar-blackouts = Closed for a time
calendar-blackouts-help = Holidays, works, your own events. Partners see that nothing is free, not why. Empty a row to open again.
calendar-blackout-from = Closed from ({ $number })
calendar-blackout-until = Closed until ({ $number })
calendar-blackout-note = Why, for yourselves ({ $number })
calendar-blackout-backwards = It has to end after it begins.
calendar-moment-wrong = Write a date and a time, as in 2027-08-01 08:00.
calendar-place = Where it stands
calendar-place-help = For the map and for distances, in degrees. Map sites show these two numbers for any place.
calendar-latitude = Latitude
calendar-longitude = Longitude
calendar-degrees-wrong = Write degrees from -{ $most } to { $most }, as in 41.385064.
calendar-energy = How you know where its energy comes from
calendar-energy-help = In your own words: a certificate, a contract, panels on the roof.
calendar-too-long = At most { $most } characters.
calendar-inside-title =
    { $count ->
        [one] One agreement lies where you want to close
       *[other] { $count } agreements lie where you want to close
    }
calendar-inside = They stand: those people will come. If you cannot host them, cancel the agreements too, so that they know.
calendar-known = I know; close all the same
calendar-known-missing = Look at the agreements below, then say that you know.

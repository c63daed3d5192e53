series-repeats = Does it repeat?
series-how = Repeats
series-once = Once only
series-weekly = Every week
series-fortnightly = Every two weeks
series-monthly = Every month, on the same weekday
series-times = How many times
series-times-help = From 2 to { $most }, the first one included. Or say until when.
series-until = Until
series-until-help = The last day on which it may be.
series-how-wrong = Choose one of these.
series-end-wrong = Say how many times, from 2 to { $most }, or until when: one of the two.
series-too-many = That would be more than { $most } times. Choose an earlier day.
series-too-far = That goes on for more than two years. Choose an earlier day, or fewer times.
series-overlap = It would begin again before it has ended. Choose an earlier end.
series-except-unknown = { $when } is not one of these times.
series-until-early = This day is before the first time. Choose a later one.
series-until-wrong = This is no day of the calendar. Choose another one.
series-nothing-left = Keep at least one of these times.
series-refused = { $when }: { $why }
series-title = { $title }: every time
series-lead =
    { $count ->
        [one] { $number } time, with { $seats } from { $name }. Look at it before you ask.
       *[other] { $number } times, each with { $seats } from { $name }. Look at them before you ask.
    }
series-keep = Which of these times do you want?
series-all-free = There is room every time, as far as we know.
series-some-short =
    { $count ->
        [one] { $number } time has too few seats and is left out. You can ask for it all the same.
       *[other] { $number } times have too few seats and are left out. You can ask for them all the same.
    }
series-free = { $seats } are free
series-short = Only { $seats } are free
series-none-free = No seats are free, or it is closed
series-send = Ask { $name } for these times
series-send-says = { $name } answers each time by itself. You can cancel one or all of them later.

# A seat for one hour is a seat-hour. "hours" and "minutes" are what is read, the counts choose the plural.
quantity-seat-hours =
    { $hourCount ->
        [one] { $hours } seat-hour
       *[other] { $hours } seat-hours
    }
quantity-seat-hours-minutes =
    { $hourCount ->
        [one] { $hours } seat-hour { $minutes } min
       *[other] { $hours } seat-hours { $minutes } min
    }
quantity-seat-minutes =
    { $minuteCount ->
        [one] { $minutes } seat-minute
       *[other] { $minutes } seat-minutes
    }
quantity-work-hours =
    { $hourCount ->
        [one] { $hours } hour of work
       *[other] { $hours } hours of work
    }
quantity-work-hours-minutes = { $hours } h { $minutes } min of work
quantity-work-minutes =
    { $minuteCount ->
        [one] { $minutes } minute of work
       *[other] { $minutes } minutes of work
    }
quantity-seats =
    { $count ->
        [one] { $number } seat
       *[other] { $number } seats
    }
quantity-gift = a gift, nothing in return
quantity-per-seat-hour = { $price } for each hour of a seat

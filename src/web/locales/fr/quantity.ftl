# Une place pendant une heure est une heure-place. « hours » et « minutes » se lisent ; les nombres choisissent le pluriel.
quantity-seat-hours =
    { $hourCount ->
        [one] { $hours } heure-place
       *[other] { $hours } heures-place
    }
quantity-seat-hours-minutes =
    { $hourCount ->
        [one] { $hours } heure-place { $minutes } min
       *[other] { $hours } heures-place { $minutes } min
    }
quantity-seat-minutes =
    { $minuteCount ->
        [one] { $minutes } minute-place
       *[other] { $minutes } minutes-place
    }
quantity-work-hours =
    { $hourCount ->
        [one] { $hours } heure de travail
       *[other] { $hours } heures de travail
    }
quantity-work-hours-minutes = { $hours } h { $minutes } min de travail
quantity-work-minutes =
    { $minuteCount ->
        [one] { $minutes } minute de travail
       *[other] { $minutes } minutes de travail
    }
quantity-seats =
    { $count ->
        [one] { $number } place
       *[other] { $number } places
    }
quantity-gift = un don, sans contrepartie
quantity-per-seat-hour = { $price } par heure et par place

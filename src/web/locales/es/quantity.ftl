# Una plaza durante una hora es una hora-plaza. «hours» y «minutes» es lo que se lee; los recuentos eligen el plural.
quantity-seat-hours =
    { $hourCount ->
        [one] { $hours } hora-plaza
       *[other] { $hours } horas-plaza
    }
quantity-seat-hours-minutes =
    { $hourCount ->
        [one] { $hours } hora-plaza y { $minutes } min
       *[other] { $hours } horas-plaza y { $minutes } min
    }
quantity-seat-minutes =
    { $minuteCount ->
        [one] { $minutes } minuto-plaza
       *[other] { $minutes } minutos-plaza
    }
quantity-work-hours =
    { $hourCount ->
        [one] { $hours } hora de trabajo
       *[other] { $hours } horas de trabajo
    }
quantity-work-hours-minutes = { $hours } h y { $minutes } min de trabajo
quantity-work-minutes =
    { $minuteCount ->
        [one] { $minutes } minuto de trabajo
       *[other] { $minutes } minutos de trabajo
    }
quantity-seats =
    { $count ->
        [one] { $number } plaza
       *[other] { $number } plazas
    }
quantity-gift = un regalo, sin nada a cambio
quantity-per-seat-hour = { $price } por cada hora de plaza

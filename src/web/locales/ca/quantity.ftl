# Una plaça durant una hora és una hora-plaça. «hours» i «minutes» és el que es llegeix; els recomptes trien el plural.
quantity-seat-hours =
    { $hourCount ->
        [one] { $hours } hora-plaça
       *[other] { $hours } hores-plaça
    }
quantity-seat-hours-minutes =
    { $hourCount ->
        [one] { $hours } hora-plaça i { $minutes } min
       *[other] { $hours } hores-plaça i { $minutes } min
    }
quantity-seat-minutes =
    { $minuteCount ->
        [one] { $minutes } minut-plaça
       *[other] { $minutes } minuts-plaça
    }
quantity-work-hours =
    { $hourCount ->
        [one] { $hours } hora de feina
       *[other] { $hours } hores de feina
    }
quantity-work-hours-minutes = { $hours } h i { $minutes } min de feina
quantity-work-minutes =
    { $minuteCount ->
        [one] { $minutes } minut de feina
       *[other] { $minutes } minuts de feina
    }
quantity-seats =
    { $count ->
        [one] { $number } plaça
       *[other] { $number } places
    }
quantity-gift = un regal, sense res a canvi
quantity-per-seat-hour = { $price } per cada hora de plaça

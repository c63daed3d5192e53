# What a partner may owe.
owed-title = Ce qu’elle peut vous devoir
owed-help = Ce qu’elle demande au-delà est refusé, avec ce qui reste. Les places convenues comptent aussitôt ; ce qu’elle rend compte quand les deux l’ont signé. Vide, il n’y a pas de limite.
owed-hours = heures
owed-currency = Une autre monnaie
owed-currency-help = Trois lettres, comme EUR, pour des places payées en argent.
owed-currency-wrong = Écrivez les trois lettres d’une monnaie, comme EUR.
owed-amount = Au plus, dans cette monnaie
owed-wrong = Écrivez des heures, comme 100 ou 1:30, ou un montant, comme 120,50, ou laissez vide.
owed-says = { $owed } sur { $most } au plus
owed-warning = Avec un oui, { $name } vous devrait plus que ce que vous avez choisi : il reste { $left }. Vous pouvez tout de même accepter.

series-repeats = Est-ce que cela se répète ?
series-how = Se répète
series-once = Une seule fois
series-weekly = Chaque semaine
series-fortnightly = Toutes les deux semaines
series-monthly = Chaque mois, le même jour de la semaine
series-times = Combien de fois
series-times-help = De 2 à { $most }, la première comprise. Ou dites jusqu’à quand.
series-until = Jusqu’au
series-until-help = Le dernier jour possible.
series-how-wrong = Choisissez l’une de ces possibilités.
series-end-wrong = Dites combien de fois, de 2 à { $most }, ou jusqu’à quand : l’un des deux.
series-too-many = Cela ferait plus de { $most } fois. Choisissez un jour plus tôt.
series-too-far = Cela dure plus de deux ans. Choisissez un jour plus tôt, ou moins de fois.
series-overlap = Cela recommencerait avant d’être fini. Choisissez une fin plus tôt.
series-except-unknown = { $when } n’est aucune de ces fois.
series-until-early = Ce jour est avant la première fois. Choisissez-en un plus tard.
series-until-wrong = Ce jour n’existe pas au calendrier. Choisissez-en un autre.
series-nothing-left = Gardez au moins une de ces fois.
series-refused = { $when } : { $why }
series-title = { $title } : toutes les fois
series-lead =
    { $count ->
        [one] { $number } fois, avec { $seats } de { $name }. Regardez avant de demander.
       *[other] { $number } fois, chacune avec { $seats } de { $name }. Regardez-les avant de demander.
    }
series-keep = Lesquelles de ces fois voulez-vous ?
series-all-free = Il y a de la place chaque fois, à notre connaissance.
series-some-short =
    { $count ->
        [one] { $number } fois a trop peu de places et est laissée de côté. Vous pouvez la demander quand même.
       *[other] { $number } fois ont trop peu de places et sont laissées de côté. Vous pouvez les demander quand même.
    }
series-free = Libres : { $seats }
series-short = Seulement { $seats } de libres
series-none-free = Aucune place libre, ou c’est fermé
series-send = Demander ces fois à { $name }
series-send-says = { $name } répond à chaque fois séparément. Vous pourrez ensuite en annuler une ou toutes.

capacity-title = Places
capacity-lead = Qui a de la place à l’heure voulue : tout ce que proposent vos partenaires, et ce que vous proposez.
capacity-date = Jour
capacity-date-wrong = Choisissez un jour.
capacity-from = De
capacity-to = À
capacity-to-help = Avant le début veut dire le lendemain.
capacity-to-same = La fin doit venir après le début.
capacity-time-wrong = Écrivez une heure, comme 18:00.
capacity-time-jumped = Ce jour-là l’horloge avance, et { $time } n’existe pas. Choisissez une heure plus tard.
capacity-past = Cette heure est passée. Choisissez-en une plus tard.
capacity-too-far = C’est trop loin. Choisissez un jour des deux prochaines années.
capacity-seats = Places
capacity-seats-wrong = Écrivez combien de places il vous faut, en nombre entier.
capacity-language = Langue
capacity-region = Région
capacity-energy = Énergie
capacity-any = Toutes
capacity-search = Chercher
capacity-search-help = Remplissez ce qui compte pour vous ; le reste peut rester vide.
capacity-search-again = Recommencer
capacity-everything = Tout ce qui est partagé
capacity-results =
    { $count ->
        [one] Une offre convient
       *[other] { $number } offres conviennent
    }
capacity-order = Les salles juste assez grandes viennent d’abord, pour que les grandes restent libres pour qui en a besoin.
capacity-nothing-title = Personne n’a cela à cette heure
capacity-nothing = Essayez une autre heure, moins de places, ou toutes les langues et régions. Peut-être une coopérative que vous ne connaissez pas encore le propose-t-elle.
capacity-empty-title = Personne ne vous propose encore rien
capacity-empty = Dès qu’une partenaire propose des places, ou que vous en proposez, elles paraissent ici.
capacity-to-peers = Trouver d’autres coopératives
capacity-to-resources = Partager les vôtres
capacity-own = La vôtre
capacity-free =
    { $count ->
        [one] { $seats } libre
       *[other] { $seats } libres
    }
capacity-why-free =
    { $count ->
        [one] { $free } sur { $seats } est libre : { $when }
       *[other] { $free } sur { $seats } sont libres : { $when }
    }
capacity-why-seats =
    { $count ->
        [one] { $seats } en tout
       *[other] { $seats } en tout
    }
capacity-why-language = On peut vous aider dans cette langue : { $language }
capacity-why-languages = On peut vous aider dans ces langues : { $languages }
capacity-why-terms = Conditions : { $terms }
capacity-ask =
    { $count ->
        [0] Demander des places à { $name }
       *[other] Demander { $seats } à { $name }
    }
capacity-ask-title = Demander des places à { $name }
capacity-ask-lead = Votre demande va à { $name }, qui répond aussitôt ou quand quelqu’un l’a regardée.
capacity-ask-form = Votre demande
capacity-ask-what = Pour quoi
capacity-ask-what-help = { $name } le voit, et les personnes qui participent aussi. Par exemple « Assemblée générale ».
capacity-ask-seats-help = { $most } au plus.
capacity-ask-seats-wrong = Écrivez un nombre entier de 1 à { $most }.
capacity-ask-send = Demander à { $name }
capacity-ask-says = Vous pouvez revenir en arrière jusqu’à la fin de la réunion.
capacity-ask-cancel = Revenir à la recherche
capacity-title-missing = Écrivez pour quoi c’est.
capacity-title-long = C’est trop long : { $most } caractères au plus.
capacity-provider = Proposé par
capacity-in-return = Conditions

calendar-title = Quand on peut l’utiliser
calendar-change = Changer les heures et les limites
calendar-form-title = Heures et limites de { $name }
calendar-form-lead = Ce que vous écrivez ici vaut pour chaque demande, et vos partenaires voient ainsi ce qui est libre. Les accords conclus restent.
calendar-save = Enregistrer
calendar-cancel = Annuler
calendar-refused = On ne peut plus changer cela ici. Revenez en arrière et regardez de nouveau.
calendar-opens = Ouvert
calendar-opens-always = Jour et nuit
calendar-opens-hours = À ces heures
calendar-week = Heures d’ouverture
calendar-week-help = Comme 9–17 ou 9:00–12:30, 14:00–18:00. Une nuit peut s’écrire 20–4 : le reste tombe le jour suivant. Un jour sans heures est fermé.
calendar-hours-wrong = Écrivez des heures comme 9–17 ou 9:00–12:30, 14:00–18:00.
calendar-hours-none = Écrivez les heures d’au moins un jour, ou choisissez jour et nuit.
calendar-zone = Fuseau horaire
calendar-zone-help = Les heures suivent l’horloge de là-bas, aussi quand elle change au printemps et en automne.
calendar-zone-wrong = Écrivez un fuseau horaire comme Europe/Madrid.
calendar-limits = Limites
calendar-rooms = Réunions en même temps
calendar-rooms-help = Au plus tant de salles servent en même temps. Laissez vide si seules les places comptent.
calendar-rooms-agreed = { $least } réunions en même temps sont déjà convenues ; il ne peut pas y en avoir moins.
calendar-before = Gardé libre avant chaque réunion
calendar-before-help = Personne d’autre n’a ces places pendant ce temps : pour préparer, ou parce que l’on arrive tôt.
calendar-after = Gardé libre après chaque réunion
calendar-overrun = Peut continuer après sa fin
calendar-overrun-help = Tant que personne d’autre n’a besoin des places.
calendar-notice = Demandé à l’avance, au moins
calendar-notice-help = Comme 2 ou 0:30. Les demandes plus tardives sont refusées.
calendar-notice-wrong = Écrivez des heures comme 2 ou 0:30, au plus { $most }.
calendar-horizon = Demandé à l’avance, au plus
calendar-horizon-help = Les demandes plus précoces sont refusées. Laissez vide s’il n’y a pas de limite.
calendar-number-wrong = Écrivez un nombre entier de { $least } à { $most }.
calendar-minutes = minutes
calendar-hours-unit = heures
calendar-days = jours
calendar-some-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
calendar-some-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
calendar-blackouts = Fermé un temps
calendar-blackouts-help = Vacances, travaux, vos propres rencontres. Les partenaires voient que rien n’est libre, pas pourquoi. Videz une ligne pour rouvrir.
calendar-blackout-from = Fermé depuis ({ $number })
calendar-blackout-until = Fermé jusqu’à ({ $number })
calendar-blackout-note = Pourquoi, pour vous ({ $number })
calendar-blackout-backwards = La fin doit venir après le début.
calendar-moment-wrong = Écrivez une date et une heure, comme 2027-08-01 08:00.
calendar-place = Où il se trouve
calendar-place-help = Pour la carte et les distances, en degrés. Les sites de cartes montrent ces deux nombres pour tout lieu.
calendar-latitude = Latitude
calendar-longitude = Longitude
calendar-degrees-wrong = Écrivez des degrés de -{ $most } à { $most }, comme 41.385064.
calendar-energy = Comment vous savez d’où vient son énergie
calendar-energy-help = Avec vos mots : un certificat, un contrat, des panneaux sur le toit.
calendar-too-long = Au plus { $most } caractères.
calendar-inside-title =
    { $count ->
        [one] Un accord tombe quand vous voulez fermer
       *[other] { $count } accords tombent quand vous voulez fermer
    }
calendar-inside = Ils restent : ces gens viendront. Si vous ne pouvez pas les accueillir, annulez aussi les accords, pour qu’ils le sachent.
calendar-known = Je le sais ; fermer quand même
calendar-known-missing = Regardez les accords ci-dessous, puis dites que vous le savez.

feeds-title = Vos adresses de calendrier et de flux
feeds-lead = Un agenda ou un lecteur de flux ne peut pas se connecter. Donnez-lui l’une de ces adresses : il montre alors ce que vous pouvez voir ici et se met à jour de lui-même.
feeds-list = Adresses en service
feeds-empty-title = Pas encore d’adresse
feeds-empty = Créez-en une ici pour tous les accords, ou une pour un seul accord ou une seule ressource sur sa page.
feeds-add = Tout dans un calendrier
feeds-add-agreements = Créer une adresse pour tous les accords
feeds-add-agreements-says = Toutes les réunions demandées ou convenues, avec le moyen d’y entrer.
feeds-made = L’adresse est prête. Copiez-la dans votre agenda ou votre lecteur, ou ouvrez-la là.
feeds-revoked = L’adresse ne fonctionne plus.
feeds-address = Adresse secrète
feeds-open = Ouvrir dans mon agenda
feeds-since = Depuis
feeds-kind-calendar = Calendrier
feeds-kind-feed = Flux
feeds-revoke = Mettre fin à l’adresse de « { $name } »
feeds-revoke-says = Les programmes qui l’utilisent ne verront plus rien de nouveau. C’est irrévocable, mais vous pouvez créer une autre adresse.
feeds-secret-title = Gardez-les pour vous
feeds-secret = Quiconque possède une telle adresse voit ce que vous voyez, sans se connecter. Si l’une tombe en de mauvaises mains, mettez-y fin. Toutes les vôtres prennent fin avec votre compte.
feeds-subject-agreements = Tous les accords
feeds-subject-search = Recherche : { $name }
feeds-subject-gone = Quelque chose qui n’existe plus
feeds-account = Calendriers et flux
feeds-account-says = Voyez vos réunions dans votre propre agenda, sur téléphone ou ordinateur.
feeds-account-link = Vos adresses
feeds-links-title = Dans votre agenda
feeds-links-agreement = Un fichier contient la réunion telle qu’elle est maintenant. Une adresse tient votre agenda à jour quand quelque chose change.
feeds-links-resource = Qui se réunit ici et quand c’est fermé : en fichier pour l’instant présent, ou sous une adresse qui reste à jour.
feeds-links-file = Fichier de calendrier
feeds-links-subscribe = La garder dans mon agenda
feeds-links-subscribe-all = Les garder dans mon agenda
feeds-links-public = Calendrier des places libres
feeds-calendar-agreements = Accords de { $name }
feeds-category-given = Donné
feeds-category-received = Reçu
feeds-category-commons = Communs
feeds-category-taken = Occupé
feeds-event-given = { $title } ({ $name })
feeds-event-seats =
    { $count ->
        [one] { $seats } place
       *[other] { $seats } places
    }
feeds-event-provides = Vous donnez { $seats } à { $name }.
feeds-event-receives = { $name } vous donne { $seats }.
feeds-event-offered = Pas encore convenu.
feeds-event-agreed = Convenu.
feeds-event-rejected = Refusé.
feeds-event-cancelled = Annulé.
feeds-event-expired = Personne n’a répondu à temps.
feeds-event-trouble = Le serveur de réunion ne répond pas en ce moment.
feeds-event-join = Entrer dans la réunion
feeds-event-join-at = Entrez : { $address }
feeds-event-closed = Fermé
feeds-event-full = Aucune place libre
feeds-event-free =
    { $count ->
        [one] { $free } place libre sur { $all }
       *[other] { $free } places libres sur { $all }
    }

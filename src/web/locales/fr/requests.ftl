requests-title = Besoins
requests-lead = Pourquoi des coopératives cherchent des places. Offrez-en des vôtres, ou dites ce qu’il vous faut et laissez les autres offrir.
requests-new = Dire ce qu’il vous faut
requests-theirs = Besoins des autres
requests-theirs-none-title = Personne n’a besoin de places en ce moment
requests-theirs-none = Quand une coopérative partenaire dit qu’il lui en faut, c’est affiché ici et sur votre vue d’ensemble.
requests-ours = Vos besoins
requests-ours-none-title = Vous n’avez rien dit
requests-ours-none = Cherchez des places sous « Capacité », ou dites ici ce qu’il vous faut quand rien ne convient.
requests-no-answers = Pas encore d’offre
requests-no-answers-says = Vos partenaires voient ce qu’il vous faut. Leurs offres apparaîtront ici.
requests-answers-count =
    { $count ->
        [one] Une offre
       *[other] { $count } offres
    }
requests-published = C’est publié, et ceux qui peuvent le voir sont prévenus.
requests-withdrawn = C’est retiré, et ceux qui le voyaient sont prévenus.
requests-offered = Votre offre est en route. Quand les places seront demandées, elles seront accordées aussitôt.
requests-we-need = Il vous faut ceci. Vos partenaires peuvent offrir.
requests-they-need = { $name } en a besoin.
requests-open = Toujours nécessaire
requests-over = Plus nécessaire
requests-over-says = Ce n’est plus nécessaire.
requests-needed = Ce qu’il faut
requests-who = Qui
requests-seats = Places
requests-seats-wrong = Dites combien de places, par un nombre entier à partir de 1.
requests-languages = Langues
requests-languages-help = Quelles langues devrait-on y parler ? Laissez vide si cela n’importe pas.
requests-features = Ce qu’il faut encore
requests-audience = Qui peut le voir
requests-audience-partners = Partenaires
requests-audience-public = Tout le monde
requests-audience-public-help = Aussi les coopératives que vous avez limitées, et quiconque lit vos pages publiques par un programme.
requests-answers = Offres
requests-take = Demander ces places à { $name }
requests-take-says = La réponse vient aussitôt, et { $name } est prévenu.
requests-take-says-fair-use = La réponse vient aussitôt, et { $name } est prévenu. En demandant, vous acceptez ses règles d’usage telles qu’elles figurent ici.
requests-fair-use = Ce que { $name } demande à tous
requests-taken = Vous avez demandé ces places
requests-our-answers = Vos offres
requests-answer = Offrir des places
requests-offer = Offrir ces places
requests-offer-says = Eux seuls le voient. Quand ils demandent, les places sont à eux aussitôt, si elles sont libres.
requests-offer-seats = Combien de places
requests-offer-seats-wrong = Dites combien de places, de 1 à { $most }.
requests-offer-seats-most = Il n’y a pas autant de places. Offrez-en moins.
requests-where = Où
requests-where-missing = Choisissez l’un de vos serveurs de réunion.
requests-room =
    { $count ->
        [one] { $name } ({ $seats } place)
       *[other] { $name } ({ $seats } places)
    }
requests-no-rooms = Vous ne partagez aucun serveur de réunion dont vous pourriez offrir des places.
requests-share = Partager quelque chose
requests-withdraw-title = Plus nécessaire ?
requests-withdraw = Le retirer
requests-withdraw-says = Ceux qui le voyaient sont prévenus, et les offres prennent fin. Ce qui est convenu demeure. C’est irrévocable, mais vous pouvez le publier de nouveau.
requests-new-title = Dites ce qu’il vous faut
requests-new-lead = Ceux qui ont des places peuvent vous en offrir. Cela disparaît de soi-même au début, ou quand vous avez convenu d’assez de places.
requests-publish = Le publier
requests-publish-says = Ceux qui peuvent le voir sont prévenus aussitôt.
requests-cancel = Retour aux besoins
requests-what = Pour quoi
requests-what-help = Quelques mots, dans les langues de ceux qui doivent lire.
requests-what-missing = Dites pour quoi c’est, dans une langue au moins.
requests-what-long = Employez au plus { $most } caractères.
requests-too-many = Vous avez déjà { $most } besoins. Retirez-en un d’abord.
requests-answer-gone = Cette offre n’existe plus.
requests-overview = Ce qu’il faut aux autres
requests-overview-all = Tous les besoins

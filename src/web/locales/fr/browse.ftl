browse-more = Plus de critères
browse-near = Près de
browse-near-help = Des coordonnées, comme 41.39, 2.17, ou le nom d’une de vos ressources ou d’une région.
browse-near-wrong = Ce lieu n’est pas connu ici. Écrivez des coordonnées, comme 41.39, 2.17, ou un nom de la liste.
browse-within = Au plus à
browse-km = { $km } km
browse-features = Ce qu’il faut offrir
browse-energy-stated = Seulement là où il est dit comment on connaît l’énergie
browse-platform = Logiciel
browse-platform-link = Une adresse fixe
browse-terms = Conditions
browse-terms-gift = Dons seulement
browse-terms-work = Dons, ou à rendre en travail
browse-terms-seats = Dons, ou à rendre en places
browse-terms-money = Dons, ou à payer en { $currency }
browse-audience = Destiné à
browse-audience-public = Tout le monde
browse-audience-partners = Partenaires seulement
browse-why-room = Une réunion peut avoir au plus { $seats }
browse-why-distance =
    { $count ->
        [0] À moins d’un kilomètre
        [one] À { $km } km
       *[other] À { $km } km
    }
browse-why-features = Offre : { $features }
browse-why-energy = { $energy } : { $statement }
browse-results-part =
    { $count ->
        [one] Une des offres qui conviennent
       *[other] { $number } des offres qui conviennent
    }
browse-next = Plus d’offres
browse-first = Retour aux meilleures
browse-close-title = Proche de ce que vous cherchez
browse-close-time = Libre à une autre heure : { $when }
browse-close-seats =
    { $count ->
        [one] Libre avec { $seats }
       *[other] Libre avec { $seats }
    }
browse-compare-choose = Comparer { $name }
browse-compare-button = Comparer ce qui est coché
browse-compare-help = Jusqu’à quatre offres, côte à côte.
browse-compare-title = Côte à côte
browse-compare-question = Question
browse-compare-free = Libres alors
browse-compare-of = { $free } sur { $seats }
browse-compare-week = La semaine
browse-compare-ask = Demander
browse-compare-few-title = Choisissez-en au moins deux
browse-compare-few = Revenez en arrière, cochez de deux à { $most } offres et comparez-les.
browse-compare-many = Vous en avez coché plus de { $most } ; voici les premières.
browse-map-link = Sur une carte
browse-map-title = Où cela se trouve
browse-map-lead = Toutes les offres qui disent où elles se trouvent. Les numéros mènent à la liste ci-dessous.
browse-map-part =
    { $count ->
        [one] Seule la meilleure offre est montrée.
       *[other] Seules les { $number } meilleures offres sont montrées.
    }
browse-map-caption = Contours : Natural Earth, domaine public. Les lieux sont dessinés au demi-degré.
browse-map-list = À ces endroits
browse-map-nowhere = Sans lieu
browse-map-empty-title = Aucun lieu à montrer
browse-map-empty = Aucune de ces offres ne dit où elle se trouve.
browse-week-closed = Les heures grises sont fermées.
browse-week-shut = fermé
browse-shared-title = Ce que nous partageons avec tous
browse-price = Au plus, par heure et par place
browse-price-help = En minutes, ou dans la monnaie.
browse-price-wrong = Écrivez un nombre, comme 5 ou 1,20.
browse-price-alone = Choisissez sous « Conditions » ce que vous pouvez donner, puis combien au plus.

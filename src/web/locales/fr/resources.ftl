resources-title = Ressources
resources-lead = Ce que votre coopérative partage : des serveurs de réunion, et tout le reste.
resources-empty-title = Rien n’est encore partagé
resources-empty = Ajoutez votre premier serveur de réunion : ses places, ses langues et comment y entrer. Puis proposez ses places à vos partenaires.
resources-empty-member = Quand une personne qui tient les serveurs ajoute quelque chose, cela paraît ici.
resources-add = Partager un serveur de réunion
resources-add-other = Partager autre chose
resources-status-shown = Visible de tout le monde
resources-status-not-offered = Pas encore proposé
resources-status-public = Proposé à tout le monde
resources-status-partners = Proposé aux partenaires
resources-new-title = Partager un serveur de réunion
resources-new-lead = Des serveurs à vous, où chaque accord a sa salle, ou une salle à adresse fixe, quel que soit le logiciel. Chaque accord a une page qui y mène.
resources-new-other-title = Partager autre chose
resources-new-other-lead = Une cabine d’interprétation, du stockage, un kit de caméras : les autres voient que vous l’avez, et vous le demandent.
resources-new-other-instead = Vous voulez partager autre chose ?
resources-new-server-instead = Vous voulez partager un serveur de réunion ?
resources-change-title = Modifier { $name }
resources-change-lead = Vos partenaires voient aussitôt les changements. Ce qui est convenu reste tel quel.
resources-change-save = Enregistrer
resources-cancel = Revenir sans enregistrer
resources-share = Partager
resources-name = Nom
resources-name-help = Comme on appelle la salle, en une langue ou en plusieurs.
resources-name-other-help = Comme on l’appelle, en une langue ou en plusieurs.
resources-name-missing = Écrivez un nom dans au moins une langue.
resources-too-long = C’est trop long : { $most } caractères au plus.
resources-category = Ce que c’est
resources-category-help = En un mot ou deux.
resources-category-missing = Écrivez ce que c’est, en un mot ou deux.
resources-category-interpretation = Cabine d’interprétation
resources-category-storage = Stockage
resources-category-cameras = Kit de caméras
resources-category-space = Lieu de rencontre
resources-seats = Places
resources-seats-help = Combien de personnes le serveur accueille en même temps, toutes salles comprises.
resources-seats-wrong = Écrivez un nombre entier de 1 à { $most }.
resources-seats-agreed =
    { $count ->
        [one] Une place est déjà convenue ou retenue pour plus tard : il ne peut pas y en avoir moins. Annulez d’abord cet accord.
       *[other] { $least } places sont déjà convenues ou retenues pour plus tard : il ne peut pas y en avoir moins. Annulez d’abord des accords.
    }
resources-address = Adresse de la salle
resources-address-help = Jamais montrée publiquement. Seules les personnes qui ont un accord y sont menées, à partir de 15 minutes avant l’heure. Sans elle, leur page dit que vous enverrez comment entrer.
resources-address-wrong = Ce n’est pas l’adresse d’une salle. Elle commence par https://.
resources-location = Où il se trouve
resources-location-help = Une ville ou un centre de données.
resources-languages = Langues
resources-languages-help = Dans lesquelles vous pouvez aider.
resources-features = Ce qu’il offre
resources-feature-recording = Enregistrement
resources-feature-dial-in = Accès par téléphone
resources-feature-captions = Sous-titres
resources-feature-breakout = Salles de groupe
resources-energy = Énergie
resources-energy-renewable = Énergie renouvelable
resources-energy-mixed = Énergie mixte
resources-energy-unknown = Énergie inconnue
resources-summary = Présentation
resources-summary-help = Ce qu’il faut savoir avant de le demander.
resources-refused = Cela n’a pas pu être enregistré tel quel. Choisissez un autre nom.
resources-no-seats = Seul ce qui a des places peut être proposé à l’heure.
resources-what = Ce que c’est
resources-way-in = Comment entrer
resources-way-in-known = L’adresse est connue, et seules la voient les personnes qui ont un accord
resources-way-in-missing = Pas encore d’adresse
resources-no-address-title = L’adresse de la salle manque
resources-no-address = Les personnes qui ont un accord lisent que vous leur enverrez comment entrer. Ajoutez l’adresse, et la page y mène d’elle-même.
resources-public = Page publique
resources-public-page = Comme tout le monde la voit
resources-change = Modifier
resources-week = Cette semaine
resources-week-free = Rien n’est pris : { $seats } libres.
resources-week-most =
    { $count ->
        [one] Au plus fort, { $taken } place sur { $seats } est prise.
       *[other] Au plus fort, { $taken } places sur { $seats } sont prises.
    }
resources-upcoming = Accords à venir
resources-offers = Ce qui est proposé
resources-offers-empty-title = Pas encore proposé
resources-offers-empty = Les autres peuvent demander des places dès que vous en proposez : vous dites combien, à qui, et ce que vous demandez en échange.
resources-offer = Proposer des places
resources-offer-another = Faire une autre offre
resources-offered-partners = Pour les partenaires
resources-offered-public = Pour tout le monde
resources-offered-terms = Conditions : { $terms }.
resources-answers-all = Les demandes des partenaires reçoivent aussitôt une réponse.
resources-answers-up-to = Les demandes des partenaires jusqu’à { $seats } reçoivent aussitôt une réponse ; les plus grandes attendent l’une de vous.
resources-offer-change = Modifier l’offre
resources-withdraw = Retirer l’offre
resources-withdraw-says = Personne ne peut plus demander ces places, et vos partenaires en sont informées. Ce qui est convenu reste. Vous pourrez les proposer à nouveau.
resources-offer-title = Proposer des places de { $name }
resources-offer-lead = Vos partenaires le voient aussitôt. Si nombreuses que soient les demandes, aucune minute n’est jamais surchargée.
resources-offer-change-title = Modifier une offre de { $name }
resources-offer-change-lead = Les accords conclus gardent leurs conditions. Les demandes encore en attente sont refusées si elles ont été faites à d’autres conditions.
resources-offer-button = Proposer
resources-offer-save = Enregistrer l’offre
resources-proposal-seats = Places proposées
resources-proposal-seats-help =
    { $count ->
        [one] { $most } au plus, c’est tout ce qu’il y a.
       *[other] { $most } au plus, c’est tout ce qu’il y a.
    }
resources-proposal-seats-wrong = Écrivez un nombre entier de 1 à { $most }.
resources-audience = Qui peut demander
resources-audience-partners = Partenaires
resources-audience-partners-help = Les coopératives à qui vous avez dit oui et qui vous ont dit oui.
resources-audience-public = Tout le monde
resources-audience-public-help = Aussi les partenaires limitées et les coopératives que vous ne connaissez pas. Leurs demandes attendent l’une de vous.
resources-accept-up-to = Réponse immédiate jusqu’à
resources-accept-up-to-help = En places, pour les partenaires. Les demandes plus grandes attendent l’une de vous. Laissez vide pour répondre aussitôt à toutes.
resources-accept-up-to-wrong = Écrivez un nombre entier, ou laissez vide.
resources-terms = En échange
resources-terms-gift = Rien : c’est un don
resources-terms-gift-help = Il est compté quand même, pour que tout le monde voie ce qui a été donné.
resources-terms-reciprocal = Un prix par heure et par place
resources-terms-reciprocal-help = En travail, en places ou en argent. Écrivez-le ci-dessous.
resources-price = Prix d’une place pendant une heure
resources-price-help = Seulement s’il y a un prix. Les minutes en nombres entiers, l’argent comme 0,05.
resources-price-wrong = Écrivez un prix avec deux décimales au plus, comme 0,05.
resources-price-wrong-whole = Écrivez un nombre entier de minutes, à partir de 1.
resources-unit = Compté en
resources-unit-work = minutes de travail
resources-unit-seats = minutes de place
resources-unit-missing = Choisissez en quoi le prix est compté.
resources-removal = Retirer
resources-remove = Retirer { $name }
resources-remove-says =
    { $count ->
        [0] Elle disparaît pour tout le monde, ses offres sont retirées et les demandes ouvertes refusées. C’est sans retour.
        [one] Elle disparaît pour tout le monde, ses offres sont retirées et les demandes ouvertes refusées. L’accord à venir reste. C’est sans retour.
       *[other] Elle disparaît pour tout le monde, ses offres sont retirées et les demandes ouvertes refusées. Les { $count } accords à venir restent. C’est sans retour.
    }
resources-done-shared = C’est ajouté. Proposez maintenant ses places, pour que d’autres puissent en demander.
resources-done-shared-other = C’est ajouté, et tout le monde peut le voir.
resources-done-changed = Les changements sont enregistrés, et vos partenaires informées.
resources-done-removed = C’est retiré.
resources-done-offered = Les places sont proposées, et vos partenaires informées.
resources-done-offer-changed = L’offre est modifiée, et vos partenaires informées.
resources-done-withdrawn = L’offre est retirée, et vos partenaires informées.

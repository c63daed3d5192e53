welcome-setup-title = Bienvenue. Mettons votre nœud en route
welcome-setup-lead = Quelques questions sur votre coopérative. Tout pourra être changé plus tard, sauf le nom court et l’adresse.
welcome-setup-button = Mettre le nœud en route
welcome-coop = Votre coopérative
welcome-name = Nom
welcome-name-help = Dans une langue ou dans plusieurs ; au moins dans la langue par défaut.
welcome-name-missing = Écrivez le nom de la coopérative dans sa langue par défaut.
welcome-language = Langue par défaut
welcome-language-help = La langue que les personnes et les serveurs voient d’abord.
welcome-language-missing = Choisissez une des langues.
welcome-handle = Nom court
welcome-handle-help = On vous suit sur le fédivers sous @nom_court à cette adresse. Minuscules, chiffres et _ seulement ; il ne peut plus être changé ensuite.
welcome-handle-wrong = Utilisez 1 à 30 minuscules, chiffres ou _, sans espaces ni accents.
welcome-summary = Ce qu’est la coopérative
welcome-summary-help = Deux ou trois phrases pour qui n’en a pas entendu parler.
welcome-place = Où vous êtes
welcome-region = Région
welcome-region-help = Comme vos partenaires la nomment : Catalogne, Québec, Kerala.
welcome-region-missing = Écrivez la région où travaille la coopérative, en 100 caractères au plus.
welcome-time-zone = Fuseau horaire
welcome-time-zone-help = Commencez à taper le nom d’une ville proche, comme dans America/Toronto. Les dates de ces pages y sont données.
welcome-time-zone-wrong = Nous ne connaissons pas ce fuseau horaire. Écrivez-le comme Europe/Madrid ou America/Toronto.
welcome-sharing = Partager avec d’autres
welcome-fair-use = Règles d’usage équitable
welcome-fair-use-help = Ce que vous demandez à qui utilise ce que vous partagez.
welcome-listed = Permettre à nos partenaires de nous montrer aux leurs
welcome-listed-help = C’est ainsi que les coopératives se trouvent. Vous décidez toujours avec qui vous partagez.
welcome-you = Vous
welcome-person-name = Votre nom
welcome-person-name-help = Visible seulement par les personnes de votre coopérative.
welcome-person-name-missing = Écrivez votre nom.
welcome-too-long = C’est trop long : { $most } caractères au plus.
welcome-invite-title =
    { $role ->
        [steward] On vous invite à coordonner
        [operator] On vous invite à gérer les serveurs
       *[member] On vous invite comme membre
    }
welcome-invite-lead = Dites-nous votre nom. À la page suivante, vous créez une clé d’accès, avec laquelle vous entrerez désormais.
welcome-invite-button = Accepter l’invitation
welcome-recover-title = Revenir
welcome-recover-lead = Ce lien vous fait entrer une fois. Vos anciennes clés d’accès et toutes les sessions ouvertes prennent fin maintenant ; à la page suivante, vous en créez une nouvelle.
welcome-recover-button = Entrer
welcome-used-title = Ce lien ne fonctionne plus
welcome-used-lead = Il a déjà servi, ou il est trop ancien. Un lien fonctionne une fois, et pendant un jour.
welcome-used-next = Demandez-en un nouveau à qui coordonne la coopérative. La personne qui gère le serveur peut en faire un avec :

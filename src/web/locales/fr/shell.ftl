shell-skip = Aller au contenu
shell-menu = Menu
shell-nav-overview = Vue d’ensemble
shell-nav-meetings = Réunions
shell-nav-capacity = Places
shell-nav-agreements = Accords
shell-nav-resources = Ressources
shell-nav-peers = Autres coopératives
shell-nav-members = Membres et cercles
shell-nav-announcements = Annonces
shell-nav-ledger = Comptes
shell-nav-coop = Qui nous sommes
shell-sign-in = Se connecter
shell-sign-out = Se déconnecter
shell-languages = Langue
shell-zone = Fuseau horaire : { $zone }
shell-about = À propos de ce nœud
shell-api = Pour programmer (API)
shell-source = Code source
shell-optional = (facultatif)
shell-other-languages = Dans d’autres langues aussi
shell-errors-title =
    { $count ->
        [one] Un point est à revoir
       *[other] { $count } points sont à revoir
    }
shell-errors-document = Pas encore envoyé : { $title }
shell-pages = Pages
shell-newest = Revenir au plus récent
shell-older = Plus anciens
shell-copy = Copier
shell-copied = Copié
shell-step-done = fait
shell-step-now = nous en sommes là
shell-step-next = à venir
shell-step-stopped = arrêté ici
shell-week-caption =
    { $count ->
        [one] Le minimum libre chaque jour, sur { $seats } place
       *[other] Le minimum libre chaque jour, sur { $seats } places
    }
shell-plot-table = Afficher sous forme de tableau
shell-plot-earlier = Mois précédents
shell-plot-month = Mois
shell-plot-from = À partir du

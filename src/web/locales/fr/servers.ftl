servers-title = Serveurs de réunion
servers-platform = Ce qui fait tourner les réunions
servers-platform-help = Avec un serveur à vous, une salle est créée puis fermée pour chaque accord, et ce qui est utilisé est mesuré quand le logiciel peut le dire. Une adresse fixe mène tout le monde à la même salle. Ce choix ne peut pas être changé ensuite.
servers-platform-link = Une adresse fixe, quel que soit le logiciel
servers-platform-bigbluebutton = BigBlueButton ou Scalelite
servers-platform-jitsi = Jitsi Meet
servers-platform-galene = Galène
servers-address-only-link = Seule une salle à adresse fixe en a une. Vous ajouterez votre serveur à l’étape suivante.
servers-empty-title = Pas encore de serveur
servers-empty = Tant qu’aucun serveur { $platform } n’est ajouté ici, personne ne peut demander ces places.
servers-add-first = Ajouter un serveur { $platform }
servers-add-another = Ajouter un autre serveur
servers-all-down-title = Aucun serveur ne répond
servers-all-down = Vos partenaires ne peuvent pas demander de places pour l’instant, et ceux qui se réunissent d’ici un jour sont prévenus. Dès qu’un serveur répond, cela prend fin tout seul.
servers-up = Répond
servers-down = Ne répond pas
servers-unknown = Pas encore vérifié
servers-up-says = Il répond depuis { $since } ; dernière vérification : { $when }.
servers-up-version = Il répond depuis { $since } ; dernière vérification : { $when }. Version { $version }.
servers-up-doubt = Il répondait jusqu’ici, mais pas à la dernière vérification ({ $when }) ; il sera interrogé à nouveau dans un instant. { $detail }
servers-down-says = Il ne répond pas depuis { $since } ; dernière vérification : { $when }.
servers-down-detail = Il ne répond pas depuis { $since } ; dernière vérification : { $when }. Ce qui est revenu : { $detail }
servers-unknown-says = Il sera vérifié dans un instant.
servers-unknown-detail = Il n’a pas répondu à la première vérification. Ce qui est revenu : { $detail }
servers-rooms-in-use =
    { $count ->
        [0] aucune salle utilisée
        [one] une salle utilisée
       *[other] { $count } salles utilisées
    }
servers-change = Modifier
servers-check = Vérifier maintenant
servers-new-title = Ajouter un serveur { $platform }
servers-new-lead = Ses places rejoignent l’ensemble de { $name }. Les clés et mots de passe sont gardés chiffrés sur ce nœud et ne sont plus jamais montrés.
servers-change-lead = Un serveur de { $name }.
servers-add = L’ajouter
servers-save = Enregistrer
servers-cancel = Revenir sans enregistrer
servers-name = Nom
servers-name-help = Pour vos propres membres : « BBB 1 » ou le nom de la machine.
servers-name-missing = Écrivez un nom de 100 caractères au plus.
servers-seats = Places
servers-seats-help = Combien de personnes ce serveur porte en même temps, toutes salles comprises. Aucune salle n’en aura plus.
servers-secret-kept = Laissez vide pour garder ce qui est enregistré.
servers-field-url = Adresse
servers-field-secret = Secret
servers-field-checksum = Type de somme de contrôle
servers-field-app-id = Identifiant d’application
servers-field-private-key = Clé privée
servers-field-key-id = Nom de la clé
servers-field-audience = Audience
servers-field-subject = Sujet
servers-field-username = Nom d’utilisateur
servers-field-password = Mot de passe
servers-field-groups = Groupe des salles
servers-field-key = Clé pour les jetons
servers-help-bigbluebutton-url = Telle que « bbb-conf --secret » l’affiche, par exemple https://bbb.example.coop/bigbluebutton/
servers-help-bigbluebutton-secret = Tel que « bbb-conf --secret » l’affiche.
servers-help-bigbluebutton-checksum = SHA-256 convient à presque tous les serveurs.
servers-help-jitsi-url = Là où sont ses salles, par exemple https://meet.example.coop
servers-help-jitsi-app-id = Le « app_id » des réglages de jetons du serveur.
servers-help-jitsi-secret = Le « app_secret » du serveur. Donnez ceci ou une clé privée.
servers-help-jitsi-private-key = Au lieu d’un secret : une clé RSA privée, en PEM ou JWK.
servers-help-jitsi-key-id = Avec une clé privée : le nom sous lequel le serveur trouve sa moitié publique.
servers-help-jitsi-audience = Seulement si le serveur en demande une autre que son identifiant d’application.
servers-help-jitsi-subject = Seulement si le serveur en demande un autre que son hôte.
servers-help-galene-url = Là où les gens le joignent, par exemple https://galene.example.coop
servers-help-galene-username = De quelqu’un qui a la permission « admin » dans le config.json du serveur, où « writableGroups » est vrai.
servers-help-galene-groups = Les salles sont créées sous ce groupe ; « fedicoop » si rien n’est écrit.
servers-help-galene-key = Une clé privée pour ES256 ou HS256, en JWK. Sans elle, chaque salle a la sienne.
servers-missing = Ceci est nécessaire.
servers-wrong = Ce n’est pas ce que { $platform } accepte.
servers-wrong-url = Écrivez l’adresse entière. Elle commence par https://.
servers-none-here = Cette salle a une adresse fixe et aucun serveur.
servers-too-many = Il y a déjà { $most } serveurs, ce qui est le maximum.
servers-removal = Retrait
servers-remove = Retirer { $name }
servers-remove-says = Ses places quittent l’ensemble aussitôt et ses clés ne servent plus. Ce qui est convenu passe aux autres serveurs. Vous pouvez l’ajouter à nouveau.
servers-in-use =
    { $count ->
        [one] Une salle de ce serveur est utilisée. Vous pourrez le retirer quand la réunion sera finie.
       *[other] { $count } salles de ce serveur sont utilisées. Vous pourrez le retirer quand les réunions seront finies.
    }
servers-done-added = Le serveur a été ajouté.
servers-done-changed = Le serveur a été modifié.
servers-done-removed = Le serveur a été retiré.
servers-way-in = Une salle pour chaque accord, créée quand son heure vient

statements-title = Relevés
statements-lead = Ce que vous et chaque coopérative vous êtes donné en un mois, compté et signé par les deux. Les mois se ferment d'eux-mêmes, un jour après leur fin.
statements-to-ledger = Livre de comptes
statements-filter = Afficher
statements-filter-all = Tous
statements-filter-open = Pas signés par les deux
statements-filter-agreed = Signés par les deux
statements-empty-title = Pas encore de relevés
statements-empty = Quand un mois avec des écritures signées est terminé, les deux coopératives le comptent et signent le même relevé. Il apparaît ici.
statements-with =
    { $count ->
        [one] Avec { $name } : { $number } écriture
       *[other] Avec { $name } : { $number } écritures
    }
statements-state-agreed = Signé par les deux
statements-state-sent = Les attend
statements-state-arrived = En vérification
statements-state-refused = Pas confirmé
statements-state-superseded = Remplacé
statements-says-agreed = Vous et { $name } avez compté la même chose et l'avez signée.
statements-says-sent = Vous l'avez signé. { $name } compte de son côté et signe quand le résultat est le même.
statements-says-arrived = { $name } l'a signé. Votre nœud compte de son côté et signe quand le résultat est le même.
statements-says-superseded = Un autre relevé a pris sa place. Il est gardé et ne compte plus rien.
statements-refused-differs = Les deux coopératives comptent des écritures différentes sur cette période. Les livres sont comparés, puis un nouveau relevé se fait de lui-même. Si cela reste ainsi, voyez les litiges avec { $name }.
statements-refused-totals = Les écritures signées sont les mêmes, mais pas ce qui est en route ou contesté. Les livres sont comparés, puis un nouveau relevé se fait de lui-même. Si cela reste ainsi, voyez les litiges avec { $name }.
statements-refused-period = Il ne suivait pas le dernier relevé que les deux connaissent. { $name } reçoit ce qui a été signé avant, puis un nouveau se fait de lui-même.
statements-refused-not-ready = { $name } ne peut pas encore fermer cette période. Un nouvel essai se fait de lui-même.
statements-refused-not-yet = Votre coopérative ne pouvait pas encore fermer cette période. { $name } réessaie de lui-même.
statements-refused-other = Il n'a pas pu être confirmé. Parlez avec { $name }.
statements-close = Fermer une période maintenant
statements-close-says = Ce n'est pas nécessaire : les mois se ferment d'eux-mêmes. C'est pour régler les comptes plus tôt.
statements-close-with = Avec qui
statements-close-choose = Choisissez une coopérative
statements-close-with-missing = Choisissez avec qui la période est fermée.
statements-close-until = Jusqu'au, inclus
statements-close-until-help = Un jour terminé, comme 2027-03-31. Les jours sont comptés en UTC, pour être les mêmes des deux côtés.
statements-close-until-wrong = Écrivez un jour, comme 2027-03-31.
statements-close-button = Compter, signer et envoyer
statements-problem-not-over = Ce jour n'est pas terminé. Choisissez-en un plus ancien.
statements-problem-closed = Vous et { $name } avez déjà signé un relevé qui va jusqu'à ce jour.
statements-problem-open = Un relevé avec { $name } attend une réponse. Ensuite, le suivant pourra venir.
statements-problem-empty = Vous et { $name } n'avez rien signé dans ce temps qui ne soit déjà dans un relevé.
statements-problem-unconfirmed = { $name } n'a pas été joint depuis le démarrage de votre nœud ; rien n'est donc encore signé pour cette coopérative. Comparez les livres avec elle, puis réessayez.
statements-problem-no-books = Vous ne tenez pas de comptes avec { $name }.
statements-done-proposed = Vous avez signé, et { $name } est invité à compter de son côté et à signer aussi.
statements-one-title = Relevé avec { $name }
statements-standing = Où il en est
statements-totals = Ce que cela donne
statements-opening = Avant
statements-closing = Après
statements-signatures = Qui a signé
statements-unsigned = N'a pas signé
statements-signed-maker = Compté et signé le { $when }, avec la clé { $key }
statements-signed = A compté la même chose et signé le { $when }, avec la clé { $key }
statements-file = Téléchargez-le avec toutes les écritures
statements-file-help = Chacun peut vérifier ce fichier avec « ledger verify », sur n'importe quel nœud et sans le vôtre.
statements-entries = Les écritures qu'il compte
statements-entries-all =
    { $count ->
        [one] Afficher la seule écriture
       *[other] Afficher les { $number } écritures
    }
statements-proof = Pour le vérifier
statements-count = Écritures
statements-digest = Empreinte des écritures
statements-previous = Suit
statements-proposed-at = Arrivé ici
statements-agreed-at = Signé par les deux
statements-refusal-note = Pourquoi il n'a pas été confirmé
statements-logs = Ce que chaque côté avait signé jusque-là
statements-address = Son adresse
statements-document = Le document signé
statements-overview = Relevés qui ne sont pas signés par les deux

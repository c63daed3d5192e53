delivery-title = Distribution
delivery-lead =
    { $count ->
        [one] Un serveur reçoit ce que vous dites, et l’accepte.
       *[other] { $number } serveurs reçoivent ce que vous dites, et tous l’acceptent.
    }
delivery-lead-failing =
    { $count ->
        [one] Un serveur est injoignable en ce moment. Ce qui l’attend sera envoyé à son retour.
       *[other] { $number } serveurs sont injoignables en ce moment. Ce qui les attend sera envoyé à leur retour.
    }
delivery-lead-none = Vous n’avez encore rien dit à un autre serveur.
delivery-doctor = Vérifier que tout est en ordre
delivery-troubled = À regarder
delivery-hosts = Tous les serveurs
delivery-hosts-none-title = Pas encore de serveurs
delivery-hosts-none = Dès que quelqu’un vous suit ou qu’une coopérative devient partenaire, ses serveurs apparaissent ici, avec la manière dont les messages leur parviennent.
delivery-everything = Tout ce qui a été dit, le plus récent d’abord
delivery-host = Serveur
delivery-state = État
delivery-software = Logiciel
delivery-software-not-asked = Pas encore demandé
delivery-software-silent = Il ne le dit pas
delivery-last-answered = Dernière réponse
delivery-last-failed = Dernier échec
delivery-last-received = Dernier message reçu
delivery-never = Encore jamais
delivery-unknown = Pas encore connu
delivery-queue = En attente
delivery-queue-empty = Rien n’attend
delivery-queue-since =
    { $count ->
        [one] Un message, envoyé { $since }
       *[other] { $number } messages, le plus ancien envoyé { $since }
    }
delivery-failures = Échecs de suite
delivery-why = Pourquoi
delivery-next = Et maintenant
delivery-flow = Comment passent les messages
delivery-known = Ce que nous en savons
delivery-peer = Coopérative
delivery-signature-takes = Signature qu’il accepte
delivery-signature-sends = Signature qu’il utilise
delivery-clock = Son horloge
delivery-clock-title = Les horloges diffèrent
delivery-clock-same = La même que la nôtre.
delivery-clock-ahead = { $by } d’avance sur la nôtre.
delivery-clock-behind = { $by } de retard sur la nôtre.
delivery-clock-attention = L’une des deux est fausse. Les messages passent encore, mais au-delà de cinq minutes ils seront refusés.
delivery-clock-trouble = Les messages sont refusés quand les horloges diffèrent de plus de cinq minutes. Si les autres serveurs sont d’accord avec la nôtre, demandez à qui l’exploite de la régler par NTP.
delivery-waits = Ce qui l’attend
delivery-waits-none = Rien : il a tout ce qui lui a été dit.
delivery-host-all = Tout ce qui lui a été dit
delivery-host-good = accepte les messages
delivery-host-fails = injoignable
delivery-host-refuses = refuse des messages
delivery-host-clock = horloge décalée
delivery-host-new = pas encore essayé
delivery-list-title = Qui l’a reçu
delivery-list-title-host = Ce qui a été dit à { $host }
delivery-back-subject = De quoi il s’agit
delivery-count-nobody = Il n’a encore été envoyé à aucun serveur.
delivery-count-done =
    { $count ->
        [0] Aucun serveur ne l’a encore.
        [one] Un serveur l’a.
       *[other] { $number } serveurs l’ont.
    }
delivery-count-waiting =
    { $count ->
        [one] Il est en route vers un serveur.
       *[other] Il est en route vers { $number } serveurs.
    }
delivery-count-failed =
    { $count ->
        [one] Un n’a pas pu le prendre ; on réessaie.
       *[other] { $number } n’ont pas pu le prendre ; on réessaie.
    }
delivery-count-dropped =
    { $count ->
        [one] Un a été abandonné.
       *[other] { $number } ont été abandonnés.
    }
delivery-filters = Lesquels montrer
delivery-all = Tous
delivery-done = l’a reçu
delivery-taken = l’a reçu, pas encore répondu
delivery-waiting = en route
delivery-failed = échec, on réessaie
delivery-dropped = abandonné
delivery-none-title = Rien ici
delivery-none = Aucun serveur n’est dans cet état. Regardez-les tous, ou revenez plus tard.
delivery-said = { $kind }, envoyé { $when }
delivery-retry = Réessayer maintenant
delivery-retry-all = Tout réessayer maintenant
delivery-retry-all-says = Tout ce qui attend est envoyé aussitôt, et aussi ce qui avait été abandonné si cela a encore un sens. Un serveur absent reçoit d’abord un seul message.
delivery-done-retried = On réessaie maintenant. Regardez à nouveau dans un instant.
delivery-done-over = Il n’y a rien à réessayer : c’est arrivé, cela a été retiré, ou quelque chose de plus récent a été dit depuis.
delivery-done-nothing = Rien n’attend là.
delivery-attempts =
    { $count ->
        [one] Essayé une fois :
       *[other] Essayé { $number } fois :
    }
delivery-details = Pour le technicien
delivery-kind-new = Nouveau
delivery-kind-change = Une modification
delivery-kind-removal = La suppression
delivery-kind-offer = Une demande
delivery-kind-yes = Un oui
delivery-kind-no = Un non
delivery-kind-cancelled = L’annulation
delivery-kind-taken-back = Retrait
delivery-kind-follow = Une demande d’abonnement
delivery-kind-message = Un message
delivery-next-done = Il l’a depuis { $when }.
delivery-next-taken = Il l’a. Nous attendons sa réponse, et redemandons { $when }.
delivery-next-taken-soon = Il l’a. Nous attendons sa réponse.
delivery-next-first = Nous allons l’envoyer.
delivery-next-soon = Nous réessayons d’ici une minute.
delivery-next-again = Nous réessayons { $when }.
delivery-next-stops = Nous arrêtons le { $when }.
delivery-next-dropped = Nous avons arrêté le { $when }. Vous pouvez faire réessayer une semaine de plus.
delivery-next-over = Nous avons arrêté le { $when }. Cela a été retiré, ou quelque chose de plus récent a été dit depuis.
delivery-why-silent = Il ne répond pas.
delivery-why-no-name = Son nom ne mène nulle part : il est introuvable dans le DNS.
delivery-why-closed = La machine est là, mais aucun serveur n’y tourne.
delivery-why-unreachable = Il est injoignable : la connexion s’est coupée, ou aucun chemin n’y mène.
delivery-why-certificate-expired = Son certificat a expiré.
delivery-why-certificate-name = Son certificat est pour un autre nom.
delivery-why-certificate-chain = Son certificat n’est pas valable : personne de confiance ne l’a signé, ou une partie de sa chaîne manque.
delivery-why-certificate = Son certificat n’est pas valable.
delivery-why-private-address = Son adresse est dans un réseau privé, où ce nœud ne va pas.
delivery-why-signature = Il a refusé notre signature (401).
delivery-why-forbidden = Il n’accepte rien de nous (403) : nous y sommes peut-être bloqués, ou il a refusé notre signature.
delivery-why-not-found = Le destinataire n’y est pas (404).
delivery-why-gone = Le destinataire n’est plus là (410).
delivery-why-too-often = Il a répondu que nous venons trop souvent (429).
delivery-why-too-large = Le message est trop grand pour lui (413).
delivery-why-redirect = Il nous renvoie à une autre adresse ({ $status }), que nous ne suivons pas.
delivery-why-refused = Il a refusé le message (il a répondu { $status }).
delivery-why-failing = Il a répondu { $status } : quelque chose ne va pas de son côté.
delivery-why-unwritable = Le message n’a pas pu être écrit. C’est une faute de ce nœud ; son journal en dit plus.
delivery-why-blocked = Vous l’avez bloqué.
delivery-why-expired = Il est injoignable depuis trop longtemps.
delivery-peer-link = Comment passent les messages vers ce serveur, et ce qu’on en sait
delivery-link = Quels serveurs l’ont, et où en sont les autres
delivery-why-unknown = Il n’a pas pris le message.

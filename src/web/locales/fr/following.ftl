following-nav = Abonnements
following-title = Qui vous suivez
following-lead = Des personnes, des groupes et des sites que vous voulez lire. Ils peuvent être sur n’importe quel serveur du fédivers.
following-tabs = Lecture et réponses
following-tab-timeline = Ce qui se dit
following-tab-following = Qui vous suivez
following-tab-responses = Réponses
following-tab-responses-waiting = Réponses ({ $number } en attente)
following-timeline-title = Ce qui se dit
following-timeline-lead = Tout ce qu’ont dit ou relayé celles et ceux que { $name } suit, le plus récent d’abord.
following-timeline-empty-title = Encore rien ici
following-timeline-empty = Suivez quelqu’un, et ce qu’il dira désormais apparaîtra ici.
following-as = Au nom de qui
following-add = Suivre quelqu’un
following-find = Chercher
following-address = Son adresse
following-address-help = Par exemple @nom@serveur.example, l’adresse de son profil, ou seulement le nom d’un site : blog.example.
following-preview = Est-ce bien la bonne ?
following-follow = Suivre
following-follow-says = La demande part à son serveur. Certains acceptent tout le monde, d’autres réfléchissent. Ils voient qui les suit.
following-cancel = Annuler
following-list = Qui vous suivez
following-empty-title = Vous ne suivez encore personne
following-empty = Saisissez une adresse ci-dessus. Une coopérative amie, un groupe local ou un site d’actualités est un bon début.
following-by = suivi par { $name }
following-unfollow = Ne plus suivre
following-ask = Redemander
following-state-requested = N’a pas encore répondu
following-state-accepted = Suivi
following-state-rejected = A dit non
following-kind-person = Personne
following-kind-group = Groupe
following-kind-site = Site
following-error-malformed = Ce n’est pas une adresse. Elle devrait ressembler à @nom@serveur.example ou https://serveur.example/nom.
following-error-not-found = Personne n’a été trouvé à cette adresse. Vérifiez l’orthographe, ou copiez l’adresse depuis son profil.
following-error-unreachable = Son serveur ne répond pas pour le moment. Réessayez plus tard.
following-error-suspended = Ce compte est bloqué ici. Vous pouvez le changer dans Modération.
following-error-ourselves = C’est l’une de vos propres adresses.
following-boost = Relayer
following-unboost = Retirer
following-boosted-by = Relayé par
following-answer = Répondre
following-answer-title = Répondre
following-answer-lead = Votre réponse est publique, au nom de { $name }, et part à qui vous répondez et à toutes les personnes qui vous suivent.
following-answer-text = Votre réponse
following-answer-help = En une langue ou en plusieurs. Texte simple ; une ligne vide commence un nouveau paragraphe.
following-answer-send = Répondre
following-answer-says = Elle est publique aussitôt.
following-answer-empty = Écrivez quelque chose dans au moins une langue.
following-answer-long = C’est trop long : { $most } caractères au plus.
following-answer-unknown = Personne n’a été trouvé à { $names }, ou trop de personnes sont nommées.
following-edited = modifié
following-private = Non public
following-content-note = Avertissement :
following-picture = Image
following-video = Vidéo
following-audio = Enregistrement
following-link = Pièce jointe
following-report = Signaler
following-responses = Réponses
following-likes =
    { $count ->
        [0] Encore aucun j’aime
        [one] Une personne aime ceci
       *[other] { $number } personnes aiment ceci
    }
following-boosts =
    { $count ->
        [0] pas encore relayé
        [one] relayé une fois
       *[other] relayé { $number } fois
    }
following-no-replies = Personne n’a encore répondu. Vous pouvez répondre depuis tout serveur du fédivers : ouvrez-y cette adresse.
following-more-replies =
    { $count ->
        [one] Une réponse de plus n’est pas montrée ici.
       *[other] { $number } réponses de plus ne sont pas montrées ici.
    }
following-waiting-here =
    { $count ->
        [one] Une réponse vous attend
       *[other] { $number } réponses vous attendent
    }
following-hide = Masquer
following-show = Montrer
following-responses-title = Réponses
following-responses-lead = Ce que d’autres vous ont répondu. Ce qui attend n’est vu de personne d’autre.
following-responses-none = Rien ici
following-responses-none-say = Les réponses apparaissent ici à leur arrivée. Dans les réglages, vous choisissez si elles vous attendent d’abord.
following-shelves = Quelles réponses
following-shelf-waiting = En attente
following-shelf-shown = Visibles
following-shelf-hidden = Masquées
following-message = Un message pour vous
following-answers = En réponse à
following-answers-announcement = une de vos annonces
following-answers-event = un de vos événements
following-circle-posts = Écrits pour vos cercles
following-circle-posts-say = De personnes qui ne suivent pas le cercle. Si vous en relayez un, tous ceux qui suivent le cercle le reçoivent.
following-pass-on = Relayer
following-refuse = Laisser
following-done-boosted = Relayé à toutes les personnes qui vous suivent.
following-done-unboosted = Retiré. Les serveurs qui l’ont sont priés de l’oublier.
following-done-answered = Votre réponse est publique, et en chemin.
following-done-followed = Demandé. Vous verrez ici quand la réponse arrive.
following-done-unfollowed = Vous ne les suivez plus.
following-done-asked = Redemandé.
following-done-shown = Tout le monde peut la voir maintenant.
following-done-hidden = Masquée. Elle le restera, même si son auteur la modifie.
following-done-passed = Relayé à toutes les personnes qui suivent le cercle.
following-done-refused = Ce n’est pas relayé.
following-shelf-circles = Dans vos cercles
following-circles-lead = Ce que des personnes d’autres serveurs ont dit dans vos cercles : tous ceux qui suivent le cercle l’ont reçu.
following-circles-none-say = Ce que vous laissez passer, et ce que disent au cercle ceux qui le suivent, apparaît ici.
following-in-circle = Dans
following-take-out = Le retirer du cercle
following-done-taken-out = Retiré. Les serveurs qui le tiennent du cercle sont priés de l’oublier.

announcements-title = Annonces
announcements-lead = Ce que { $name } a à dire, le plus récent d’abord.
announcements-lead-steward =
    { $count ->
        [0] Personne ne vous suit encore. Donnez votre adresse aux personnes et aux serveurs qui veulent de vos nouvelles.
        [one] Une personne vous suit et reçoit ce que vous écrivez ici, où qu’elle soit sur le fédivers.
       *[other] { $number } personnes vous suivent et reçoivent ce que vous écrivez ici, où qu’elles soient sur le fédivers.
    }
announcements-follow = Comment nous suivre
announcements-write = Écrire une annonce
announcements-none-title = Rien d’annoncé pour l’instant
announcements-none = { $name } n’a encore rien annoncé. Suivez son adresse pour le savoir quand ce sera fait.
announcements-none-steward = Dites à qui vous suit ce qui se prépare : une réunion, une nouvelle salle, une porte ouverte. Vous pouvez l’écrire en plusieurs langues à la fois.
announcements-edited = modifiée
announcements-edited-on = modifiée le
announcements-also = Aussi en
announcements-one-title = { $name } annonce
announcements-new-title = Une nouvelle annonce
announcements-new-lead = Écrivez-la dans une langue ou dans plusieurs ; chaque personne la reçoit dans la sienne.
announcements-edit-title = Modifier l’annonce
announcements-edit-lead = Qui l’a déjà reçoit la modification, et la plupart des serveurs montrent qu’elle a été modifiée.
announcements-content = Texte
announcements-content-help = Texte simple. Une ligne vide commence un paragraphe ; les adresses deviennent des liens, #mots des mots-dièse, et @quelquun@serveur nomme une personne, qui l'apprendra. { $most } caractères au plus dans chaque langue.
announcements-send = L’annoncer
announcements-send-says = Elle est publique aussitôt, et envoyée à qui suit la coopérative.
announcements-save = Enregistrer la modification
announcements-save-says = Le nouveau texte est envoyé à qui a l’ancien.
announcements-cancel = Laisser tomber
announcements-empty-error = Écrivez un texte dans au moins une langue.
announcements-too-long = C’est trop long : { $most } caractères au plus.
announcements-done-announced = Annoncé. C’est public, et en route vers qui vous suit.
announcements-done-changed = La modification est enregistrée, et en route vers qui a l’ancien texte.
announcements-done-removed = L’annonce est retirée d’ici, et l’on demande aux serveurs qui l’ont de la retirer aussi.
announcements-reach = Qui l’a
announcements-reach-nobody =
    { $count ->
        [0] Personne : elle n’a encore personne à qui aller. On peut la lire ici.
       *[other] Personne : qui vous suit est arrivé après elle. On peut la lire ici.
    }
announcements-reach-delivered =
    { $count ->
        [one] Un serveur l’a.
       *[other] Les { $number } serveurs l’ont.
    }
announcements-reach-waiting =
    { $count ->
        [one] Un serveur ne l’a pas encore ; remise à : { $delivered }. Nous essayons pendant une semaine.
       *[other] { $number } serveurs ne l’ont pas encore ; remise à : { $delivered }. Nous essayons pendant une semaine.
    }
announcements-reach-dropped =
    { $count ->
        [one] Un serveur a été abandonné : il a disparu, ou n’a pu être joint pendant une semaine.
       *[other] { $number } serveurs ont été abandonnés : ils ont disparu, ou n’ont pu être joints pendant une semaine.
    }
announcements-reach-followers =
    { $count ->
        [one] Une personne vous suit en tout. Un seul serveur peut en servir beaucoup.
       *[other] { $number } personnes vous suivent en tout. Un seul serveur peut en servir beaucoup.
    }
announcements-change = Modifications
announcements-edit = Modifier le texte
announcements-remove = Retirer l’annonce
announcements-remove-says = La retire d’ici pour toujours, et demande à chaque serveur qui l’a d’en faire autant. C’est irréversible.
announcements-gone-title = Cette annonce a été retirée
announcements-gone = La coopérative l’a retirée, pour toujours. Si vous la voyez ailleurs, c’est une ancienne copie.
announcements-gone-all = Toutes les annonces
announcements-answers = Répond à une autre publication
announcements-author = Au nom de qui
announcements-content-note = Avertissement :
announcements-content-note-field = Avertissement
announcements-content-note-help = Seulement si certaines personnes aimeraient qu'on leur demande avant de le voir : de quoi il s'agit, en quelques mots. Le texte et les images sont repliés derrière.
announcements-discard-says = L'efface pour de bon. Personne d'autre ne l'a vue.
announcements-done-discarded = Elle a été effacée. Personne d'autre ne l'a vue.
announcements-done-drafted = Enregistrée comme brouillon. Seules les personnes qui coordonnent la voient.
announcements-done-full = On peut épingler { $most } annonces au plus. Désépinglez-en d'abord une autre.
announcements-done-pinned = Épinglée : elle vient en premier ici et sur votre profil ailleurs.
announcements-done-scheduled = Programmée. Elle deviendra publique d'elle-même à cette heure ; d'ici là, seules les personnes qui coordonnent la voient.
announcements-done-unpinned = Elle a repris sa place parmi les autres.
announcements-draft = Enregistrer comme brouillon
announcements-edit-draft-lead = Personne d'autre que celles et ceux qui coordonnent ne l'a encore vue.
announcements-feed-all = Toutes les annonces
announcements-feed-title = Ce qu'annonce { $name }
announcements-feeds = À lire ailleurs
announcements-feeds-say = Des adresses pour lecteurs de flux (Atom), pour tout ou pour une seule langue.
announcements-hashtags = Mots-dièse
announcements-hashtags-help = En plus de ceux du texte : des mots séparés par une espace, comme portesouvertes coops.
announcements-hashtags-many = Il y en a trop : { $most } au plus.
announcements-hashtags-wrong = Un mot-dièse est un seul mot de lettres et de chiffres, pas de chiffres seulement.
announcements-history-back = L'annonce
announcements-history-before = Avant
announcements-history-erase = Effacer cette version
announcements-history-erase-says = Personne ne pourra plus lire ici ce qu'elle disait. C'est définitif ; d'autres serveurs l'ont peut-être encore.
announcements-history-from = De
announcements-history-lead = Ce qu'elle dit maintenant, et ce qu'elle disait avant chaque changement. Les images retirées n'y sont plus ; ce qu'elles montraient est écrit ici.
announcements-history-none = Elle n'a jamais été modifiée.
announcements-history-now = Maintenant
announcements-history-title = Comment l'annonce a changé
announcements-history-until = à
announcements-is-draft = Brouillon
announcements-is-draft-says = Un brouillon : seules les personnes qui coordonnent le voient.
announcements-is-scheduled = Deviendra publique
announcements-length = { $number } caractères sur { $most }
announcements-mentions-many = C'est trop de personnes : on peut en nommer { $most } au plus.
announcements-mentions-unknown =
    { $count ->
        [one] Personne n'a été trouvé à { $names }. Corrigez l'adresse, ou choisissez ci-dessous de la laisser comme simple texte.
       *[other] Personne n'a été trouvé à { $names }. Corrigez les adresses, ou choisissez ci-dessous de les laisser comme simple texte.
    }
announcements-no-drafts = Aucun brouillon
announcements-none-scheduled = Rien n'est programmé
announcements-picture = Image :
announcements-pin = L'épingler
announcements-pin-says = Elle vient en premier ici, et sur votre profil ailleurs.
announcements-pinned = Épinglée
announcements-plain = Laisser comme simple texte les adresses où personne n'a été trouvé
announcements-preview = Aperçu
announcements-preview-title = À quoi elle ressemblera
announcements-schedule = La programmer
announcements-shelf-draft = Brouillons ({ $number })
announcements-shelf-empty = Ce qui n'est pas encore public se trouve ici, pour les personnes qui coordonnent seulement.
announcements-shelf-published = Publiques
announcements-shelf-scheduled = Programmées ({ $number })
announcements-shelves = Quelles annonces
announcements-tag-feed = La même chose pour lecteurs de flux (Atom)
announcements-tag-lead = Ce que { $name } a annoncé avec ce mot-dièse, le plus récent d'abord.
announcements-tag-none = Aucune annonce n'a ce mot-dièse, ou celles qui l'avaient ont été retirées.
announcements-tag-none-title = Rien avec ce mot-dièse
announcements-title-field = Titre
announcements-title-help = Pour un texte plus long, un article : certains serveurs n'en montrent que le titre, les premières phrases et un lien.
announcements-unpin = La désépingler
announcements-when = Quand
announcements-when-date = Date
announcements-when-help = Pour « La programmer », dans le fuseau horaire de la coopérative. Laissez tout vide pour l'annoncer maintenant.
announcements-when-past = C'est déjà passé. Choisissez une heure plus tardive, ou annoncez-la maintenant.
announcements-when-time = Heure
announcements-when-wrong = Choisissez la date et l'heure où elle deviendra publique.
announcements-read-all = Lire la suite
announcements-tag-events = Événements

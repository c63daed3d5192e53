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
announcements-content-help = Texte simple. Une ligne vide commence un paragraphe, et les adresses deviennent des liens. { $most } caractères au plus dans chaque langue.
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

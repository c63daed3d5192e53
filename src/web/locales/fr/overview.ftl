overview-title = Vue d’ensemble
overview-lead =
    { $count ->
        [0] Rien ne vous attend. Voici ce qui se passe aujourd’hui, et où vous en êtes avec chaque partenaire.
        [one] Une chose vous attend.
       *[other] { $number } choses vous attendent.
    }
overview-lead-new = Votre nœud est prêt. Trois étapes, et vous partagez avec d’autres.
overview-first = Premiers pas
overview-first-share = Partagez ce que vous avez
overview-first-share-says = Ajoutez un serveur de réunion ou autre chose, et proposez-le à vos partenaires. Personne ne peut réserver plus qu’il n’y en a.
overview-first-peer = Trouvez une autre coopérative
overview-first-peer-says = Ajoutez-la par son adresse. Dès que vous avez toutes deux dit oui, vous êtes partenaires et chacune voit ce que l’autre partage.
overview-first-peer-add = Ajouter une coopérative
overview-first-ask = Demandez des places
overview-first-ask-says = Sous « Places », vous voyez qui a de la place à l’heure voulue, et vous demandez d’un bouton.
overview-figure-offers = Demandes sans réponse
overview-figure-peers = Coopératives qui veulent être partenaires
overview-figure-record = Réunions dont l’usage reste à noter
overview-figure-entries = Écritures à regarder
overview-waits = Vous attend
overview-offer-says = { $name } demande { $seats }. Sans réponse de votre part, la demande prend fin { $when }.
overview-offer-answer = Répondre à { $name }
overview-peer-says = { $name } vous a dit oui et voudrait être votre partenaire. Regardez qui c’est, et répondez.
overview-record-says = La réunion est terminée. Notez ce que { $name } a utilisé, pour que cela figure dans les comptes des deux.
overview-record = Noter ce qui a été utilisé
overview-today = Aujourd’hui
overview-today-none = Pas de réunion aujourd’hui.
overview-all-agreements = Tous les accords
overview-asked = Vous avez demandé et attendez une réponse
overview-order = Avec chaque partenaire
overview-order-good = En ordre
overview-order-trouble = À regarder
overview-order-none-title = Pas encore de partenaires
overview-order-none = Avec une partenaire, chacune voit les serveurs de l’autre, vous vous prêtez des places et tenez des comptes que vous avez signés toutes deux.
overview-books = Comptes :

attendees-title = Qui vient
attendees-empty-title = Personne n’a encore répondu
attendees-empty = Qui dit oui, sur la page de l’événement ou depuis son serveur, apparaît ici.
attendees-asked = Attendent votre réponse
attendees-coming = Viennent
attendees-waiting = Sur la liste d’attente
attendees-refused = Refusées
attendees-free = Places libres
attendees-unconfirmed = Courriel pas encore confirmé
attendees-cut = Il y a plus de personnes que cette page n’en montre. L’interface pour programmes les donne toutes.
attendees-export = Enregistrer en tableau (CSV)
attendees-forgotten = Les noms, adresses et notes sont effacés 30 jours après l’événement. Prenez le même soin de ce que vous enregistrez.
attendees-nameless = Quelqu’un dont le nom est effacé
attendees-position = { $position }. { $name }
attendees-via-join = Depuis son serveur
attendees-via-reply = Par une réponse
attendees-via-page = Sur notre page
attendees-accept = Dire oui à { $name }
attendees-refuse = Dire non à { $name }
attendees-remove = Reprendre la place de { $name }
attendees-refuse-says = La personne est prévenue, et la suivante de la liste monte. Vous pourrez lui dire oui plus tard.
attendees-done-accepted = La personne sait qu’elle peut venir, ou qu’elle est sur la liste d’attente.
attendees-done-refused = La personne sait qu’elle ne peut pas venir.
attendees-done-not-now = Elle a annulé sa réponse entre-temps, ou ne l’a pas encore confirmée.
attendees-ask = { $asked ->
    [one] Une personne demande à venir et attend votre réponse.
   *[other] { $asked } personnes demandent à venir et attendent votre réponse.
}

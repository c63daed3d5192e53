attend-title = Venez-vous ?
attend-coming = { $coming ->
    [0] Personne n’a encore dit venir.
    [one] Une personne vient.
   *[other] { $coming } personnes viennent.
}
attend-free = { $free ->
    [one] Il reste une place.
   *[other] Il reste { $free } places.
}
attend-full = { $waiting ->
    [0] C’est complet. Vous pouvez encore vous inscrire sur la liste d’attente : qui rend sa place la laisse à la personne suivante.
    [one] C’est complet, et une personne attend une place. Vous pouvez rejoindre la liste d’attente : qui rend sa place la laisse à la personne suivante.
   *[other] C’est complet, et { $waiting } personnes attendent une place. Vous pouvez rejoindre la liste d’attente : qui rend sa place la laisse à la personne suivante.
}
attend-restricted = L’équipe d’organisation regarde chaque réponse et vous dira.
attend-until = Merci de répondre avant : { $when }.
attend-here = Répondre ici, sans compte
attend-name = Votre nom
attend-name-help = Comme l’équipe vous connaît. Il n’est montré à personne d’autre.
attend-name-missing = Écrivez le nom sous lequel l’équipe vous connaît.
attend-email = Votre courriel
attend-email-help = Pour les changements et pour votre agenda. Vous recevrez une lettre avec un lien ; votre réponse compte quand vous l’avez ouvert.
attend-email-wrong = Écrivez une adresse électronique, comme ana@coop.example, ou laissez vide.
attend-note = Quelque chose que l’équipe devrait savoir
attend-note-help = Accessibilité, repas, qui vous accompagne.
attend-note-long = Écrivez au plus { $most } caractères.
attend-trap = Laissez ceci vide
attend-send = Je viens
attend-consent = Seule l’équipe voit ce que vous écrivez. C’est effacé 30 jours après l’événement.
attend-consent-mail = Seule l’équipe voit ce que vous écrivez. Votre adresse ne reçoit que des lettres sur cet événement. Tout est effacé 30 jours après.
attend-account = Ou avec votre compte
attend-account-how = Sur Mobilizon et Friendica, cherchez l’adresse ci-dessous et dites-y que vous venez. Sur Mastodon et d’autres, cherchez-la et répondez « oui » ; « non » l’annule. { $address } ne répond qu’à vous.
attend-account-address = Adresse de cet événement
attend-too-many = Trop de réponses arrivent d’ici en ce moment. Réessayez dans une heure.
attend-back = L’événement
attend-refused-cancelled = Il n’a pas lieu.
attend-refused-ended = C’est terminé.
attend-refused-closed = Il est trop tard pour répondre.
attend-refused-elsewhere = Les réponses sont prises sur un autre site :
attend-refused-not-needed = Venez simplement : pas besoin de prévenir.
attend-refused-declined = L’équipe ne peut pas vous accueillir cette fois.
attend-mailed-title = Regardez vos courriels
attend-mailed = Nous vous avons écrit. Ouvrez le lien de cette lettre dans les 48 heures et appuyez sur le bouton : alors votre réponse compte.
attend-mailed-next = Rien après quelques minutes ? Regardez dans les indésirables, et si l’adresse était juste.
attend-confirm = Oui, je viens
attend-keep = Gardez l’adresse de cette page, par exemple dans un signet : c’est la seule façon de voir où cela en est et d’annuler votre réponse. Gardez-la pour vous.
attend-own-address = Votre page
attend-leave = Finalement je ne viens pas
attend-leave-says = Votre place va à la personne suivante, et ce que vous avez écrit est effacé. Vous pouvez répondre de nouveau tant qu’il y a de la place.
attend-not-me = Ce n’était pas moi
attend-not-me-says = Nous oublions cette adresse tout de suite.
attend-own-unconfirmed = Encore un pas : dites que c’était vous, et votre réponse compte.
attend-own-asked = Votre réponse est arrivée. L’équipe la regarde.
attend-own-waiting = C’est complet. Vous avez le numéro { $position } sur la liste d’attente.
attend-own-coming = Vous venez.
attend-own-left = Vous ne venez pas. Ce que vous aviez écrit est effacé.
attend-own-cancelled = Cet événement n’a pas lieu.
attend-online = Entrer dans la salle en ligne

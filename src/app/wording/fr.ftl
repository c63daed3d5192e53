# Letters and private notes about somebody's answer to an event.

answer-confirm = Quelqu’un, vous nous l’espérons, a dit à { $coop } que vous venez à « { $event } ». Pour le confirmer, ouvrez le lien ci-dessous dans les 48 heures et appuyez sur le bouton. Si ce n’était pas vous, ne faites rien : il ne se passera rien et nous oublierons cette adresse.
answer-confirm-subject = À confirmer : { $event }
answer-coming = Vous venez à « { $event } ». À bientôt !
answer-coming-subject = Vous venez : { $event }
answer-waiting = « { $event } » est complet. Vous avez le numéro { $position } sur la liste d’attente ; nous vous prévenons dès qu’une place se libère.
answer-waiting-subject = Sur la liste d’attente : { $event }
answer-asked = L’équipe qui organise « { $event } » regarde chaque réponse. Elle vous dira.
answer-asked-subject = Votre réponse est arrivée : { $event }
answer-moved-up = Il y a une place pour vous : vous venez maintenant à « { $event } ». Si vous ne pouvez pas, laissez-la à quelqu’un d’autre.
answer-moved-up-subject = Une place pour vous : { $event }
answer-declined = L’équipe qui organise « { $event } » ne peut pas vous accueillir cette fois.
answer-declined-subject = Pas de place : { $event }
answer-left = Vous ne venez plus à « { $event } ». Merci de nous l’avoir dit.
answer-left-subject = Vous ne venez pas : { $event }
answer-way-in = « { $event } » commence bientôt. Voici votre entrée, pour vous seulement ; la salle ouvre quelques minutes avant.
answer-way-in-subject = Bientôt : { $event }
answer-changed = « { $event } » a changé. Voici ce qu’il en est maintenant.
answer-changed-subject = Changement : { $event }
answer-event-cancelled = « { $event } » n’a pas lieu.
answer-event-cancelled-detail = « { $event } » n’a pas lieu. { $detail }
answer-event-cancelled-subject = Annulé : { $event }
answer-cancelled = « { $event } » n’a pas lieu, personne ne peut donc venir.
answer-cancelled-subject = Annulé : { $event }
answer-ended = « { $event } » est terminé.
answer-ended-subject = Terminé : { $event }
answer-closed = Il est trop tard pour dire que vous venez à « { $event } ».
answer-closed-subject = Trop tard : { $event }
answer-elsewhere = L’équipe qui organise « { $event } » prend les réponses sur un autre site.
answer-elsewhere-detail = L’équipe qui organise « { $event } » prend les réponses sur un autre site : { $detail }.
answer-elsewhere-subject = Réponses ailleurs : { $event }
answer-not-needed = Vous pouvez venir à « { $event } » sans prévenir.
answer-not-needed-subject = Pas besoin de répondre : { $event }

answer-when = Quand
answer-where = Où
answer-page = En savoir plus
answer-line = { $label } : { $said }
answer-confirm-link = Confirmez ici, dans les 48 heures
answer-your-link = Votre page, pour voir où cela en est ou dire que finalement vous ne venez pas ; gardez-la pour vous
answer-say-no = Si finalement vous ne pouvez pas venir, répondez « non ».
answer-why = Vous recevez ceci parce que cette adresse a été donnée à { $coop } pour cet événement. Rien d’autre n’y est envoyé, et elle est effacée 30 jours après l’événement.

# What stands around an event's own words, where there is no page.

event-online = En ligne
event-cancelled = Annulé.
event-cancelled-why = Annulé : { $why }
event-tentative = Pas encore certain.
event-answer = Vous venez ? Répondez « oui » à ceci, ou dites-le sur la page de l'événement.

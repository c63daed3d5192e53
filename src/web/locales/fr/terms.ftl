# Ce que coûte de rendre des places convenues, et les places gardées pour les événements du commun.
terms-notice = Si des places sont rendues
terms-notice-help = Qui annule, ou demande moins, rend des places que d’autres auraient pu avoir. Vous pouvez dire jusqu’à quand c’est gratuit, et quelle part compte comme utilisée ensuite. Laissez les trois vides si c’est toujours gratuit.
terms-free-until = Gratuit jusqu’à tant de temps avant le début
terms-free-until-help = En heures, comme 24 ou 1:30.
terms-free-until-unit = heures
terms-free-until-wrong = Écrivez des heures, comme 24 ou 1:30.
terms-late = Ensuite, compte comme utilisé
terms-late-help = De ce qui est rendu.
terms-no-show = Si personne ne vient, compte comme utilisé
terms-no-show-help = De tout ce qui était convenu.
terms-percent-wrong = Écrivez un nombre entier de 0 à 100.
terms-notice-free = Rendre des places est toujours gratuit.
terms-notice-late = Rendre des places est gratuit jusqu’à { $before } avant le début ; ensuite, { $percent } de ce qui est rendu compte comme utilisé.
terms-notice-no-show = Si personne ne vient, { $percent } de ce qui était convenu compte comme utilisé.
terms-giving-back = Si vous rendez des places
terms-commons = Événements du commun
terms-commons-help = Quelques places peuvent être gardées pour les réunions du commun lui-même, comme les assemblées de plusieurs coopératives. Les autres les voient une fois passé le délai pour les demander.
terms-commons-seats = Places gardées pour eux
terms-commons-seats-wrong = Écrivez un nombre entier, au plus { $most }.
terms-commons-until = Jusqu’à tant de temps avant le début
terms-commons-until-help = Ensuite, elles sont libres pour tout le monde. Vide, elles sont gardées jusqu’au début.
terms-commons-until-wrong = Écrivez un nombre entier d’heures, au plus un an.
terms-whole-wrong = Écrivez un nombre entier.
terms-kept = { $count ->
    [one] { $seats } place est gardée pour les événements du commun jusqu’à { $before } avant le début.
   *[other] { $seats } places sont gardées pour les événements du commun jusqu’à { $before } avant le début.
  }

# Ce que coûte de rendre des places, dit avant de le faire.
terms-cancel-title = Rendre ces places ?
terms-cancel-not = Les garder
terms-cost-nothing = Cela ne coûte rien.
terms-cost-free-until = Cela ne coûte rien jusqu’au { $until }.
terms-cost = { $amount } comptent comme utilisées, parce que d’autres ne peuvent plus guère s’en servir.
terms-cost-due = { $amount } comptent comme utilisées, parce que d’autres ne peuvent plus guère s’en servir. En retour, { $due } sont dus.
terms-fee = Rendu tard
terms-fee-due = { $amount } comptent comme utilisées. Elles deviennent une écriture du livre le { $when }.
terms-waive = Laisser passer
terms-waive-says = Rien n’est compté, et { $name } en est informée. Cela ne peut pas être annulé.
terms-waived = { $name } ne doit rien pour cela, et en est informée.

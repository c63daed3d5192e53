agreement-impossible-slot-invalid = Ce créneau n’est pas possible. Choisissez des minutes entières, 14 jours au plus, dans les deux ans à venir.
agreement-impossible-unanswered = Trop de changements de cet accord attendent une réponse. Attendez-en une, ou annulez-le.
agreement-impossible-changed = Autre chose est demandé maintenant. Regardez à nouveau, et répondez à cela.
agreement-compare = Ce qui changerait
agreement-compare-what = Quoi
agreement-compare-when = Quand
agreement-compare-seats = Places
agreement-compare-terms = En échange
agreement-compare-now = Convenu actuellement
agreement-compare-first = Demandé d’abord
agreement-compare-asked = Demandé maintenant
agreement-compare-proposed = Proposé
agreement-unsure-them = { $name } n’est pas encore sûre, et décidera avant { $until }.
agreement-propose = Proposer autre chose
agreement-propose-other = Proposer encore autre chose
agreement-pending-title = { $name } demande un changement
agreement-pending-held = Ce qui est convenu tient jusqu’à votre réponse. Les places des deux sont retenues jusqu’au { $until } ; sans réponse, rien ne change.
agreement-pending = Ce qui est convenu tient jusqu’à votre réponse, au plus tard { $until }. Aucune place de plus n’est retenue d’ici là ; quand vous direz oui, on vérifiera à nouveau s’il y a de la place.
agreement-accept-change = Accepter le changement
agreement-accept-change-says = Il remplace ce qui est convenu, et { $name } en est informée.
agreement-reject-change = Refuser le changement
agreement-reject-change-says = Ce qui est convenu reste tel quel. { $name } en est informée, avec votre note.
agreement-granted-them = { $name } n’est pas encore sûre. Les places lui sont retenues jusqu’au { $until }, puis libérées si elle n’a pas confirmé.
agreement-take-back = Retirer la proposition
agreement-take-back-says = Ce qui est convenu reste tel quel, et { $name } en est informée.
agreement-our-counter-title = Vous avez proposé autre chose
agreement-our-counter = { $name } peut accepter jusqu’au { $until }. Les places sont retenues jusque-là.
agreement-asked-title = Vous avez demandé un changement
agreement-asked = Rien ne change tant que { $name } n’a pas accepté.
agreement-asked-until = Elle peut répondre jusqu’au { $until }.
agreement-keep = Retirer le changement
agreement-keep-says = Rien ne change, et { $name } en est informée.
agreement-counter-title = { $name } propose autre chose
agreement-counter-agreed = Les places vous sont retenues jusqu’au { $until }. Sans votre oui d’ici là, rien ne change.
agreement-counter-offered = Les places vous sont retenues jusqu’au { $until }. Sans votre oui d’ici là, la demande prend fin.
agreement-confirm-counter = Accepter
agreement-confirm-counter-says = C’est convenu dès que { $name } le sait.
agreement-keep-agreed = Garder ce qui était convenu
agreement-keep-agreed-says = { $name } apprend que vous le voulez tel que convenu.
agreement-change-other = Demander autre chose
agreement-unsure-title = Vous n’êtes pas encore sûrs
agreement-unsure-asked = Vous avez demandé de retenir les places jusqu’au { $until }. { $name } n’a pas encore dit oui.
agreement-granted = Les places vous sont retenues jusqu’au { $until }. Dites d’ici là que vous êtes sûrs ; sinon elles redeviennent libres.
agreement-sure = Nous sommes sûrs
agreement-sure-says = { $name } en est informée, et c’est convenu.
agreement-trouble-title = Le serveur de réunion ne répond pas
agreement-trouble-provider = Depuis { $since }. { $name } a été prévenue. Dès qu’un serveur répond à nouveau, cet avis disparaît de lui-même.
agreement-trouble-receiver = { $name } le signale, depuis { $since }. L’accord tient, et vous serez prévenus quand le serveur répondra. Pensez à un autre créneau ou à une autre coopérative au cas où.
agreement-refused-change = { $name } a refusé le changement
agreement-refused-change-by-us = Le changement a été refusé
agreement-refused-change-stands = Tout reste comme avant.
agreement-ended-no-show = Personne n’est venu.
agreement-ended-server-failure = Le serveur de réunion était en panne ; cela ne coûte rien.
agreement-fee-to-us = { $name } doit { $amount } pour les places rendues.
agreement-fee-to-them = Vous devez { $amount } à { $name } pour les places rendues.
agreement-changing = Changer ou terminer
agreement-change = Demander d’autres places ou un autre horaire
agreement-no-show = Personne n’est venu
agreement-no-show-says = Il prend fin sans avoir servi, et { $name } en est informée. Le coût suit les conditions de préavis. C’est définitif.
agreement-cost-nothing = Cela ne coûte rien maintenant.
agreement-cost = Cela coûte { $amount } maintenant.
agreement-change-title = Demander un changement
agreement-propose-title = Proposer autre chose à { $name }
agreement-change-says = Ce qui est convenu tient jusqu’à ce que { $name } accepte le changement.
agreement-change-form = Ce que vous voulez à la place
agreement-propose-form = Ce que vous pouvez offrir à la place
agreement-change-look = Voir ce qui changerait
agreement-change-look-says = Rien n’est encore envoyé.
agreement-propose-send = Le proposer à { $name }
agreement-propose-says = Les places sont retenues jusqu’à la réponse de { $name }, trois jours au plus.
agreement-propose-note = Un mot à ce sujet
agreement-propose-note-help = Pourquoi, ou ce qui conviendrait aussi.
agreement-change-cancel = Laisser tel quel
agreement-change-send = Le demander à { $name }
agreement-change-send-says = Moins de places ou de temps est accepté aussitôt. Pour plus, { $name } répond.
agreement-change-again = Modifier encore
agreement-series = Toutes les dates
agreement-series-this = celle-ci
agreement-series-accept =
    { $count ->
        [one] Dire oui à celle qui attend
       *[other] Dire oui aux { $count } qui attendent
    }
agreement-series-accept-says = Chacune pour laquelle il y a de la place est acceptée, et { $name } en est informée.
agreement-series-reject =
    { $count ->
        [one] Dire non à celle qui attend
       *[other] Dire non aux { $count } qui attendent
    }
agreement-series-reject-says = { $name } en est informée. Ce qui est déjà convenu reste.
agreement-series-cancel =
    { $count ->
        [one] Annuler celle-ci
       *[other] Annuler celle-ci et les suivantes ({ $count })
    }
agreement-series-cancel-says = { $name } en est informée, et les places sont libres pour d’autres. C’est définitif.
agreement-done-amended = Vous avez demandé le changement à { $name }.
agreement-done-countered = Vous l’avez proposé à { $name }.
agreement-done-confirmed = { $name } apprend que vous êtes d’accord.
agreement-done-kept = { $name } apprend que vous le voulez tel que convenu.
agreement-done-no-show = Il est noté que personne n’est venu, et { $name } en est informée.
agreement-done-series = C’est fait pour toutes, et { $name } en est informée.
agreement-done-series-left = C’est fait là où c’était possible, et { $name } en est informée. Pour les autres, voyez chacune.
agreement-step-we-changed = Vous avez demandé un changement
agreement-step-they-changed = { $name } a demandé un changement
agreement-step-we-countered = Vous avez proposé autre chose
agreement-step-they-countered = { $name } a proposé autre chose
agreement-step-until = Réponse attendue jusqu’au { $until }
agreement-step-changed =
    { $count ->
        [one] Modifié une fois
       *[other] Modifié { $count } fois
    }
agreement-step-no-show = Personne n’est venu
agreement-step-failed = Le serveur était en panne
agreement-state-change-for-us = Un changement vous attend
agreement-state-change-for-them = Un changement les attend
agreement-state-unsure = Retenu, pas encore sûr
agreement-state-trouble = Convenu, mais le serveur ne répond pas
agreement-overview-change = { $name } demande un autre horaire ou d’autres places. Ce qui est convenu tient jusqu’à votre réponse, { $when } au plus tard.
agreement-overview-counter = { $name } propose autre chose. Les places vous sont retenues ; la proposition prend fin { $when }.
agreement-overview-unsure = { $name } vous retient les places. Dites que vous êtes sûrs ; sinon elles sont libérées { $when }.
agreement-cancel-look = Voir ce que coûte l’annulation

agreement-impossible-slot-invalid = Ce créneau n’est pas possible. Choisissez des minutes entières, 14 jours au plus, dans les deux ans à venir.
agreement-impossible-unanswered = Trop de changements de cet accord attendent une réponse. Attendez-en une, ou annulez-le.
agreement-impossible-changed = Autre chose est demandé maintenant. Regardez à nouveau, et répondez à cela.

# Why a request for seats was refused, and what to do next.
refusals-closed = Les salles sont fermées pendant une partie de ce temps. Choisissez des heures où elles sont ouvertes.
refusals-notice-short =
  C’est trop tôt : demandez au moins { $count ->
    [one] { $minutes } minute
    *[other] { $minutes } minutes
  } avant le début.
refusals-too-far-ahead =
  C’est trop loin : au plus { $count ->
    [one] { $days } jour
    *[other] { $days } jours
  } à l’avance.
refusals-rooms-short = Toutes les salles sont occupées pendant une partie de ce temps. Essayez une autre heure.
refusals-room-too-small =
  Aucune salle n’est assez grande : au plus { $count ->
    [one] { $seats } personne
    *[other] { $seats } personnes
  }.
refusals-server-down = Leur serveur de réunion ne répond pas en ce moment. Réessayez plus tard, ou demandez à une autre coopérative.
refusals-partner-limit =
  { $count ->
    [0] Vous avez déjà toutes les places qu’elle peut vous prêter à cette heure.
    [one] Elle peut vous prêter encore { $seats } place à cette heure.
    *[other] Elle peut vous prêter encore { $seats } places à cette heure.
  }
refusals-partner-month-limit = C’est plus que ce qu’elle peut vous prêter ce mois-ci. Demandez moins, ou un autre mois.
refusals-owed-limit = Vous lui devriez plus qu’elle ne le permet : il reste { $left }. Rendez d’abord quelque chose, ou demandez moins.
refusals-fair-use-changed = La charte d’usage a changé. Relisez-la et demandez de nouveau.
refusals-unanswered = Personne n’a répondu à temps. Vous pouvez redemander.

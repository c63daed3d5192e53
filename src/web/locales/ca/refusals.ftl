# Why a request for seats was refused, and what to do next.
refusals-closed = Les sales són tancades durant una part d’aquest temps. Trieu unes hores en què siguin obertes.
refusals-notice-short =
  És massa aviat: demaneu-ho com a mínim { $count ->
    [one] { $minutes } minut
    *[other] { $minutes } minuts
  } abans de començar.
refusals-too-far-ahead =
  És massa lluny: com a màxim { $count ->
    [one] { $days } dia
    *[other] { $days } dies
  } per endavant.
refusals-rooms-short = Totes les sales estan ocupades durant una part d’aquest temps. Proveu una altra hora.
refusals-room-too-small =
  Cap sala no és prou gran: com a màxim { $count ->
    [one] { $seats } persona
    *[other] { $seats } persones
  }.
refusals-server-down = El seu servidor de reunions no respon en aquest moment. Torneu-ho a provar més tard o demaneu-ho a una altra cooperativa.
refusals-partner-limit =
  { $count ->
    [0] Ja teniu totes les places que us poden deixar a aquesta hora.
    [one] Us poden deixar { $seats } plaça més a aquesta hora.
    *[other] Us poden deixar { $seats } places més a aquesta hora.
  }
refusals-partner-month-limit = És més del que us poden deixar aquest mes. Demaneu-ne menys o un altre mes.
refusals-owed-limit = Els deuríeu més del que permeten: encara podeu deure { $left }. Torneu-los alguna cosa abans o demaneu-ne menys.
refusals-fair-use-changed = Han canviat el text d’ús responsable. Torneu-lo a llegir i demaneu-ho de nou.
refusals-unanswered = Ningú no ha respost a temps. Podeu tornar-ho a demanar.

# Why a request for seats was refused, and what to do next.
refusals-closed = Las salas están cerradas durante parte de este tiempo. Elegid unas horas en que estén abiertas.
refusals-notice-short =
  Es demasiado pronto: pedidlo al menos { $count ->
    [one] { $minutes } minuto
    *[other] { $minutes } minutos
  } antes de empezar.
refusals-too-far-ahead =
  Es demasiado lejos: como mucho { $count ->
    [one] { $days } día
    *[other] { $days } días
  } por adelantado.
refusals-rooms-short = Todas las salas están ocupadas durante parte de este tiempo. Probad otra hora.
refusals-room-too-small =
  Ninguna sala es tan grande: como mucho { $count ->
    [one] { $seats } persona
    *[other] { $seats } personas
  }.
refusals-server-down = Su servidor de reuniones no responde en este momento. Probad más tarde o pedidlo a otra cooperativa.
refusals-partner-limit =
  { $count ->
    [0] Ya tenéis todas las plazas que os pueden dejar a esta hora.
    [one] Os pueden dejar { $seats } plaza más a esta hora.
    *[other] Os pueden dejar { $seats } plazas más a esta hora.
  }
refusals-partner-month-limit = Es más de lo que os pueden dejar este mes. Pedid menos u otro mes.
refusals-owed-limit = Les deberíais más de lo que permiten: aún podéis deber { $left }. Devolved algo antes o pedid menos.
refusals-fair-use-changed = Han cambiado el texto de uso responsable. Leedlo de nuevo y pedidlo otra vez.
refusals-unanswered = Nadie ha respondido a tiempo. Podéis volver a pedirlo.

# Qué cuesta devolver plazas acordadas, y plazas que se reservan para actos del común.
terms-notice = Si se devuelven plazas
terms-notice-help = Quien cancela, o pide menos, devuelve plazas que otras personas podrían haber tenido. Podéis decir hasta cuándo es gratuito y qué parte cuenta como usada después. Dejadlo todo vacío si siempre es gratuito.
terms-free-until = Gratuito hasta tanto tiempo antes de empezar
terms-free-until-help = En horas, como 24 o 1:30.
terms-free-until-unit = horas
terms-free-until-wrong = Escribid horas, como 24 o 1:30.
terms-late = Después, cuenta como usado
terms-late-help = De lo que se devuelve.
terms-no-show = Si no viene nadie, cuenta como usado
terms-no-show-help = De todo lo acordado.
terms-percent-wrong = Escribid un número entero del 0 al 100.
terms-notice-free = Devolver plazas siempre es gratuito.
terms-notice-late = Devolver plazas es gratuito hasta { $before } antes de empezar; después, el { $percent } de lo que se devuelve cuenta como usado.
terms-notice-no-show = Si no viene nadie, el { $percent } de lo acordado cuenta como usado.
terms-giving-back = Si devolvéis plazas
terms-commons = Actos del común
terms-commons-help = Se pueden reservar algunas plazas para reuniones del propio común, como asambleas de varias cooperativas. Las demás personas las ven cuando ya ha pasado el plazo para pedirlas.
terms-commons-seats = Plazas que se les reservan
terms-commons-seats-wrong = Escribid un número entero, como mucho { $most }.
terms-commons-until = Hasta tanto tiempo antes de empezar
terms-commons-until-help = Después son libres para todo el mundo. Vacío, se reservan hasta que empieza.
terms-commons-until-wrong = Escribid un número entero de horas, como mucho un año.
terms-whole-wrong = Escribid un número entero.
terms-kept = { $count ->
    [one] { $seats } plaza se reserva para actos del común hasta { $before } antes de empezar.
   *[other] { $seats } plazas se reservan para actos del común hasta { $before } antes de empezar.
  }

# Qué cuesta devolver plazas, dicho antes de hacerlo.
terms-cancel-title = ¿Devolverlo?
terms-cancel-not = No devolverlo
terms-cost-nothing = No cuesta nada.
terms-cost-free-until = No cuesta nada hasta el { $until }.
terms-cost = Cuentan como usadas { $amount }, porque otras personas ya casi no pueden usarlas.
terms-cost-due = Cuentan como usadas { $amount }, porque otras personas ya casi no pueden usarlas. A cambio se deben { $due }.
terms-fee = Devuelto tarde
terms-fee-due = Cuentan como usadas { $amount }. Serán un apunte del libro el { $when }.
terms-waive = Dejarlo pasar
terms-waive-says = No se cuenta nada, y { $name } recibe el aviso. No se puede deshacer.
terms-waived = { $name } no debe nada por ello, y recibe el aviso.

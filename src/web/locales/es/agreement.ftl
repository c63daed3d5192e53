agreement-impossible-slot-invalid = Esa hora no se puede usar. Elegid minutos enteros, como mucho 14 días, dentro de los próximos dos años.
agreement-impossible-unanswered = Demasiados cambios de este acuerdo esperan respuesta. Esperad una o canceladlo.
agreement-impossible-changed = Ahora se pide otra cosa. Miradlo de nuevo y responded a eso.
agreement-compare = Qué cambiaría
agreement-compare-what = Qué
agreement-compare-when = Cuándo
agreement-compare-seats = Plazas
agreement-compare-terms = A cambio
agreement-compare-now = Acordado ahora
agreement-compare-first = Pedido primero
agreement-compare-asked = Pedido ahora
agreement-compare-proposed = Propuesto
agreement-unsure-them = { $name } todavía no está segura y decidirá antes de { $until }.
agreement-propose = Proponed otra cosa
agreement-propose-other = Proponed otra cosa en su lugar
agreement-pending-title = { $name } pide un cambio
agreement-pending-held = Lo acordado se mantiene hasta que respondáis. Las plazas de ambas cosas se reservan hasta { $until }; sin respuesta, queda como estaba acordado.
agreement-pending = Lo acordado se mantiene hasta que respondáis, como muy tarde { $until }. Mientras tanto no se reservan más plazas; cuando digáis que sí, se vuelve a comprobar si hay sitio.
agreement-accept-change = Aceptad el cambio
agreement-accept-change-says = Sustituye lo acordado, y se avisa a { $name }.
agreement-reject-change = Rechazad el cambio
agreement-reject-change-says = Lo acordado queda como está. Se avisa a { $name }, con vuestra nota.
agreement-granted-them = { $name } todavía no está segura. Las plazas se le reservan hasta { $until } y quedan libres si no lo ha confirmado.
agreement-take-back = Retirad la propuesta
agreement-take-back-says = Lo acordado queda como está, y se avisa a { $name }.
agreement-our-counter-title = Habéis propuesto otra cosa
agreement-our-counter = { $name } puede aceptarlo hasta { $until }. Sus plazas se reservan hasta entonces.
agreement-asked-title = Habéis pedido un cambio
agreement-asked = Queda como estaba hasta que { $name } esté de acuerdo.
agreement-asked-until = Pueden responder hasta { $until }.
agreement-keep = Retirad el cambio
agreement-keep-says = Queda como estaba acordado, y se avisa a { $name }.
agreement-counter-title = { $name } propone otra cosa
agreement-counter-agreed = Sus plazas se os reservan hasta { $until }. Si antes no decís que sí, queda como estaba acordado.
agreement-counter-offered = Sus plazas se os reservan hasta { $until }. Si antes no decís que sí, la petición termina.
agreement-confirm-counter = Aceptadlo
agreement-confirm-counter-says = Queda acordado en cuanto { $name } lo sabe.
agreement-keep-agreed = Mantened lo acordado
agreement-keep-agreed-says = Se avisa a { $name } de que lo queréis como estaba acordado.
agreement-change-other = Pedid otra cosa
agreement-unsure-title = Todavía no estáis seguros
agreement-unsure-asked = Habéis pedido que se reserven las plazas hasta { $until }. { $name } aún no ha dicho que sí.
agreement-granted = Las plazas se os reservan hasta { $until }. Decid antes que estáis seguros; si no, vuelven a quedar libres.
agreement-sure = Estamos seguros
agreement-sure-says = Se avisa a { $name }, y queda acordado.
agreement-trouble-title = El servidor de reuniones no responde
agreement-trouble-provider = Desde { $since }. Se ha avisado a { $name }. Cuando un servidor vuelva a responder, este aviso desaparece solo.
agreement-trouble-receiver = { $name } lo ha dicho, desde { $since }. El acuerdo se mantiene, y se os avisará cuando el servidor vuelva a responder. Pensad en otra hora u otra cooperativa por si no lo hace.
agreement-refused-change = { $name } ha rechazado el cambio
agreement-refused-change-by-us = El cambio se ha rechazado
agreement-refused-change-stands = Todo queda como estaba.
agreement-ended-no-show = No vino nadie.
agreement-ended-server-failure = El servidor de reuniones falló; no cuesta nada.
agreement-fee-to-us = { $name } debe { $amount } por las plazas devueltas.
agreement-fee-to-them = Debéis { $amount } a { $name } por las plazas devueltas.
agreement-changing = Cambiarlo o terminarlo
agreement-change = Pedid otras plazas u otra hora
agreement-no-show = No vino nadie
agreement-no-show-says = Termina sin haberse usado, y se avisa a { $name }. El coste sigue las condiciones de aviso. No se puede deshacer.
agreement-cost-nothing = Ahora no cuesta nada.
agreement-cost = Ahora cuesta { $amount }.
agreement-change-title = Pedid un cambio
agreement-propose-title = Proponed otra cosa a { $name }
agreement-change-says = Lo acordado se mantiene hasta que { $name } acepte el cambio.
agreement-change-form = Qué queréis en su lugar
agreement-propose-form = Qué podéis ofrecer en su lugar
agreement-change-look = Ved qué cambiaría
agreement-change-look-says = Todavía no se envía nada.
agreement-propose-send = Proponedlo a { $name }
agreement-propose-says = Las plazas se reservan hasta que { $name } haya respondido, tres días como mucho.
agreement-propose-note = Una nota
agreement-propose-note-help = Por qué, o qué más podría servir.
agreement-change-cancel = Dejadlo como está
agreement-change-send = Pedídselo a { $name }
agreement-change-send-says = Menos plazas o menos tiempo se acuerdan al momento. Para más, responde { $name }.
agreement-change-again = Cambiadlo otra vez
agreement-series = Todas las veces
agreement-series-this = esta
agreement-series-accept =
    { $count ->
        [one] Decid que sí a la que espera
       *[other] Decid que sí a las { $count } que esperan
    }
agreement-series-accept-says = Se acuerda cada una para la que hay sitio, y se avisa a { $name } de cada una.
agreement-series-reject =
    { $count ->
        [one] Decid que no a la que espera
       *[other] Decid que no a las { $count } que esperan
    }
agreement-series-reject-says = Se avisa a { $name }. Lo ya acordado se mantiene.
agreement-series-cancel =
    { $count ->
        [one] Cancelad esta
       *[other] Cancelad esta y las siguientes ({ $count })
    }
agreement-series-cancel-says = Se avisa a { $name }, y las plazas quedan libres para otros. No se puede deshacer.
agreement-done-amended = Habéis pedido el cambio a { $name }.
agreement-done-countered = Lo habéis propuesto a { $name }.
agreement-done-confirmed = Se avisa a { $name } de que estáis de acuerdo.
agreement-done-kept = Se avisa a { $name } de que lo queréis como estaba acordado.
agreement-done-no-show = Queda constancia de que no vino nadie, y se avisa a { $name }.
agreement-done-series = Hecho para todas, y se avisa a { $name }.
agreement-done-series-left = Hecho donde se ha podido, y se avisa a { $name }. Para las demás, miradlas una por una.
agreement-step-we-changed = Habéis pedido un cambio
agreement-step-they-changed = { $name } ha pedido un cambio
agreement-step-we-countered = Habéis propuesto otra cosa
agreement-step-they-countered = { $name } ha propuesto otra cosa
agreement-step-until = Hay que responder hasta { $until }
agreement-step-changed =
    { $count ->
        [one] Cambiado una vez
       *[other] Cambiado { $count } veces
    }
agreement-step-no-show = No vino nadie
agreement-step-failed = El servidor falló
agreement-state-change-for-us = Un cambio os espera
agreement-state-change-for-them = Un cambio les espera
agreement-state-unsure = Reservado, aún no seguro
agreement-state-trouble = Acordado, pero el servidor no responde
agreement-overview-change = { $name } pide otra hora u otras plazas. Lo acordado se mantiene hasta que respondáis, { $when } como muy tarde.
agreement-overview-counter = { $name } propone otra cosa. Sus plazas se os reservan; la propuesta termina { $when }.
agreement-overview-unsure = { $name } os reserva las plazas. Decid que estáis seguros; si no, se sueltan { $when }.
agreement-cancel-look = Ved qué cuesta cancelarlo

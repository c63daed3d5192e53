statements-title = Extractos
statements-lead = Lo que tú y cada cooperativa os habéis dado en un mes, contado y firmado por ambas. Los meses se cierran solos, un día después de terminar.
statements-to-ledger = Libro de cuentas
statements-filter = Mostrar
statements-filter-all = Todos
statements-filter-open = No firmados por ambas
statements-filter-agreed = Firmados por ambas
statements-empty-title = Aún no hay extractos
statements-empty = Cuando termina un mes con apuntes firmados, ambas cooperativas lo cuentan y firman el mismo extracto. Aparece aquí.
statements-with =
    { $count ->
        [one] Con { $name }: { $number } apunte
       *[other] Con { $name }: { $number } apuntes
    }
statements-state-agreed = Firmado por ambas
statements-state-sent = Les espera
statements-state-arrived = Comprobándose
statements-state-refused = No confirmado
statements-state-superseded = Sustituido
statements-says-agreed = Tú y { $name } habéis contado lo mismo y lo habéis firmado.
statements-says-sent = Lo has firmado. { $name } cuenta por su parte y firma cuando le sale lo mismo.
statements-says-arrived = { $name } lo ha firmado. Tu nodo cuenta por su parte y firma cuando le sale lo mismo.
statements-says-superseded = Otro extracto ocupó su lugar. Se conserva y ya no cuenta nada.
statements-refused-differs = Las dos cooperativas cuentan apuntes distintos en este periodo. Se comparan los libros y después se hace solo un extracto nuevo. Si sigue así, mira las disputas con { $name }.
statements-refused-totals = Los apuntes firmados son los mismos, pero no lo que está en camino o en disputa. Se comparan los libros y después se hace solo un extracto nuevo. Si sigue así, mira las disputas con { $name }.
statements-refused-period = No seguía al último extracto que ambas conocen. Se envía a { $name } lo que se firmó antes y después se hace solo uno nuevo.
statements-refused-not-ready = { $name } aún no puede cerrar este periodo. Se vuelve a intentar solo.
statements-refused-not-yet = Tu cooperativa aún no podía cerrar este periodo. { $name } lo vuelve a intentar solo.
statements-refused-other = No se pudo confirmar. Habla con { $name }.
statements-close = Cerrar un periodo ahora
statements-close-says = No hace falta: los meses se cierran solos. Esto sirve para ajustar cuentas antes.
statements-close-with = Con quién
statements-close-choose = Elige una cooperativa
statements-close-with-missing = Elige con quién se cierra el periodo.
statements-close-until = Hasta, incluido
statements-close-until-help = Un día que ya ha pasado, como 2027-03-31. Los días se cuentan en UTC para que sean los mismos para ambas.
statements-close-until-wrong = Escribe un día, como 2027-03-31.
statements-close-button = Contar, firmar y enviar
statements-problem-not-over = Ese día aún no ha terminado. Elige uno anterior.
statements-problem-closed = Tú y { $name } ya habéis firmado un extracto que llega hasta ese día.
statements-problem-open = Un extracto con { $name } espera respuesta. Cuando la tenga, puede seguir el siguiente.
statements-problem-empty = En ese tiempo tú y { $name } no habéis firmado nada que no esté ya en un extracto.
statements-problem-unconfirmed = No se ha podido contactar con { $name } desde que tu nodo se inició, y por eso aún no se le firma nada. Compara los libros con esa cooperativa y vuelve a intentarlo.
statements-problem-no-books = No llevas cuentas con { $name }.
statements-done-proposed = Has firmado, y se pide a { $name } que cuente por su parte y firme también.
statements-one-title = Extracto con { $name }
statements-standing = Cómo está
statements-totals = Lo que suma
statements-opening = Antes
statements-closing = Después
statements-signatures = Quién ha firmado
statements-unsigned = No ha firmado
statements-signed-maker = Contado y firmado { $when }, con la clave { $key }
statements-signed = Contó lo mismo y firmó { $when }, con la clave { $key }
statements-file = Descárgalo con todos los apuntes
statements-file-help = Cualquiera puede comprobar este archivo con «ledger verify», en cualquier nodo y sin el tuyo.
statements-entries = Los apuntes que cuenta
statements-entries-all =
    { $count ->
        [one] Mostrar el único apunte
       *[other] Mostrar los { $number } apuntes
    }
statements-proof = Para comprobarlo
statements-count = Apuntes
statements-digest = Huella de los apuntes
statements-previous = Sigue a
statements-proposed-at = Llegó aquí
statements-agreed-at = Firmado por ambas
statements-refusal-note = Por qué no se confirmó
statements-logs = Lo que cada parte había firmado hasta entonces
statements-address = Su dirección
statements-document = El documento firmado
statements-overview = Extractos que no están firmados por ambas

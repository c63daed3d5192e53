# What a partner may owe.
owed-title = Qué os puede deber
owed-help = Lo que pida de más se rechaza, y se le dice qué queda. Las plazas acordadas cuentan enseguida; lo que devuelve cuenta cuando lo han firmado las dos. Vacío no pone límite.
owed-hours = horas
owed-currency = Otra moneda
owed-currency-help = Tres letras, como EUR, para plazas que se pagan con dinero.
owed-currency-wrong = Escribid las tres letras de una moneda, como EUR.
owed-amount = Como mucho, en esa moneda
owed-wrong = Escribid horas, como 100 o 1:30, o dinero, como 120,50, o dejadlo vacío.
owed-says = { $owed } de un máximo de { $most }
owed-warning = Si decís que sí, { $name } os debería más de lo que elegisteis: quedan { $left }. Todavía podéis aceptar.

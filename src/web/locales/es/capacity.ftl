capacity-title = Plazas
capacity-lead = Quién tiene sitio a la hora que necesitáis: todo lo que ofrecen vuestras socias, y lo que ofrecéis vosotras.
capacity-date = Día
capacity-date-wrong = Elegid un día.
capacity-from = De
capacity-to = A
capacity-to-help = Antes del comienzo significa el día siguiente.
capacity-to-same = El final tiene que ser después del comienzo.
capacity-time-wrong = Escribid una hora, como 18:00.
capacity-time-jumped = Ese día el reloj se adelanta y las { $time } no existen. Elegid una hora más tarde.
capacity-past = Esa hora ya ha pasado. Elegid una posterior.
capacity-too-far = Está demasiado lejos. Elegid un día de los próximos dos años.
capacity-seats = Plazas
capacity-seats-wrong = Escribid cuántas plazas necesitáis, con un número entero.
capacity-language = Lengua
capacity-region = Región
capacity-energy = Energía
capacity-any = Cualquiera
capacity-search = Buscar
capacity-search-help = Rellenad lo que os importe; el resto puede quedar vacío.
capacity-search-again = Empezar de nuevo
capacity-everything = Todo lo que se comparte
capacity-results =
    { $count ->
        [one] Una oferta encaja
       *[other] { $number } ofertas encajan
    }
capacity-order = Primero van las salas justo lo bastante grandes, para que las mayores queden libres para quien las necesite.
capacity-nothing-title = A esa hora no lo tiene nadie
capacity-nothing = Probad otra hora, menos plazas o cualquier lengua y región. Quizá lo ofrezca una cooperativa que aún no conocéis.
capacity-empty-title = Todavía nadie os ofrece nada
capacity-empty = En cuanto una socia ofrezca plazas, o lo hagáis vosotras, saldrán aquí.
capacity-to-peers = Encontrar otras cooperativas
capacity-to-resources = Compartir las vuestras
capacity-own = Vuestra
capacity-free =
    { $count ->
        [one] { $seats } libre
       *[other] { $seats } libres
    }
capacity-why-free =
    { $count ->
        [one] { $free } de { $seats } está libre: { $when }
       *[other] { $free } de { $seats } están libres: { $when }
    }
capacity-why-seats =
    { $count ->
        [one] { $seats } en total
       *[other] { $seats } en total
    }
capacity-why-language = Os pueden ayudar en esta lengua: { $language }
capacity-why-languages = Os pueden ayudar en: { $languages }
capacity-why-terms = Condiciones: { $terms }
capacity-ask =
    { $count ->
        [0] Pedir plazas a { $name }
       *[other] Pedir { $seats } a { $name }
    }
capacity-ask-title = Pedir plazas a { $name }
capacity-ask-lead = La petición va a { $name }, que responde enseguida o cuando alguien la haya mirado.
capacity-ask-form = Vuestra petición
capacity-ask-what = Para qué es
capacity-ask-what-help = Lo ve { $name }, y también quien participa. Por ejemplo «Asamblea general».
capacity-ask-seats-help = Como máximo { $most }.
capacity-ask-seats-wrong = Escribid un número entero del 1 al { $most }.
capacity-ask-send = Pedírselo a { $name }
capacity-ask-says = Podéis echaros atrás hasta que termine la reunión.
capacity-ask-cancel = Volver a la búsqueda
capacity-title-missing = Escribid para qué es.
capacity-title-long = Es demasiado largo: como máximo { $most } caracteres.
capacity-provider = Lo ofrece
capacity-in-return = Condiciones

resources-title = Recursos
resources-lead = Lo que comparte vuestra cooperativa: servidores de reuniones y cualquier otra cosa.
resources-empty-title = Todavía no se comparte nada
resources-empty = Añadid vuestro primer servidor de reuniones: sus plazas, sus lenguas y cómo se entra. Después ofreced sus plazas a vuestras socias.
resources-empty-member = Cuando alguien que lleva los servidores añada algo, saldrá aquí.
resources-add = Compartir un servidor de reuniones
resources-add-other = Compartir otra cosa
resources-status-shown = Lo ve todo el mundo
resources-status-not-offered = Aún no se ofrece
resources-status-public = Se ofrece a todo el mundo
resources-status-partners = Se ofrece a las socias
resources-new-title = Compartir un servidor de reuniones
resources-new-lead = Servidores propios, en los que cada acuerdo tiene su sala, o una sala con dirección fija, sea cual sea el programa. Cada acuerdo tiene una página que lleva a ella.
resources-new-other-title = Compartir otra cosa
resources-new-other-lead = Una cabina de interpretación, almacenamiento, un equipo de cámaras: las demás ven que lo tenéis y os lo piden.
resources-new-other-instead = ¿Queréis compartir otra cosa?
resources-new-server-instead = ¿Queréis compartir un servidor de reuniones?
resources-change-title = Cambiar { $name }
resources-change-lead = Vuestras socias ven los cambios enseguida. Lo acordado queda igual.
resources-change-save = Guardar
resources-cancel = Volver sin guardar
resources-share = Compartir
resources-name = Nombre
resources-name-help = Como la gente llama a la sala, en una lengua o en varias.
resources-name-other-help = Como la gente lo llama, en una lengua o en varias.
resources-name-missing = Escribid un nombre al menos en una lengua.
resources-too-long = Es demasiado largo: como máximo { $most } caracteres.
resources-category = Qué es
resources-category-help = En una palabra o dos.
resources-category-missing = Escribid qué es, en una palabra o dos.
resources-category-interpretation = Cabina de interpretación
resources-category-storage = Almacenamiento
resources-category-cameras = Equipo de cámaras
resources-category-space = Espacio de encuentro
resources-seats = Plazas
resources-seats-help = Cuánta gente aguanta el servidor a la vez, sumando todas las salas.
resources-seats-wrong = Escribid un número entero del 1 al { $most }.
resources-seats-agreed =
    { $count ->
        [one] Ya hay una plaza acordada o reservada para más adelante, así que no puede haber menos. Antes hay que cancelar ese acuerdo.
       *[other] Ya hay { $least } plazas acordadas o reservadas para más adelante, así que no puede haber menos. Antes hay que cancelar acuerdos.
    }
resources-address = Dirección de la sala
resources-address-help = Nunca se muestra en público. Solo llega quien tiene un acuerdo, desde 15 minutos antes de la hora. Sin dirección, su página dice que le enviaréis cómo entrar.
resources-address-wrong = Esto no es la dirección de una sala. Empieza por https://.
resources-location = Dónde está
resources-location-help = Una ciudad o un centro de datos.
resources-languages = Lenguas
resources-languages-help = En las que podéis ayudar a la gente.
resources-features = Qué ofrece
resources-feature-recording = Grabación
resources-feature-dial-in = Entrada por teléfono
resources-feature-captions = Subtítulos
resources-feature-breakout = Salas de grupo
resources-energy = Energía
resources-energy-renewable = Energía renovable
resources-energy-mixed = Energía mixta
resources-energy-unknown = Energía desconocida
resources-summary = Descripción
resources-summary-help = Lo que conviene saber antes de pedirlo.
resources-refused = No se ha podido guardar tal como está. Elegid otro nombre.
resources-no-seats = Solo se puede ofrecer por horas lo que tiene plazas.
resources-what = Qué es
resources-way-in = Cómo se entra
resources-way-in-known = La dirección se sabe, y solo la ve quien tiene un acuerdo
resources-way-in-missing = Aún no hay dirección
resources-no-address-title = Falta la dirección de la sala
resources-no-address = Quien tiene un acuerdo lee que le enviaréis cómo entrar. Añadid la dirección y la página llevará allí sola.
resources-public = Página pública
resources-public-page = Cómo lo ve todo el mundo
resources-change = Cambiar
resources-week = Esta semana
resources-week-free = No hay nada ocupado: { $seats } libres.
resources-week-most =
    { $count ->
        [one] Cuando más llena está, hay { $taken } plaza ocupada de { $seats }.
       *[other] Cuando más llena está, hay { $taken } plazas ocupadas de { $seats }.
    }
resources-upcoming = Acuerdos próximos
resources-offers = Lo que se ofrece
resources-offers-empty-title = Aún no se ofrece
resources-offers-empty = Las demás pueden pedir plazas en cuanto ofrezcáis: decís cuántas, a quién y qué pedís a cambio.
resources-offer = Ofrecer plazas
resources-offer-another = Hacer otra oferta
resources-offered-partners = Para socias
resources-offered-public = Para todo el mundo
resources-offered-terms = Condiciones: { $terms }.
resources-answers-all = Las peticiones de socias se responden enseguida.
resources-answers-up-to = Las peticiones de socias de hasta { $seats } se responden enseguida; las mayores esperan a que alguien de vosotras las mire.
resources-offer-change = Cambiar la oferta
resources-withdraw = Retirar la oferta
resources-withdraw-says = Nadie puede pedir más estas plazas, y se dice a las socias. Lo acordado queda. Podéis volver a ofrecerlas.
resources-offer-title = Ofrecer plazas de { $name }
resources-offer-lead = Vuestras socias lo ven enseguida. Por muchas que se pidan, ningún minuto queda nunca sobrecargado.
resources-offer-change-title = Cambiar una oferta de { $name }
resources-offer-change-lead = Los acuerdos hechos conservan sus condiciones. Las peticiones que aún esperan se rechazan si se hicieron con otras.
resources-offer-button = Ofrecer
resources-offer-save = Guardar la oferta
resources-proposal-seats = Plazas ofrecidas
resources-proposal-seats-help =
    { $count ->
        [one] Como máximo { $most }, que es todo lo que hay.
       *[other] Como máximo { $most }, que son todas las que hay.
    }
resources-proposal-seats-wrong = Escribid un número entero del 1 al { $most }.
resources-audience = Quién puede pedir
resources-audience-partners = Socias
resources-audience-partners-help = Cooperativas a las que habéis dicho que sí y que os han dicho que sí.
resources-audience-public = Todo el mundo
resources-audience-public-help = También socias limitadas y cooperativas que no conocéis. Sus peticiones esperan a que alguien de vosotras las mire.
resources-accept-up-to = Se responde enseguida hasta
resources-accept-up-to-help = En plazas, para socias. Las peticiones mayores esperan a que alguien de vosotras las mire. Dejadlo vacío para responder todas enseguida.
resources-accept-up-to-wrong = Escribid un número entero o dejadlo vacío.
resources-terms = A cambio
resources-terms-gift = Nada: es un regalo
resources-terms-gift-help = Se cuenta igualmente, para que todo el mundo vea lo que se dio.
resources-terms-reciprocal = Un precio por cada hora de plaza
resources-terms-reciprocal-help = En trabajo, en plazas o en dinero. Escribidlo abajo.
resources-price = Precio de una plaza durante una hora
resources-price-help = Solo si hay precio. Los minutos en números enteros, el dinero como 0,05.
resources-price-wrong = Escribid un precio con dos decimales como máximo, como 0,05.
resources-price-wrong-whole = Escribid un número entero de minutos, a partir de 1.
resources-unit = Se cuenta en
resources-unit-work = minutos de trabajo
resources-unit-seats = minutos de plaza
resources-unit-missing = Elegid en qué se cuenta el precio.
resources-removal = Quitar
resources-remove = Quitar { $name }
resources-remove-says =
    { $count ->
        [0] Desaparece para todo el mundo, se retiran sus ofertas y se rechazan las peticiones abiertas. No se puede deshacer.
        [one] Desaparece para todo el mundo, se retiran sus ofertas y se rechazan las peticiones abiertas. El acuerdo próximo se mantiene. No se puede deshacer.
       *[other] Desaparece para todo el mundo, se retiran sus ofertas y se rechazan las peticiones abiertas. Los { $count } acuerdos próximos se mantienen. No se puede deshacer.
    }
resources-done-shared = Se ha añadido. Ahora ofreced sus plazas para que otras puedan pedirlas.
resources-done-shared-other = Se ha añadido, y puede verlo todo el mundo.
resources-done-changed = Los cambios se han guardado, y se dice a las socias.
resources-done-removed = Se ha quitado.
resources-done-offered = Las plazas se ofrecen, y se dice a las socias.
resources-done-offer-changed = La oferta se ha cambiado, y se dice a las socias.
resources-done-withdrawn = La oferta se ha retirado, y se dice a las socias.

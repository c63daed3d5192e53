requests-title = Necesidades
requests-lead = Para qué buscan plazas las cooperativas. Ofrezca de las suyas, o diga qué necesita y que ofrezcan los demás.
requests-new = Decir qué necesita
requests-theirs = Los demás necesitan
requests-theirs-none-title = Ahora mismo nadie necesita plazas
requests-theirs-none = Cuando una cooperativa socia diga que las necesita, estará aquí y en su resumen.
requests-ours = Usted necesita
requests-ours-none-title = No ha dicho nada
requests-ours-none = Busque plazas en «Capacidad», o diga aquí qué necesita cuando nada encaja.
requests-no-answers = Todavía sin ofertas
requests-no-answers-says = Las cooperativas socias ven qué necesita. Sus ofertas aparecerán aquí.
requests-answers-count =
    { $count ->
        [one] Una oferta
       *[other] { $count } ofertas
    }
requests-published = Se ha publicado y se ha avisado a quien puede verlo.
requests-withdrawn = Se ha retirado y se ha avisado a quien lo veía.
requests-offered = Su oferta está en camino. Cuando pidan las plazas, las tendrán al instante.
requests-we-need = Usted necesita esto. Las cooperativas socias pueden ofrecer.
requests-they-need = { $name } necesita esto.
requests-open = Todavía hace falta
requests-over = Ya no hace falta
requests-over-says = Ya no hace falta.
requests-needed = Qué hace falta
requests-who = Quién
requests-seats = Plazas
requests-seats-wrong = Diga cuántas plazas, con un número entero desde 1.
requests-languages = Lenguas
requests-languages-help = ¿Qué lenguas debe hablar la gente de allí? Déjelo vacío si no importa.
requests-features = Qué más debe tener
requests-audience = Quién puede verlo
requests-audience-partners = Cooperativas socias
requests-audience-public = Todo el mundo
requests-audience-public-help = También las cooperativas que ha limitado y quien lee sus páginas públicas con un programa.
requests-answers = Ofertas
requests-take = Pedir estas plazas a { $name }
requests-take-says = Se responden al instante, y { $name } lo sabe.
requests-take-says-fair-use = Se responden al instante, y { $name } lo sabe. Al pedirlas acepta su política de uso justo tal como está aquí.
requests-fair-use = Qué pide { $name } a todo el mundo
requests-taken = Ha pedido estas plazas
requests-our-answers = Sus ofertas
requests-answer = Ofrecer plazas
requests-offer = Ofrecer estas plazas
requests-offer-says = Solo lo ven ellos. Cuando las pidan, serán suyas al instante, si están libres.
requests-offer-seats = Cuántas plazas
requests-offer-seats-wrong = Diga cuántas plazas, de 1 a { $most }.
requests-offer-seats-most = No hay tantas plazas. Ofrezca menos.
requests-where = Dónde
requests-where-missing = Elija uno de sus servidores de reuniones.
requests-room =
    { $count ->
        [one] { $name } ({ $seats } plaza)
       *[other] { $name } ({ $seats } plazas)
    }
requests-no-rooms = No comparte ningún servidor de reuniones del que pueda ofrecer plazas.
requests-share = Compartir algo
requests-withdraw-title = ¿Ya no hace falta?
requests-withdraw = Retirarlo
requests-withdraw-says = Se avisa a quien lo veía, y las ofertas terminan. Lo que ha acordado se mantiene. No se puede deshacer, pero puede publicarlo de nuevo.
requests-new-title = Diga qué necesita
requests-new-lead = Quien tiene plazas puede ofrecérselas. Desaparece solo cuando empieza, o cuando ha acordado suficientes.
requests-publish = Publicarlo
requests-publish-says = Se avisa al instante a quien puede verlo.
requests-cancel = Volver a las necesidades
requests-what = Para qué
requests-what-help = Unas palabras, en las lenguas de quien debe leerlo.
requests-what-missing = Diga para qué es, al menos en una lengua.
requests-what-long = Use como mucho { $most } caracteres.
requests-too-many = Ya necesita { $most } cosas. Retire antes una.
requests-answer-gone = Esta oferta ya no está.
requests-overview = Qué necesitan los demás
requests-overview-all = Todas las necesidades

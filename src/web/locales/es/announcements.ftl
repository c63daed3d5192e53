announcements-title = Anuncios
announcements-lead = Lo que { $name } tiene que decir, primero lo más nuevo.
announcements-lead-steward =
    { $count ->
        [0] Aún no os sigue nadie. Dad vuestra dirección a las personas y los servidores que quieren saber de vosotras.
        [one] Una persona os sigue y recibe lo que escribís aquí, esté donde esté del fediverso.
       *[other] { $number } personas os siguen y reciben lo que escribís aquí, estén donde estén del fediverso.
    }
announcements-follow = Cómo seguirnos
announcements-write = Escribir un anuncio
announcements-none-title = Aún no hay ningún anuncio
announcements-none = { $name } aún no ha anunciado nada. Sigue su dirección para saberlo cuando lo haga.
announcements-none-steward = Cuenta a quien os sigue lo que viene: una reunión, una sala nueva, una puerta abierta. Puedes escribirlo en varias lenguas a la vez.
announcements-edited = editado
announcements-edited-on = editado el
announcements-also = También en
announcements-one-title = { $name } anuncia
announcements-new-title = Un anuncio nuevo
announcements-new-lead = Escríbelo en una lengua o en varias; cada cual lo recibe en la suya.
announcements-edit-title = Cambiar el anuncio
announcements-edit-lead = Quien lo tiene recibirá el cambio, y la mayoría de los servidores muestran que se ha editado.
announcements-content = Texto
announcements-content-help = Texto sin formato. Una línea vacía empieza un párrafo nuevo; las direcciones se vuelven enlaces, #palabras se vuelven etiquetas y @alguien@servidor nombra a alguien, que lo sabrá. { $most } caracteres como máximo en cada lengua.
announcements-send = Anunciarlo
announcements-send-says = Es público enseguida y se envía a quien sigue a la cooperativa.
announcements-save = Guardar el cambio
announcements-save-says = El texto nuevo se envía a quien tiene el antiguo.
announcements-cancel = Dejarlo estar
announcements-empty-error = Escribe un texto al menos en una lengua.
announcements-too-long = Es demasiado largo: { $most } caracteres como máximo.
announcements-done-announced = Anunciado. Ya es público y va camino de quien os sigue.
announcements-done-changed = El cambio se ha guardado y va camino de quien tiene el texto antiguo.
announcements-done-removed = El anuncio se ha quitado de aquí, y se pide a los servidores que lo tienen que también lo quiten.
announcements-reach = Quién lo tiene
announcements-reach-nobody =
    { $count ->
        [0] Nadie: aún no os sigue nadie. Se puede leer aquí.
       *[other] Nadie: quien os sigue llegó después. Se puede leer aquí.
    }
announcements-reach-delivered =
    { $count ->
        [one] Lo tiene un servidor.
       *[other] Lo tienen los { $number } servidores.
    }
announcements-reach-waiting =
    { $count ->
        [one] Un servidor aún no lo tiene; entregado a: { $delivered }. Seguimos intentándolo durante una semana.
       *[other] { $number } servidores aún no lo tienen; entregado a: { $delivered }. Seguimos intentándolo durante una semana.
    }
announcements-reach-dropped =
    { $count ->
        [one] Se ha dejado un servidor: ya no existe o no se ha podido llegar a él en una semana.
       *[other] Se han dejado { $number } servidores: ya no existen o no se ha podido llegar a ellos en una semana.
    }
announcements-reach-followers =
    { $count ->
        [one] Os sigue una persona en total. Un solo servidor puede servir a muchas.
       *[other] Os siguen { $number } personas en total. Un solo servidor puede servir a muchas.
    }
announcements-change = Cambios
announcements-edit = Cambiar el texto
announcements-remove = Quitar el anuncio
announcements-remove-says = Lo quita de aquí para siempre y pide a cada servidor que lo tiene que haga lo mismo. No se puede deshacer.
announcements-gone-title = Este anuncio se ha quitado
announcements-gone = La cooperativa lo ha quitado, para siempre. Si lo ves en otro lugar, es una copia antigua.
announcements-gone-all = Todos los anuncios
announcements-answers = Responde a otra publicación
announcements-author = En nombre de quién
announcements-content-note = Aviso de contenido:
announcements-content-note-field = Aviso de contenido
announcements-content-note-help = Solo si hay quien querría que se le pregunte antes de verlo: de qué va, en pocas palabras. El texto y las imágenes quedan plegados detrás.
announcements-discard-says = Lo borra para siempre. Nadie más lo ha visto.
announcements-done-discarded = Se ha borrado. Nadie más lo ha visto.
announcements-done-drafted = Guardado como borrador. Solo lo ve quien coordina.
announcements-done-full = Se pueden fijar { $most } anuncios como máximo. Primero deja de fijar otro.
announcements-done-pinned = Fijado: sale el primero aquí y en vuestro perfil en otros lugares.
announcements-done-scheduled = Programado. Se hará público solo a esa hora; hasta entonces solo lo ve quien coordina.
announcements-done-unpinned = Vuelve a estar entre los demás.
announcements-draft = Guardarlo como borrador
announcements-edit-draft-lead = Aún no lo ha visto nadie más que quien coordina.
announcements-feed-all = Todos los anuncios
announcements-feed-title = Lo que anuncia { $name }
announcements-feeds = Léelo en otro lugar
announcements-feeds-say = Direcciones para lectores de canales (Atom), de todo o de una sola lengua.
announcements-hashtags = Etiquetas
announcements-hashtags-help = Además de las del texto: palabras separadas por un espacio, como puertasabiertas cooperativas.
announcements-hashtags-many = Son demasiadas: { $most } como máximo.
announcements-hashtags-wrong = Una etiqueta es una sola palabra de letras y cifras, no solo de cifras.
announcements-history-back = El anuncio
announcements-history-before = Antes
announcements-history-erase = Borrar esta versión
announcements-history-erase-says = Nadie podrá volver a leer aquí lo que decía. No se puede deshacer; otros servidores quizá aún la tengan.
announcements-history-from = Desde
announcements-history-lead = Lo que dice ahora y lo que decía antes de cada cambio. Las imágenes quitadas ya no están; aquí queda escrito qué se veía en ellas.
announcements-history-none = No se ha cambiado nunca.
announcements-history-now = Ahora
announcements-history-title = Cómo ha cambiado el anuncio
announcements-history-until = hasta
announcements-is-draft = Borrador
announcements-is-draft-says = Un borrador: solo lo ve quien coordina.
announcements-is-scheduled = Se hará público
announcements-length = { $number } de { $most } caracteres
announcements-mentions-many = Son demasiadas personas: se pueden nombrar { $most } como máximo.
announcements-mentions-unknown =
    { $count ->
        [one] No se ha encontrado a nadie en { $names }. Corrige la dirección o elige más abajo dejarla como texto.
       *[other] No se ha encontrado a nadie en { $names }. Corrige las direcciones o elige más abajo dejarlas como texto.
    }
announcements-no-drafts = No hay borradores
announcements-none-scheduled = No hay nada programado
announcements-picture = Imagen:
announcements-pin = Fijarlo
announcements-pin-says = Sale el primero aquí y en vuestro perfil en otros lugares.
announcements-pinned = Fijado
announcements-plain = Dejar como texto las direcciones en las que no se ha encontrado a nadie
announcements-preview = Previsualizar
announcements-preview-title = Cómo se verá
announcements-schedule = Programarlo
announcements-shelf-draft = Borradores ({ $number })
announcements-shelf-empty = Aquí está lo que aún no es público, solo para quien coordina.
announcements-shelf-published = Públicos
announcements-shelf-scheduled = Programados ({ $number })
announcements-shelves = Qué anuncios
announcements-tag-feed = Lo mismo para lectores de canales (Atom)
announcements-tag-lead = Lo que { $name } ha anunciado con esta etiqueta, primero lo más nuevo.
announcements-tag-none = Ningún anuncio tiene esta etiqueta, o los que la tenían se han quitado.
announcements-tag-none-title = No hay nada con esta etiqueta
announcements-title-field = Título
announcements-title-help = Para un texto más largo, un artículo: algunos servidores solo muestran su título, sus primeras frases y un enlace.
announcements-unpin = Dejar de fijarlo
announcements-when = Cuándo
announcements-when-date = Fecha
announcements-when-help = Para «Programarlo», en la zona horaria de la cooperativa. Déjalo todo vacío para anunciarlo ahora.
announcements-when-past = Eso ya ha pasado. Elige una hora posterior o anúncialo ahora.
announcements-when-time = Hora
announcements-when-wrong = Elige la fecha y la hora en que se hará público.
announcements-read-all = Leerlo todo
announcements-tag-events = Eventos

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
announcements-content-help = Texto sin formato. Una línea vacía empieza un párrafo nuevo y las direcciones se vuelven enlaces. { $most } caracteres como máximo en cada lengua.
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

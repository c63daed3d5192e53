attend-title = ¿Vienes?
attend-coming = { $coming ->
    [0] Todavía nadie ha dicho que viene.
    [one] Viene una persona.
   *[other] Vienen { $coming } personas.
}
attend-free = { $free ->
    [one] Queda una plaza.
   *[other] Quedan { $free } plazas.
}
attend-full = { $waiting ->
    [0] Está completo. Aún puedes apuntarte a la lista de espera: quien deja su plaza hace sitio a la siguiente persona.
    [one] Está completo, y una persona espera plaza. Puedes apuntarte a la lista de espera: quien deja su plaza hace sitio a la siguiente persona.
   *[other] Está completo, y { $waiting } personas esperan plaza. Puedes apuntarte a la lista de espera: quien deja su plaza hace sitio a la siguiente persona.
}
attend-restricted = La organización mira cada respuesta y te dirá algo.
attend-until = Responde antes de: { $when }.
attend-here = Responde aquí, sin cuenta
attend-name = Tu nombre
attend-name-help = Como te conoce la organización. No se muestra a nadie más.
attend-name-missing = Escribe el nombre por el que te conoce la organización.
attend-email = Tu correo electrónico
attend-email-help = Para los cambios y para tu calendario. Recibirás una carta con un enlace; tu respuesta cuenta cuando lo hayas abierto.
attend-email-wrong = Escribe una dirección de correo, como ana@coop.example, o déjalo en blanco.
attend-note = Algo que la organización deba saber
attend-note-help = Accesibilidad, comida, quién viene contigo.
attend-note-long = Escribe como máximo { $most } caracteres.
attend-trap = Deja esto en blanco
attend-send = Voy
attend-consent = Solo la organización ve lo que escribes. Se borra 30 días después de la actividad.
attend-consent-mail = Solo la organización ve lo que escribes. A tu correo solo llegan cartas sobre esta actividad. Todo se borra 30 días después.
attend-account = O con tu cuenta
attend-account-how = En Mobilizon y Friendica, busca la dirección de abajo y di allí que vienes. En Mastodon y otros, búscala y responde «sí»; con un «no» lo deshaces. { $address } te responde solo a ti.
attend-account-address = Dirección de esta actividad
attend-too-many = Ahora mismo llegan demasiadas respuestas desde aquí. Prueba otra vez dentro de una hora.
attend-back = La actividad
attend-refused-cancelled = No se celebra.
attend-refused-ended = Ya ha terminado.
attend-refused-closed = Ya es tarde para responder.
attend-refused-elsewhere = Las respuestas se recogen en otro sitio:
attend-refused-not-needed = Ven sin más: no hace falta avisar a nadie.
attend-refused-declined = Esta vez la organización no puede contar contigo.
attend-mailed-title = Mira tu correo
attend-mailed = Te hemos escrito. Abre el enlace de la carta antes de 48 horas y pulsa el botón que verás: entonces tu respuesta cuenta.
attend-mailed-next = ¿No hay nada tras unos minutos? Mira en el correo no deseado, y si la dirección era correcta.
attend-confirm = Sí, voy
attend-keep = Guarda la dirección de esta página, por ejemplo en un marcador: es la única forma de ver cómo está y de deshacer tu respuesta. Guárdala solo para ti.
attend-own-address = Tu página
attend-leave = Al final no voy
attend-leave-says = Tu plaza pasa a la siguiente persona de la lista y se borra lo que escribiste. Puedes volver a responder mientras haya sitio.
attend-not-me = No he sido yo
attend-not-me-says = Olvidamos esta dirección enseguida.
attend-own-unconfirmed = Un paso más: di que has sido tú y tu respuesta cuenta.
attend-own-asked = Hemos recibido tu respuesta. La organización la está mirando.
attend-own-waiting = Está completo. Tienes el número { $position } en la lista de espera.
attend-own-coming = Vienes.
attend-own-left = No vienes. Lo que escribiste se ha borrado.
attend-own-cancelled = Esta actividad no se celebra.
attend-online = Entrar en la sala en línea

following-nav = Seguimientos
following-title = A quién seguís
following-lead = Personas, grupos y sitios que queréis leer. Pueden estar en cualquier servidor del fediverso.
following-tabs = Lectura y respuestas
following-tab-timeline = Qué dicen
following-tab-following = A quién seguís
following-tab-responses = Respuestas
following-tab-responses-waiting = Respuestas ({ $number } esperan)
following-timeline-title = Qué dicen
following-timeline-lead = Todo lo que han dicho o difundido las personas y grupos que { $name } sigue, lo más nuevo primero.
following-timeline-empty-title = Todavía no hay nada
following-timeline-empty = Seguid a alguien y lo que diga a partir de ahora aparecerá aquí.
following-as = En nombre de quién
following-add = Seguir a alguien
following-find = Buscar
following-address = Su dirección
following-address-help = Por ejemplo @nombre@servidor.example, la dirección de su perfil o solo el nombre de un sitio: blog.example.
following-preview = ¿Es esta?
following-follow = Seguir
following-follow-says = Se le pide a su servidor. Algunos aceptan a todo el mundo, otros se lo piensan. Ven quién los sigue.
following-cancel = Cancelar
following-list = A quién seguís
following-empty-title = Todavía no seguís a nadie
following-empty = Escribid una dirección arriba. Una cooperativa amiga, un grupo local o un sitio con noticias son un buen comienzo.
following-by = seguido por { $name }
following-unfollow = Dejar de seguir
following-ask = Pedirlo otra vez
following-state-requested = Aún no ha respondido
following-state-accepted = Siguiendo
following-state-rejected = Ha dicho que no
following-kind-person = Persona
following-kind-group = Grupo
following-kind-site = Sitio
following-error-malformed = Eso no es una dirección. Debería ser como @nombre@servidor.example o https://servidor.example/nombre.
following-error-not-found = No se ha encontrado a nadie ahí. Revisad cómo está escrito o copiad la dirección de su perfil.
following-error-unreachable = Su servidor no responde en este momento. Probad más tarde.
following-error-suspended = Aquí está bloqueado. Podéis cambiarlo en Moderación.
following-error-ourselves = Es una dirección vuestra.
following-boost = Difundir
following-unboost = Retirar
following-boosted-by = Difundido por
following-answer = Responder
following-answer-title = Responder
following-answer-lead = La respuesta es pública, en nombre de { $name }, y se envía a quien respondéis y a quienes os siguen.
following-answer-text = Vuestra respuesta
following-answer-help = En un idioma o en varios. Texto sencillo; una línea vacía empieza un párrafo nuevo.
following-answer-send = Responder
following-answer-says = Es pública enseguida.
following-answer-empty = Escribid algo en al menos un idioma.
following-answer-long = Es demasiado largo: como máximo { $most } caracteres.
following-answer-unknown = No se ha encontrado a nadie en { $names }, o se nombra a demasiadas personas.
following-edited = editado
following-private = No es público
following-content-note = Aviso de contenido:
following-picture = Imagen
following-video = Vídeo
following-audio = Grabación
following-link = Adjunto
following-report = Denunciar
following-responses = Respuestas
following-likes =
    { $count ->
        [0] Aún no le gusta a nadie
        [one] Le gusta a una persona
       *[other] Les gusta a { $number } personas
    }
following-boosts =
    { $count ->
        [0] aún no se ha difundido
        [one] difundido una vez
       *[other] difundido { $number } veces
    }
following-no-replies = Nadie ha respondido todavía. Podéis responder desde cualquier servidor del fediverso: abrid allí esta dirección.
following-more-replies =
    { $count ->
        [one] Una respuesta más no se muestra aquí.
       *[other] { $number } respuestas más no se muestran aquí.
    }
following-waiting-here =
    { $count ->
        [one] Una respuesta os espera
       *[other] { $number } respuestas os esperan
    }
following-hide = Ocultar
following-show = Mostrarla
following-responses-title = Respuestas
following-responses-lead = Lo que otras personas os han respondido. Lo que espera no lo ve nadie más.
following-responses-none = No hay nada
following-responses-none-say = Las respuestas aparecen aquí cuando llegan. En los ajustes podéis elegir si primero os esperan.
following-shelves = Qué respuestas
following-shelf-waiting = En espera
following-shelf-shown = Visibles
following-shelf-hidden = Ocultas
following-message = Un mensaje para vosotros
following-answers = Responde a
following-answers-announcement = un anuncio vuestro
following-answers-event = un evento vuestro
following-circle-posts = Escritos para vuestros círculos
following-circle-posts-say = De personas que no siguen el círculo. Si difundís uno, llega a quienes siguen el círculo.
following-pass-on = Difundir
following-refuse = Dejarlo
following-done-boosted = Difundido a quienes os siguen.
following-done-unboosted = Retirado. Se pide a los servidores que lo tienen que lo olviden.
following-done-answered = La respuesta es pública y va de camino.
following-done-followed = Pedido. Aquí veréis cuándo hayan respondido.
following-done-unfollowed = Ya no los seguís.
following-done-asked = Pedido otra vez.
following-done-shown = Ahora puede verla todo el mundo.
following-done-hidden = Oculta. Lo seguirá estando aunque quien la escribió la cambie.
following-done-passed = Difundido a quienes siguen el círculo.
following-done-refused = No se difunde.
following-shelf-circles = En vuestros círculos
following-circles-lead = Lo que personas de otros servidores han dicho en vuestros círculos: lo ha recibido quien sigue el círculo.
following-circles-none-say = Aquí aparece lo que dejáis pasar y lo que dicen al círculo quienes lo siguen.
following-in-circle = En
following-take-out = Sacarlo del círculo
following-done-taken-out = Se ha sacado. Se pide a los servidores que lo tienen por el círculo que lo olviden.

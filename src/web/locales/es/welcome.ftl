welcome-setup-title = Te damos la bienvenida. Pongamos en marcha tu nodo
welcome-setup-lead = Unas preguntas sobre tu cooperativa. Todo, salvo el nombre corto y la dirección, se puede cambiar más adelante.
welcome-setup-button = Poner en marcha el nodo
welcome-coop = Tu cooperativa
welcome-name = Nombre
welcome-name-help = En una lengua o en varias; al menos en la lengua por defecto.
welcome-name-missing = Escribe el nombre de la cooperativa en su lengua por defecto.
welcome-language = Lengua por defecto
welcome-language-help = La lengua que las personas y los servidores ven primero.
welcome-language-missing = Elige una de las lenguas.
welcome-handle = Nombre corto
welcome-handle-help = Os seguirán en el fediverso como @nombre_corto en esta dirección. Solo minúsculas, cifras y _; no se puede cambiar después.
welcome-handle-wrong = Usa de 1 a 30 minúsculas, cifras o _, sin espacios ni acentos.
welcome-summary = Qué es la cooperativa
welcome-summary-help = Dos o tres frases para quien no ha oído hablar de ella.
welcome-place = Dónde estáis
welcome-region = Región
welcome-region-help = Como la dirían vuestras cooperativas socias: Cataluña, Quebec, Kerala.
welcome-region-missing = Escribe la región donde trabaja la cooperativa, en 100 caracteres como máximo.
welcome-time-zone = Zona horaria
welcome-time-zone-help = Empieza a escribir el nombre de una ciudad cercana, como en Europe/Madrid. Las fechas de estas páginas se muestran en ella.
welcome-time-zone-wrong = No conocemos esta zona horaria. Escríbela como Europe/Madrid o America/Toronto.
welcome-sharing = Compartir con otras
welcome-fair-use = Política de uso justo
welcome-fair-use-help = Qué pedís a quien usa lo que compartís.
welcome-listed = Que nuestras socias puedan mostrarnos a las suyas
welcome-listed-help = Así se encuentran las cooperativas. Seguís decidiendo con quién compartís.
welcome-you = Tú
welcome-person-name = Tu nombre
welcome-person-name-help = Solo lo ven las personas de tu cooperativa.
welcome-person-name-missing = Escribe tu nombre.
welcome-too-long = Es demasiado largo: { $most } caracteres como máximo.
welcome-invite-title =
    { $role ->
        [steward] Te invitan a coordinar
        [operator] Te invitan a operar los servidores
       *[member] Te invitan a ser miembro
    }
welcome-invite-lead = Dinos tu nombre. En la página siguiente crearás una llave de acceso, con la que entrarás a partir de ahora.
welcome-invite-button = Aceptar la invitación
welcome-recover-title = Volver a entrar
welcome-recover-lead = Este enlace te deja entrar una vez. Tus llaves de acceso antiguas y todas las sesiones abiertas terminan ahora; en la página siguiente crearás una nueva.
welcome-recover-button = Entrar
welcome-used-title = Este enlace ya no funciona
welcome-used-lead = Ya se usó o es demasiado antiguo. Los enlaces funcionan una vez y durante un día.
welcome-used-next = Pide uno nuevo a quien coordina la cooperativa. Quien lleva el servidor puede hacerlo con:

delivery-title = Entrega
delivery-lead =
    { $count ->
        [one] Un servidor recibe lo que decís, y lo acepta.
       *[other] { $number } servidores reciben lo que decís, y todos lo aceptan.
    }
delivery-lead-failing =
    { $count ->
        [one] Ahora mismo no se puede llegar a un servidor. Lo que le espera se enviará cuando vuelva.
       *[other] Ahora mismo no se puede llegar a { $number } servidores. Lo que les espera se enviará cuando vuelvan.
    }
delivery-lead-none = Aún no habéis dicho nada a ningún otro servidor.
delivery-doctor = Mirar si todo está en orden
delivery-troubled = Lo que hay que mirar
delivery-hosts = Todos los servidores
delivery-hosts-none-title = Aún no hay servidores
delivery-hosts-none = En cuanto alguien os siga o una cooperativa sea socia vuestra, sus servidores saldrán aquí, con cómo les llegan los mensajes.
delivery-everything = Todo lo que se ha dicho, lo más nuevo primero
delivery-host = Servidor
delivery-state = Cómo va
delivery-software = Programa
delivery-software-not-asked = Aún no se ha preguntado
delivery-software-silent = No lo dice
delivery-last-answered = Última vez que respondió
delivery-last-failed = Último fallo
delivery-last-received = Última vez que nos escribió
delivery-never = Todavía nunca
delivery-unknown = Aún no se sabe
delivery-queue = En espera
delivery-queue-empty = No hay nada en espera
delivery-queue-since =
    { $count ->
        [one] Un mensaje, dicho { $since }
       *[other] { $number } mensajes, el más antiguo dicho { $since }
    }
delivery-failures = Fallos seguidos
delivery-why = Por qué
delivery-next = Qué pasará ahora
delivery-flow = Cómo van los mensajes
delivery-known = Qué sabemos de él
delivery-peer = Cooperativa
delivery-signature-takes = Firma que acepta
delivery-signature-sends = Firma que usa
delivery-clock = Su reloj
delivery-clock-title = Los relojes no coinciden
delivery-clock-same = Igual que el nuestro.
delivery-clock-ahead = { $by } adelantado respecto al nuestro.
delivery-clock-behind = { $by } atrasado respecto al nuestro.
delivery-clock-attention = Uno de los dos va mal. Los mensajes aún pasan, pero si supera los cinco minutos se rechazarán.
delivery-clock-trouble = Los mensajes se rechazan cuando los relojes difieren más de cinco minutos. Si los demás servidores coinciden con el nuestro, pedid a quien lo lleva que lo ajuste con NTP.
delivery-waits = Lo que le espera
delivery-waits-none = Nada: tiene todo lo que se le ha dicho.
delivery-host-all = Todo lo que se le ha dicho
delivery-host-good = acepta mensajes
delivery-host-fails = no se llega
delivery-host-refuses = rechaza mensajes
delivery-host-clock = reloj desajustado
delivery-host-new = aún sin probar
delivery-list-title = Quién lo tiene
delivery-list-title-host = Lo que se ha dicho a { $host }
delivery-back-subject = De qué se trata
delivery-count-nobody = Aún no se ha enviado a ningún servidor.
delivery-count-done =
    { $count ->
        [0] Aún no lo tiene ningún servidor.
        [one] Lo tiene un servidor.
       *[other] Lo tienen { $number } servidores.
    }
delivery-count-waiting =
    { $count ->
        [one] Va de camino a uno.
       *[other] Va de camino a { $number }.
    }
delivery-count-failed =
    { $count ->
        [one] Uno no pudo recibirlo, y se reintenta.
       *[other] { $number } no pudieron recibirlo, y se reintenta.
    }
delivery-count-dropped =
    { $count ->
        [one] Uno se abandonó.
       *[other] { $number } se abandonaron.
    }
delivery-filters = Cuáles mostrar
delivery-all = Todos
delivery-done = lo tiene
delivery-taken = lo tiene, aún no ha contestado
delivery-waiting = en camino
delivery-failed = falló, se reintenta
delivery-dropped = abandonado
delivery-none-title = Aquí no hay nada
delivery-none = Ningún servidor está en este estado. Miradlos todos, o volved más tarde.
delivery-said = { $kind }, dicho { $when }
delivery-retry = Reintentar ahora
delivery-retry-all = Reintentar todos ahora
delivery-retry-all-says = Todo lo que espera se envía enseguida, también lo que se había abandonado si aún tiene sentido. A un servidor que no estaba se le envía primero un solo mensaje.
delivery-done-retried = Ahora se reintenta. Miradlo dentro de un momento.
delivery-done-over = No hay nada que reintentar: ha llegado, se retiró, o desde entonces se dijo algo más nuevo.
delivery-done-nothing = Ahí no espera nada.
delivery-attempts =
    { $count ->
        [one] Probado una vez:
       *[other] Probado { $number } veces:
    }
delivery-details = Para quien entiende
delivery-kind-new = Nuevo
delivery-kind-change = Un cambio
delivery-kind-removal = La eliminación
delivery-kind-offer = Una petición
delivery-kind-yes = Un sí
delivery-kind-no = Un no
delivery-kind-cancelled = La cancelación
delivery-kind-taken-back = Retirado
delivery-kind-follow = Una petición de seguimiento
delivery-kind-message = Un mensaje
delivery-next-done = Lo tiene desde { $when }.
delivery-next-taken = Lo tiene. Esperamos su respuesta, y volveremos a preguntar { $when }.
delivery-next-taken-soon = Lo tiene. Esperamos su respuesta.
delivery-next-first = Estamos a punto de enviarlo.
delivery-next-soon = Lo reintentaremos en menos de un minuto.
delivery-next-again = Lo reintentaremos { $when }.
delivery-next-stops = Lo dejaremos el { $when }.
delivery-next-dropped = Lo dejamos el { $when }. Podéis hacer que se reintente una semana más.
delivery-next-over = Lo dejamos el { $when }. Se retiró, o desde entonces se dijo algo más nuevo.
delivery-why-silent = No responde.
delivery-why-no-name = Su nombre no lleva a ninguna parte: no se encontró en el DNS.
delivery-why-closed = La máquina está, pero no funciona ningún servidor en ella.
delivery-why-unreachable = No se pudo llegar: la conexión se cortó, o no hay camino.
delivery-why-certificate-expired = Su certificado ha caducado.
delivery-why-certificate-name = Su certificado es para otro nombre.
delivery-why-certificate-chain = Su certificado no es válido: no lo firmó nadie de confianza, o falta una parte de la cadena.
delivery-why-certificate = Su certificado no es válido.
delivery-why-private-address = Su dirección está en una red privada, adonde este nodo no va.
delivery-why-signature = Rechazó nuestra firma (401).
delivery-why-forbidden = No acepta nada de nosotros (403): quizá nos bloquearon, o rechazó nuestra firma.
delivery-why-not-found = El destinatario no está (404).
delivery-why-gone = El destinatario ya no está (410).
delivery-why-too-often = Respondió que vamos demasiado a menudo (429).
delivery-why-too-large = El mensaje es demasiado grande para él (413).
delivery-why-redirect = Nos envía a otra dirección ({ $status }), que no seguimos.
delivery-why-refused = Rechazó el mensaje (respondió { $status }).
delivery-why-failing = Respondió { $status }: algo va mal en su lado.
delivery-why-unwritable = El mensaje no se pudo escribir. Es un fallo de este nodo; el registro dice más.
delivery-why-blocked = Lo habéis bloqueado.
delivery-why-expired = Hace demasiado que no se puede llegar.
delivery-peer-link = Cómo van los mensajes a este servidor, y qué se sabe de él
delivery-link = Qué servidores lo tienen, y cómo va con los demás
delivery-why-unknown = No aceptó el mensaje.

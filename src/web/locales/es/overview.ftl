overview-title = Resumen
overview-lead =
    { $count ->
        [0] Nada os espera. Aquí veis qué pasa hoy y cómo va todo con cada cooperativa socia.
        [one] Os espera una cosa.
       *[other] Os esperan { $number } cosas.
    }
overview-lead-new = Vuestro nodo está listo. Tres pasos y ya compartís con otras.
overview-first = Primeros pasos
overview-first-share = Compartid lo que tenéis
overview-first-share-says = Añadid un servidor de reuniones o cualquier otra cosa y ofrecedlo a vuestras socias. Nadie puede reservar más de lo que hay.
overview-first-peer = Encontrad otra cooperativa
overview-first-peer-says = Añadidla por su dirección. Cuando las dos hayáis dicho que sí, sois socias y cada una ve lo que comparte la otra.
overview-first-peer-add = Añadir una cooperativa
overview-first-ask = Pedid plazas
overview-first-ask-says = En «Plazas» veis quién tiene sitio a la hora que necesitáis, y lo pedís con un botón.
overview-figure-offers = Peticiones por responder
overview-figure-peers = Cooperativas que quieren ser socias
overview-figure-record = Reuniones cuyo uso falta anotar
overview-figure-entries = Apuntes por revisar
overview-waits = Os espera
overview-offer-says = { $name } pide { $seats }. Si nadie responde, la petición termina { $when }.
overview-offer-answer = Responder a { $name }
overview-peer-says = { $name } os ha dicho que sí y quiere ser vuestra socia. Mirad quiénes son y responded.
overview-record-says = La reunión ha terminado. Anotad lo que usó { $name } para que conste en las cuentas de las dos.
overview-record = Anotar lo que se usó
overview-today = Hoy
overview-today-none = Hoy no hay reuniones.
overview-all-agreements = Todos los acuerdos
overview-asked = Habéis pedido y esperáis respuesta
overview-order = Con cada cooperativa socia
overview-order-good = En orden
overview-order-trouble = Hay que mirarlo
overview-order-none-title = Todavía no tenéis socias
overview-order-none = Con una socia os veis los servidores, os prestáis plazas y lleváis unas cuentas que habéis firmado las dos.
overview-books = Cuentas:

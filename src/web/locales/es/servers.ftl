servers-title = Servidores de reuniones
servers-platform = Qué hace funcionar las reuniones
servers-platform-help = Con un servidor propio, se crea y se cierra una sala para cada acuerdo, y lo que se usa se mide cuando el programa puede decirlo. Una dirección fija lleva a todo el mundo a la misma sala. Esto no se puede cambiar después.
servers-platform-link = Una dirección fija, sea cual sea el programa
servers-platform-bigbluebutton = BigBlueButton o Scalelite
servers-platform-jitsi = Jitsi Meet
servers-platform-galene = Galène
servers-address-only-link = Solo la tiene una sala con dirección fija. Añadirá su servidor en el paso siguiente.
servers-empty-title = Todavía no hay ningún servidor
servers-empty = Hasta que se añada aquí un servidor { $platform }, nadie puede pedir estas plazas.
servers-add-first = Añadir un servidor { $platform }
servers-add-another = Añadir otro servidor
servers-all-down-title = Ningún servidor responde
servers-all-down = Ahora sus socios no pueden pedir plazas, y quienes se reúnen en menos de un día ya están avisados. En cuanto un servidor responda, esto termina solo.
servers-up = Responde
servers-down = No responde
servers-unknown = Aún sin comprobar
servers-up-says = Responde desde { $since }; última comprobación: { $when }.
servers-up-version = Responde desde { $since }; última comprobación: { $when }. Versión { $version }.
servers-up-doubt = Hasta ahora respondía, pero no en la última comprobación ({ $when }); se le volverá a preguntar en un momento. { $detail }
servers-down-says = No responde desde { $since }; última comprobación: { $when }.
servers-down-detail = No responde desde { $since }; última comprobación: { $when }. Qué ha devuelto: { $detail }
servers-unknown-says = Se comprobará en un momento.
servers-unknown-detail = No respondió en la primera comprobación. Qué ha devuelto: { $detail }
servers-rooms-in-use =
    { $count ->
        [0] ninguna sala en uso
        [one] una sala en uso
       *[other] { $count } salas en uso
    }
servers-change = Cambiar
servers-check = Comprobar ahora
servers-new-title = Añadir un servidor { $platform }
servers-new-lead = Sus plazas se suman al conjunto de { $name }. Las claves y contraseñas se guardan cifradas en este nodo y no se vuelven a mostrar nunca.
servers-change-lead = Un servidor de { $name }.
servers-add = Añadirlo
servers-save = Guardar
servers-cancel = Volver sin guardar
servers-name = Nombre
servers-name-help = Para su propia gente: «BBB 1» o el nombre de la máquina.
servers-name-missing = Escriba un nombre de 100 caracteres como máximo.
servers-seats = Plazas
servers-seats-help = Cuánta gente puede llevar este servidor a la vez, entre todas sus salas. Ninguna sala tendrá más.
servers-secret-kept = Déjelo vacío para conservar lo que está guardado.
servers-field-url = Dirección
servers-field-secret = Secreto
servers-field-checksum = Tipo de suma de comprobación
servers-field-app-id = Identificador de aplicación
servers-field-private-key = Clave privada
servers-field-key-id = Nombre de la clave
servers-field-audience = Audiencia
servers-field-subject = Sujeto
servers-field-username = Nombre de usuario
servers-field-password = Contraseña
servers-field-groups = Grupo de las salas
servers-field-key = Clave para los testigos
servers-help-bigbluebutton-url = Tal como la muestra «bbb-conf --secret», por ejemplo https://bbb.example.coop/bigbluebutton/
servers-help-bigbluebutton-secret = Tal como lo muestra «bbb-conf --secret».
servers-help-bigbluebutton-checksum = SHA-256 sirve para casi todos los servidores.
servers-help-jitsi-url = Dónde están sus salas, por ejemplo https://meet.example.coop
servers-help-jitsi-app-id = El «app_id» de la configuración de testigos del servidor.
servers-help-jitsi-secret = El «app_secret» del servidor. Dé esto o una clave privada.
servers-help-jitsi-private-key = En lugar de un secreto: una clave RSA privada, en PEM o JWK.
servers-help-jitsi-key-id = Con una clave privada: el nombre con el que el servidor encuentra su parte pública.
servers-help-jitsi-audience = Solo si el servidor pide otra que su identificador de aplicación.
servers-help-jitsi-subject = Solo si el servidor pide otro que su anfitrión.
servers-help-galene-url = Dónde llega la gente, por ejemplo https://galene.example.coop
servers-help-galene-username = De alguien con el permiso «admin» en el config.json del servidor, donde «writableGroups» es cierto.
servers-help-galene-groups = Las salas se crean bajo este grupo; «fedicoop» si se deja vacío.
servers-help-galene-key = Una clave privada para ES256 o HS256, en JWK. Sin ella, cada sala tiene una propia.
servers-missing = Esto hace falta.
servers-wrong = Esto no es como lo acepta { $platform }.
servers-wrong-url = Escriba la dirección entera. Empieza por https://.
servers-none-here = Esta sala tiene una dirección fija y ningún servidor.
servers-too-many = Ya hay { $most } servidores, que es el máximo.
servers-removal = Retirada
servers-remove = Retirar { $name }
servers-remove-says = Sus plazas salen del conjunto enseguida y sus claves dejan de usarse. Lo acordado pasa a los demás servidores. Puede volver a añadirlo.
servers-in-use =
    { $count ->
        [one] Una sala de este servidor está en uso. Podrá retirarlo cuando termine la reunión.
       *[other] { $count } salas de este servidor están en uso. Podrá retirarlo cuando terminen las reuniones.
    }
servers-done-added = Se ha añadido el servidor.
servers-done-changed = Se ha cambiado el servidor.
servers-done-removed = Se ha retirado el servidor.
servers-way-in = Una sala para cada acuerdo, creada cuando llega su hora

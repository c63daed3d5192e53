account-sign-in-title = Entrar
account-sign-in-lead = Usa la llave de acceso que creaste para este nodo: en este dispositivo, en tu teléfono o en una llave de seguridad.
account-sign-in-by-link = La dirección de este nodo está hecha de números, y así las llaves de acceso no funcionan. Cada entrada necesita un enlace nuevo.
account-sign-in-button = Entrar con una llave de acceso
account-sign-in-lost = Si perdiste tu llave de acceso o aún no tienes, pide un enlace a quien coordina la cooperativa. Quien lleva el servidor puede hacerlo con:
account-passkey-title = Crea tu llave de acceso
account-passkey-lead = Una llave de acceso sustituye a la contraseña: tu dispositivo la guarda y la abre con tu huella, tu cara o su PIN. Nada que recordar, nada que se pueda filtrar.
account-passkey-button = Crear una llave de acceso
account-passkey-later = Más tarde. Sé que sin ella necesitaré un enlace nuevo la próxima vez.
account-passkey-busy = Esperando a tu dispositivo…
account-passkey-failed = No funcionó y no se ha cambiado nada. Puedes probar de nuevo.
account-passkey-unsupported = Este navegador no puede usar llaves de acceso. Prueba uno más nuevo o tu teléfono.
account-passkey-script = Las llaves de acceso necesitan JavaScript en tu navegador. Sin él, pide cada vez un enlace de un solo uso a quien coordina.
account-title = Tu cuenta
account-name = Nombre
account-role = Rol
account-role-is =
    { $role ->
        [steward] coordinación
        [operator] operación de servidores
       *[member] miembro
    }
account-passkeys = Llaves de acceso
account-passkeys-none = Aún no tienes ninguna llave de acceso. Crea una o la próxima vez necesitarás un enlace nuevo.
account-passkey-add = Crear otra llave de acceso
account-elsewhere = Otros dispositivos
account-sign-out-everywhere = Salir de todas partes
account-sign-out-everywhere-says = Termina tus sesiones en todos los dispositivos, también en este. Tus llaves de acceso se conservan, así que puedes volver a entrar.
account-people = Personas que pueden entrar
account-invite-button = Crear un enlace de invitación
account-invite-says = El enlace funciona una vez, durante { $hours } horas. Envíalo a una sola persona.
account-invite-role = Rol
account-invite-name = Su nombre
account-name-too-long = Es demasiado largo: { $most } caracteres como máximo.
account-invite-made = La invitación está lista
account-invite-made-lead = Cópiala ahora: solo se muestra una vez. Funciona { $hours } horas y para una persona.
account-invite-link = Enlace de invitación
account-sign-in-lost-title = Si no tienes ninguna llave de acceso a mano
account-coop = La cooperativa
account-coop-says = Lo que todo el mundo ve de ella, sus lenguas y colores, y cómo se entiende con las otras cooperativas.
account-coop-settings = La cooperativa y sus maneras
account-passkey-made = Creada el
account-passkey-used = usada por última vez el
account-sign-out-everywhere-by-link = Termina tus sesiones en todos los dispositivos, también en este. Para volver necesitarás un enlace nuevo.
account-invite = Invitar a alguien
account-person-you = { $name } (tú)
account-person-never = Aún no ha entrado nunca
account-person-seen = Entró por última vez el
account-person-remove = Quitar a { $name }
account-person-remove-says = Elimina su cuenta y sus llaves de acceso y cierra ahora mismo sus sesiones. Para volver necesitará una invitación nueva.
account-person-removed = Se ha quitado a esta persona y se han cerrado todas sus sesiones.
account-role-option =
    { $role ->
        [steward] Coordinación: puede hacerlo todo
        [operator] Operación: servidores y acuerdos
       *[member] Miembro: puede mirar
    }

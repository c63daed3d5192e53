feeds-title = Sus direcciones de calendario y de canales
feeds-lead = Un programa de calendario o un lector de canales no puede iniciar sesión. Dele una de estas direcciones: mostrará lo que usted puede ver aquí y se actualizará solo.
feeds-list = Direcciones en uso
feeds-empty-title = Todavía no hay direcciones
feeds-empty = Cree aquí una para todos los acuerdos, o una para un solo acuerdo o recurso en su propia página.
feeds-add = Todo en un calendario
feeds-add-agreements = Crear una dirección para todos los acuerdos
feeds-add-agreements-says = Todas las reuniones pedidas o acordadas, con la manera de entrar.
feeds-made = La dirección está lista. Cópiela en su calendario o lector, o ábrala allí.
feeds-revoked = La dirección ya no funciona.
feeds-address = Dirección secreta
feeds-open = Abrir en mi calendario
feeds-since = Desde
feeds-kind-calendar = Calendario
feeds-kind-feed = Canal
feeds-revoke = Terminar la dirección de «{ $name }»
feeds-revoke-says = Los programas que la usan no verán nada nuevo desde ahora. No se puede deshacer, pero puede crear otra dirección.
feeds-secret-title = Guárdelas para usted
feeds-secret = Quien tiene una dirección así ve lo que usted ve sin iniciar sesión. Si cae en malas manos, termínela. Todas las suyas terminan cuando termina su cuenta.
feeds-subject-agreements = Todos los acuerdos
feeds-subject-search = Búsqueda: { $name }
feeds-subject-gone = Algo que ya no está
feeds-account = Calendarios y canales
feeds-account-says = Vea sus reuniones en su propio calendario, en el teléfono o en el ordenador.
feeds-account-link = Sus direcciones
feeds-links-title = En su calendario
feeds-links-agreement = Un archivo tiene la reunión tal como está ahora. Una dirección mantiene el calendario al día cuando algo cambia.
feeds-links-resource = Quién se reúne aquí y cuándo está cerrado: como archivo de ahora, o con una dirección que se mantiene al día.
feeds-links-file = Archivo de calendario
feeds-links-subscribe = Tenerlo en mi calendario
feeds-links-subscribe-all = Tenerlos en mi calendario
feeds-links-public = Calendario de plazas libres
feeds-calendar-agreements = Acuerdos de { $name }
feeds-category-given = Dado
feeds-category-received = Recibido
feeds-category-commons = Comunes
feeds-category-taken = Ocupado
feeds-event-given = { $title } ({ $name })
feeds-event-seats =
    { $count ->
        [one] { $seats } plaza
       *[other] { $seats } plazas
    }
feeds-event-provides = Usted da { $seats } a { $name }.
feeds-event-receives = { $name } le da { $seats }.
feeds-event-offered = Todavía no está acordado.
feeds-event-agreed = Acordado.
feeds-event-rejected = Rechazado.
feeds-event-cancelled = Cancelado.
feeds-event-expired = Nadie respondió a tiempo.
feeds-event-trouble = El servidor de reuniones no responde en este momento.
feeds-event-join = Entrar en la reunión
feeds-event-join-at = Entre: { $address }
feeds-event-closed = Cerrado
feeds-event-full = Ninguna plaza libre
feeds-event-free =
    { $count ->
        [one] { $free } plaza libre de { $all }
       *[other] { $free } plazas libres de { $all }
    }

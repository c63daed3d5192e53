searches-title = Búsquedas guardadas
searches-lead = Lo que buscas una y otra vez. Aquí te decimos cuándo encaja algo nuevo.
searches-empty-title = Aún no hay nada guardado
searches-empty = Busca lo que necesitas y guarda la búsqueda debajo de los resultados.
searches-save-title = Que te avisemos cuando algo encaje
searches-save-says = La búsqueda se repite cada vez que cambia una oferta. Lo que encaja de nuevo sale en tu resumen.
searches-save = Guardar esta búsqueda
searches-name = Nombre
searches-name-help = Para ti, como «Asamblea de primavera».
searches-name-wrong = Escribe un nombre de { $most } caracteres como mucho.
searches-too-many = Ya has guardado tantas búsquedas como puede una persona. Borra una primero.
searches-saved = La búsqueda está guardada. Te avisaremos cuando encaje algo nuevo.
searches-deleted = La búsqueda está borrada.
searches-followed = La dirección está creada. Cópiala en tu lector.
searches-fresh =
    { $count ->
        [one] Una oferta nueva
       *[other] { $number } ofertas nuevas
    }
searches-fitting =
    { $count ->
        [0] Aún no encaja nada
        [one] Encaja una oferta
       *[other] Encajan { $number } ofertas
    }
searches-since = Guardada el { $when }
searches-fits = Lo que encaja
searches-fits-since = Encaja desde el { $when }
searches-new = Nueva
searches-nothing-title = Aún no encaja nada
searches-nothing = En cuanto algo encaje, aparecerá aquí y en tu resumen.
searches-again = Buscar de nuevo
searches-feed-title = Síguela en otro lugar
searches-feed-says = Un lector de canales también te puede avisar. La dirección es secreta: quien la tiene ve qué encaja.
searches-feed-secret = Quien tiene esta dirección ve qué encaja. Puedes terminarla en Cuenta, Calendarios y canales.
searches-feed-address = Dirección para tu lector
searches-feed-make = Crear una dirección
searches-delete = Borrar esta búsqueda
searches-delete-says = La dirección del canal también se acaba. No se puede deshacer.
searches-overview = Algo nuevo encaja con una búsqueda que guardaste.

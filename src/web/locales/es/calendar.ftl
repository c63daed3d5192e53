calendar-title = Cuándo se puede usar
calendar-change = Cambiar el horario y los límites
calendar-form-title = Horario y límites de { $name }
calendar-form-lead = Lo que escribís aquí vale para todas las peticiones, y vuestros socios ven qué hay libre según esto. Los acuerdos hechos se mantienen.
calendar-save = Guardar
calendar-cancel = Cancelar
calendar-refused = Esto ya no se puede cambiar aquí. Volved atrás y miradlo de nuevo.
calendar-opens = Abierto
calendar-opens-always = Día y noche
calendar-opens-hours = A estas horas
calendar-week = Horario
calendar-week-help = Como 9–17 o 9:00–12:30, 14:00–18:00. Una noche se puede escribir 20–4: el resto cae en el día siguiente. Un día sin horas está cerrado.
calendar-hours-wrong = Escribid las horas como 9–17 o 9:00–12:30, 14:00–18:00.
calendar-hours-none = Escribid las horas de al menos un día, o elegid día y noche.
calendar-zone = Zona horaria
calendar-zone-help = Las horas siguen el reloj de allí, también cuando cambia en primavera y en otoño.
calendar-zone-wrong = Escribid una zona horaria como Europe/Madrid.
calendar-limits = Límites
calendar-rooms = Reuniones a la vez
calendar-rooms-help = Como mucho se usan tantas salas al mismo tiempo. Dejadlo vacío si solo cuentan las plazas.
calendar-rooms-agreed = Ya hay { $least } reuniones a la vez acordadas; no puede haber menos.
calendar-before = Libre antes de cada reunión
calendar-before-help = Nadie más tiene esas plazas en ese tiempo: para preparar, o porque la gente llega pronto.
calendar-after = Libre después de cada reunión
calendar-overrun = Puede alargarse después de su final
calendar-overrun-help = Mientras nadie más necesite las plazas.
calendar-notice = Antelación mínima
calendar-notice-help = Como 2 o 0:30. Las peticiones más tardías se rechazan.
calendar-notice-wrong = Escribid horas como 2 o 0:30, como mucho { $most }.
calendar-horizon = Antelación máxima
calendar-horizon-help = Las peticiones más tempranas se rechazan. Dejadlo vacío si no hay límite.
calendar-number-wrong = Escribid un número entero de { $least } a { $most }.
calendar-minutes = minutos
calendar-hours-unit = horas
calendar-days = días
calendar-some-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
calendar-some-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
calendar-blackouts = Cerrado un tiempo
calendar-blackouts-help = Vacaciones, obras, actos vuestros. Los socios ven que no hay nada libre, pero no por qué. Vaciad una fila para volver a abrir.
calendar-blackout-from = Cerrado desde ({ $number })
calendar-blackout-until = Cerrado hasta ({ $number })
calendar-blackout-note = Por qué, para vosotros ({ $number })
calendar-blackout-backwards = Tiene que acabar después de empezar.
calendar-moment-wrong = Escribid una fecha y una hora, como 2027-08-01 08:00.
calendar-place = Dónde está
calendar-place-help = Para el mapa y las distancias, en grados. Las webs de mapas muestran estos dos números para cualquier lugar.
calendar-latitude = Latitud
calendar-longitude = Longitud
calendar-degrees-wrong = Escribid grados de -{ $most } a { $most }, como 41.385064.
calendar-energy = Cómo sabéis de dónde viene su energía
calendar-energy-help = Con vuestras palabras: un certificado, un contrato, placas en el tejado.
calendar-too-long = Como mucho { $most } caracteres.
calendar-inside-title =
    { $count ->
        [one] Hay un acuerdo cuando queréis cerrar
       *[other] Hay { $count } acuerdos cuando queréis cerrar
    }
calendar-inside = Se mantienen: esa gente vendrá. Si no podéis acogerla, cancelad también los acuerdos, para que lo sepan.
calendar-known = Lo sé; cerrar igualmente
calendar-known-missing = Mirad los acuerdos de abajo y decid que lo sabéis.

series-repeats = ¿Se repite?
series-how = Se repite
series-once = Solo una vez
series-weekly = Cada semana
series-fortnightly = Cada dos semanas
series-monthly = Cada mes, el mismo día de la semana
series-times = Cuántas veces
series-times-help = De 2 a { $most }, incluida la primera. O diga hasta cuándo.
series-until = Hasta el
series-until-help = El último día en que puede ser.
series-how-wrong = Elija una de estas opciones.
series-end-wrong = Diga cuántas veces, de 2 a { $most }, o hasta cuándo: una de las dos cosas.
series-too-many = Serían más de { $most } veces. Elija un día anterior.
series-too-far = Eso dura más de dos años. Elija un día anterior o menos veces.
series-overlap = Volvería a empezar antes de haber terminado. Elija un final anterior.
series-except-unknown = { $when } no es ninguna de estas veces.
series-until-early = Este día es anterior a la primera vez. Elija uno posterior.
series-until-wrong = Este día no está en el calendario. Elija otro.
series-nothing-left = Deje al menos una de estas veces.
series-refused = { $when }: { $why }
series-title = { $title }: todas las veces
series-lead =
    { $count ->
        [one] { $number } vez, con { $seats } de { $name }. Mírela antes de pedirla.
       *[other] { $number } veces, cada una con { $seats } de { $name }. Mírelas antes de pedirlas.
    }
series-keep = ¿Cuáles de estas veces quiere?
series-all-free = Hay sitio todas las veces, por lo que sabemos.
series-some-short =
    { $count ->
        [one] { $number } vez tiene muy pocas plazas y no se incluye. Puede pedirla igualmente.
       *[other] { $number } veces tienen muy pocas plazas y no se incluyen. Puede pedirlas igualmente.
    }
series-free = Libres: { $seats }
series-short = Solo quedan libres { $seats }
series-none-free = No hay plazas libres, o está cerrado
series-send = Pedir estas veces a { $name }
series-send-says = { $name } responde a cada vez por separado. Después puede cancelar una o todas.

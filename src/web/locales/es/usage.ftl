usage-title = Cuánta gente hubo
usage-running = La reunión está en marcha; esto es lo contado hasta ahora.
usage-proposed = Esto se ha contado. Pasa al libro cuando una persona operadora del anfitrión lo confirma.
usage-proposed-gaps = Esto se ha contado, con ratos en los que nadie podía mirar. Una persona operadora del anfitrión lo mira antes de que pase al libro.
usage-settled-ours = En esto se basa su asiento. La otra cooperativa ve lo mismo.
usage-settled-theirs = En esto se basa el asiento del anfitrión, tal como lo dice su nodo.
usage-how = Cómo se sabe
usage-how-measured = Se preguntó al servidor de reuniones cuánta gente había, nunca quién.
usage-how-entered = Lo ha introducido una persona operadora del anfitrión.
usage-how-entered-beside = Lo ha introducido una persona operadora del anfitrión; debajo está lo que dijo el servidor de reuniones.
usage-measured = Usado
usage-counted = En el libro
usage-counted-says = { $amount }: nunca más de lo acordado
usage-peak = Máximo a la vez
usage-people =
    { $count ->
        [0] nadie
        [one] una persona
       *[other] { $number } personas
    }
usage-gaps = No visto
usage-gaps-says =
    { $count ->
        [one] durante un minuto nadie podía mirar
       *[other] durante { $count } minutos nadie podía mirar
    }
usage-plot = Cuánta gente había, del principio al final. La línea discontinua: { $seats }, como se acordó.
usage-plot-gaps = Rayado: nadie podía mirar.
usage-table = Cuánta gente había
usage-until = Hasta
usage-people-column = Personas
usage-unseen = no visto
usage-end = Terminar la reunión ahora
usage-end-says = Se pide a todo el mundo que salga y ya no entra nadie más. Cuenta lo usado hasta ahora. No se puede deshacer.

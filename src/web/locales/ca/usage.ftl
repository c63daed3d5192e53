usage-title = Quanta gent hi havia
usage-running = La reunió està en marxa; això és el que s’ha comptat fins ara.
usage-proposed = Això s’ha comptat. Passa al llibre quan una persona operadora de l’amfitrió ho confirma.
usage-proposed-gaps = Això s’ha comptat, amb estones en què ningú no podia mirar. Una persona operadora de l’amfitrió ho mira abans que passi al llibre.
usage-settled-ours = En això es basa el vostre assentament. L’altra cooperativa veu el mateix.
usage-settled-theirs = En això es basa l’assentament de l’amfitrió, tal com ho diu el seu node.
usage-how = Com se sap
usage-how-measured = S’ha demanat al servidor de reunions quanta gent hi havia, mai qui.
usage-how-entered = Ho ha introduït una persona operadora de l’amfitrió.
usage-how-entered-beside = Ho ha introduït una persona operadora de l’amfitrió; a sota hi ha el que va dir el servidor de reunions.
usage-measured = S’ha fet servir
usage-counted = Al llibre
usage-counted-says = { $amount }: mai més del que s’havia acordat
usage-peak = Màxim alhora
usage-people =
    { $count ->
        [0] ningú
        [one] una persona
       *[other] { $number } persones
    }
usage-gaps = No vist
usage-gaps-says =
    { $count ->
        [one] durant un minut ningú no podia mirar
       *[other] durant { $count } minuts ningú no podia mirar
    }
usage-plot = Quanta gent hi havia, del començament al final. La línia discontínua: { $seats }, tal com s’havia acordat.
usage-plot-gaps = Ratllat: ningú no podia mirar.
usage-table = Quanta gent hi havia
usage-until = Fins a
usage-people-column = Persones
usage-unseen = no vist
usage-end = Acaba la reunió ara
usage-end-says = Es demana a tothom que surti i ja no hi entra ningú més. Compta el que s’ha fet servir fins ara. No es pot desfer.

browse-more = Més criteris
browse-near = A prop de
browse-near-help = Coordenades, com ara 41.39, 2.17, o el nom d’un dels vostres recursos o d’una regió.
browse-near-wrong = Aquest lloc no es coneix aquí. Escriviu coordenades, com ara 41.39, 2.17, o un nom de la llista.
browse-within = Com a molt a
browse-km = { $km } km
browse-features = Què ha d’oferir
browse-energy-stated = Només on es diu com se sap l’energia
browse-platform = Programari
browse-platform-link = Una adreça fixa
browse-terms = Condicions
browse-terms-gift = Només regals
browse-terms-work = Regals, o a retornar amb feina
browse-terms-seats = Regals, o a retornar amb places
browse-terms-money = Regals, o a pagar en { $currency }
browse-audience = Destinat a
browse-audience-public = Tothom
browse-audience-partners = Només socis
browse-why-room = Una reunió pot tenir com a molt { $seats }
browse-why-distance =
    { $count ->
        [0] A menys d’un quilòmetre
        [one] A { $km } km
       *[other] A { $km } km
    }
browse-why-features = Ofereix: { $features }
browse-why-energy = { $energy }: { $statement }
browse-results-part =
    { $count ->
        [one] Una de les ofertes que encaixen
       *[other] { $number } de les ofertes que encaixen
    }
browse-next = Més ofertes
browse-first = Torna a les millors
browse-close-title = S’acosta al que busqueu
browse-close-time = Lliure a una altra hora: { $when }
browse-close-seats =
    { $count ->
        [one] Lliure amb { $seats }
       *[other] Lliure amb { $seats }
    }
browse-compare-choose = Compara { $name }
browse-compare-button = Compara les marcades
browse-compare-help = Fins a quatre ofertes, de costat.
browse-compare-title = De costat
browse-compare-question = Pregunta
browse-compare-free = Lliures llavors
browse-compare-of = { $free } de { $seats }
browse-compare-week = La setmana
browse-compare-ask = Demana
browse-compare-few-title = Trieu-ne almenys dues
browse-compare-few = Torneu enrere, marqueu de dues a { $most } ofertes i compareu-les.
browse-compare-many = N’heu marcat més de { $most }; aquestes són les primeres.
browse-map-link = En un mapa
browse-map-title = On és
browse-map-lead = Totes les ofertes que diuen on són. Els números porten a la llista de sota.
browse-map-part =
    { $count ->
        [one] Només es mostra la millor oferta.
       *[other] Només es mostren les { $number } millors ofertes.
    }
browse-map-caption = Contorns: Natural Earth, domini públic. Els llocs es dibuixen a mig grau.
browse-map-list = En aquests llocs
browse-map-nowhere = Sense lloc
browse-map-empty-title = Cap lloc per mostrar
browse-map-empty = Cap d’aquestes ofertes diu on és.
browse-week-closed = Les hores grises són tancades.
browse-week-shut = tancat
browse-shared-title = El que compartim amb tothom
browse-price = Com a molt, per cada hora de plaça
browse-price-help = En minuts, o en la moneda.
browse-price-wrong = Escriviu un número, com ara 5 o 1,20.
browse-price-alone = Trieu a «Condicions» què podeu donar, i després com a molt quant.

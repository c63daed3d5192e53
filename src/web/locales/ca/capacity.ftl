capacity-title = Places
capacity-lead = Qui té lloc a l’hora que us cal: tot el que ofereixen les vostres sòcies, i el que oferiu vosaltres.
capacity-date = Dia
capacity-date-wrong = Trieu un dia.
capacity-from = De
capacity-to = A
capacity-to-help = Abans del començament vol dir l’endemà.
capacity-to-same = El final ha de ser després del començament.
capacity-time-wrong = Escriviu una hora, com 18:00.
capacity-time-jumped = Aquell dia el rellotge s’avança i les { $time } no existeixen. Trieu una hora més tard.
capacity-past = Aquesta hora ja ha passat. Trieu-ne una de més tard.
capacity-too-far = És massa lluny. Trieu un dia dels pròxims dos anys.
capacity-seats = Places
capacity-seats-wrong = Escriviu quantes places us calen, amb un nombre enter.
capacity-language = Llengua
capacity-region = Regió
capacity-energy = Energia
capacity-any = Qualsevol
capacity-search = Cerca
capacity-search-help = Ompliu el que us importi; la resta pot quedar buida.
capacity-search-again = Torna a començar
capacity-everything = Tot el que es comparteix
capacity-results =
    { $count ->
        [one] Una oferta encaixa
       *[other] { $number } ofertes encaixen
    }
capacity-order = Primer van les sales just prou grans, perquè les grosses quedin lliures per a qui les necessiti.
capacity-nothing-title = A aquesta hora no ho té ningú
capacity-nothing = Proveu una altra hora, menys places o qualsevol llengua i regió. Potser ho ofereix una cooperativa que encara no coneixeu.
capacity-empty-title = Encara ningú no us ofereix res
capacity-empty = Quan una sòcia ofereixi places, o ho feu vosaltres, sortiran aquí.
capacity-to-peers = Troba altres cooperatives
capacity-to-resources = Comparteix les vostres
capacity-own = Vostra
capacity-free =
    { $count ->
        [one] { $seats } lliure
       *[other] { $seats } lliures
    }
capacity-why-free =
    { $count ->
        [one] { $free } de { $seats } és lliure: { $when }
       *[other] { $free } de { $seats } són lliures: { $when }
    }
capacity-why-seats =
    { $count ->
        [one] { $seats } en total
       *[other] { $seats } en total
    }
capacity-why-language = Us poden ajudar en aquesta llengua: { $language }
capacity-why-languages = Us poden ajudar en: { $languages }
capacity-why-terms = Condicions: { $terms }
capacity-ask =
    { $count ->
        [0] Demana places a { $name }
       *[other] Demana { $seats } a { $name }
    }
capacity-ask-title = Demana places a { $name }
capacity-ask-lead = La petició va a { $name }, que respon de seguida o quan algú se l’hagi mirada.
capacity-ask-form = La vostra petició
capacity-ask-what = Per a què és
capacity-ask-what-help = Ho veu { $name }, i també qui hi participa. Com ara «Assemblea general».
capacity-ask-seats-help = Com a màxim { $most }.
capacity-ask-seats-wrong = Escriviu un nombre enter de l’1 al { $most }.
capacity-ask-send = Demana-ho a { $name }
capacity-ask-says = Us en podeu fer enrere fins que s’acabi la reunió.
capacity-ask-cancel = Torna a la cerca
capacity-title-missing = Escriviu per a què és.
capacity-title-long = És massa llarg: com a màxim { $most } caràcters.
capacity-provider = Ho ofereix
capacity-in-return = Condicions

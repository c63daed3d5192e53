series-repeats = Es repeteix?
series-how = Es repeteix
series-once = Només un cop
series-weekly = Cada setmana
series-fortnightly = Cada dues setmanes
series-monthly = Cada mes, el mateix dia de la setmana
series-times = Quantes vegades
series-times-help = De 2 a { $most }, la primera inclosa. O digueu fins quan.
series-until = Fins al
series-until-help = L’últim dia en què pot ser.
series-how-wrong = Trieu una d’aquestes opcions.
series-end-wrong = Digueu quantes vegades, de 2 a { $most }, o fins quan: una de les dues coses.
series-too-many = Serien més de { $most } vegades. Trieu un dia anterior.
series-too-far = Això dura més de dos anys. Trieu un dia anterior o menys vegades.
series-overlap = Tornaria a començar abans d’haver acabat. Trieu un final anterior.
series-except-unknown = { $when } no és cap d’aquestes vegades.
series-until-early = Aquest dia és abans de la primera vegada. Trieu-ne un de posterior.
series-until-wrong = Aquest dia no és al calendari. Trieu-ne un altre.
series-nothing-left = Deixeu almenys una d’aquestes vegades.
series-refused = { $when }: { $why }
series-title = { $title }: totes les vegades
series-lead =
    { $count ->
        [one] { $number } vegada, amb { $seats } de { $name }. Mireu-ho abans de demanar-ho.
       *[other] { $number } vegades, cadascuna amb { $seats } de { $name }. Mireu-les abans de demanar-les.
    }
series-keep = Quines d’aquestes vegades voleu?
series-all-free = Hi ha lloc cada vegada, pel que sabem.
series-some-short =
    { $count ->
        [one] { $number } vegada té massa poques places i no s’hi inclou. La podeu demanar igualment.
       *[other] { $number } vegades tenen massa poques places i no s’hi inclouen. Les podeu demanar igualment.
    }
series-free = Lliures: { $seats }
series-short = Només queden lliures { $seats }
series-none-free = No hi ha places lliures, o és tancat
series-send = Demanar aquestes vegades a { $name }
series-send-says = { $name } respon cada vegada per separat. Després en podeu cancel·lar una o totes.

requests-title = Necessitats
requests-lead = Per a què busquen places les cooperatives. Oferiu-ne de vostres, o digueu què necessiteu i que ofereixin els altres.
requests-new = Dir què necessiteu
requests-theirs = Els altres necessiten
requests-theirs-none-title = Ara mateix ningú no necessita places
requests-theirs-none = Quan una cooperativa sòcia digui que en necessita, sortirà aquí i al vostre resum.
requests-ours = Necessiteu
requests-ours-none-title = No heu dit res
requests-ours-none = Busqueu places a «Capacitat», o digueu aquí què necessiteu quan res no encaixa.
requests-no-answers = Encara sense ofertes
requests-no-answers-says = Les cooperatives sòcies veuen què necessiteu. Les seves ofertes sortiran aquí.
requests-answers-count =
    { $count ->
        [one] Una oferta
       *[other] { $count } ofertes
    }
requests-published = S’ha publicat i s’ha dit a qui ho pot veure.
requests-withdrawn = S’ha retirat i s’ha dit a qui ho veia.
requests-offered = La vostra oferta és de camí. Quan demanin les places, les tindran a l’instant.
requests-we-need = Necessiteu això. Les cooperatives sòcies poden oferir.
requests-they-need = { $name } necessita això.
requests-open = Encara cal
requests-over = Ja no cal
requests-over-says = Ja no cal.
requests-needed = Què cal
requests-who = Qui
requests-seats = Places
requests-seats-wrong = Digueu quantes places, amb un nombre enter a partir d’1.
requests-languages = Llengües
requests-languages-help = Quines llengües ha de parlar la gent d’allà? Deixeu-ho buit si no importa.
requests-features = Què més ha de tenir
requests-audience = Qui ho pot veure
requests-audience-partners = Cooperatives sòcies
requests-audience-public = Tothom
requests-audience-public-help = També les cooperatives que heu limitat i qui llegeix les vostres pàgines públiques amb un programa.
requests-answers = Ofertes
requests-take = Demanar aquestes places a { $name }
requests-take-says = Es responen a l’instant, i { $name } ho sap.
requests-take-says-fair-use = Es responen a l’instant, i { $name } ho sap. En demanar-les accepteu la seva política d’ús just tal com és aquí.
requests-fair-use = Què demana { $name } a tothom
requests-taken = Heu demanat aquestes places
requests-our-answers = Les vostres ofertes
requests-answer = Oferir places
requests-offer = Oferir aquestes places
requests-offer-says = Només ho veuen ells. Quan les demanin, seran seves a l’instant, si són lliures.
requests-offer-seats = Quantes places
requests-offer-seats-wrong = Digueu quantes places, d’1 a { $most }.
requests-offer-seats-most = No hi ha tantes places. Oferiu-ne menys.
requests-where = On
requests-where-missing = Trieu un dels vostres servidors de reunions.
requests-room =
    { $count ->
        [one] { $name } ({ $seats } plaça)
       *[other] { $name } ({ $seats } places)
    }
requests-no-rooms = No compartiu cap servidor de reunions del qual pugueu oferir places.
requests-share = Compartir alguna cosa
requests-withdraw-title = Ja no cal?
requests-withdraw = Retirar-ho
requests-withdraw-says = Qui ho veia ho sap, i les ofertes s’acaben. El que heu acordat es manté. No es pot desfer, però ho podeu tornar a publicar.
requests-new-title = Digueu què necessiteu
requests-new-lead = Qui té places us en pot oferir. Desapareix tot sol quan comença, o quan n’heu acordat prou.
requests-publish = Publicar-ho
requests-publish-says = Es diu a l’instant a qui ho pot veure.
requests-cancel = Tornar a les necessitats
requests-what = Per a què
requests-what-help = Unes paraules, en les llengües de qui ho ha de llegir.
requests-what-missing = Digueu per a què és, almenys en una llengua.
requests-what-long = Feu servir com a molt { $most } caràcters.
requests-too-many = Ja necessiteu { $most } coses. Retireu-ne una abans.
requests-answer-gone = Aquesta oferta ja no hi és.
requests-overview = Què necessiten els altres
requests-overview-all = Totes les necessitats

resources-title = Recursos
resources-lead = El que comparteix la vostra cooperativa: servidors de reunions i qualsevol altra cosa.
resources-empty-title = Encara no es comparteix res
resources-empty = Afegiu el primer servidor de reunions: les places, les llengües i com s’hi entra. Després oferiu-ne les places a les sòcies.
resources-empty-member = Quan algú que porta els servidors hi afegeixi alguna cosa, sortirà aquí.
resources-add = Comparteix un servidor de reunions
resources-add-other = Comparteix una altra cosa
resources-status-shown = Ho veu tothom
resources-status-not-offered = Encara no s’ofereix
resources-status-public = S’ofereix a tothom
resources-status-partners = S’ofereix a les sòcies
resources-new-title = Comparteix un servidor de reunions
resources-new-lead = Servidors propis, on cada acord té la seva sala, o una sala amb adreça fixa, sigui quin sigui el programa. Cada acord té una pàgina que hi porta.
resources-new-other-title = Comparteix una altra cosa
resources-new-other-lead = Una cabina d’interpretació, emmagatzematge, un equip de càmeres: les altres veuen que ho teniu i us ho demanen.
resources-new-other-instead = Voleu compartir una altra cosa?
resources-new-server-instead = Voleu compartir un servidor de reunions?
resources-change-title = Canvia { $name }
resources-change-lead = Les sòcies veuen els canvis de seguida. El que s’ha acordat queda igual.
resources-change-save = Desa
resources-cancel = Torna sense desar
resources-share = Comparteix-ho
resources-name = Nom
resources-name-help = Com en diuen de la sala, en una llengua o en unes quantes.
resources-name-other-help = Com en diuen, en una llengua o en unes quantes.
resources-name-missing = Escriviu un nom almenys en una llengua.
resources-too-long = És massa llarg: com a màxim { $most } caràcters.
resources-category = Què és
resources-category-help = En un mot o dos.
resources-category-missing = Escriviu què és, en un mot o dos.
resources-category-interpretation = Cabina d’interpretació
resources-category-storage = Emmagatzematge
resources-category-cameras = Equip de càmeres
resources-category-space = Espai de trobada
resources-seats = Places
resources-seats-help = Quanta gent aguanta el servidor alhora, sumant totes les sales.
resources-seats-wrong = Escriviu un nombre enter de l’1 al { $most }.
resources-seats-agreed =
    { $count ->
        [one] Ja hi ha una plaça acordada o reservada per més endavant, així que no n’hi pot haver menys. Abans cal cancel·lar aquell acord.
       *[other] Ja hi ha { $least } places acordades o reservades per més endavant, així que no n’hi pot haver menys. Abans cal cancel·lar acords.
    }
resources-address = Adreça de la sala
resources-address-help = No es mostra mai en públic. Només hi arriba qui té un acord, des de 15 minuts abans de l’hora. Sense adreça, la seva pàgina diu que els enviareu com entrar-hi.
resources-address-wrong = Això no és l’adreça d’una sala. Comença per https://.
resources-location = On és
resources-location-help = Una ciutat o un centre de dades.
resources-languages = Llengües
resources-languages-help = En què podeu ajudar la gent.
resources-features = Què ofereix
resources-feature-recording = Gravació
resources-feature-dial-in = Entrada per telèfon
resources-feature-captions = Subtítols
resources-feature-breakout = Sales de grup
resources-energy = Energia
resources-energy-renewable = Energia renovable
resources-energy-mixed = Energia mixta
resources-energy-unknown = Energia desconeguda
resources-summary = Descripció
resources-summary-help = El que cal saber abans de demanar-ho.
resources-refused = No s’ha pogut desar tal com està. Trieu un altre nom.
resources-no-seats = Només es pot oferir per hores el que té places.
resources-what = Què és
resources-way-in = Com s’hi entra
resources-way-in-known = L’adreça se sap, i només la veu qui té un acord
resources-way-in-missing = Encara no hi ha adreça
resources-no-address-title = Falta l’adreça de la sala
resources-no-address = Qui té un acord llegeix que li enviareu com entrar-hi. Afegiu l’adreça i la pàgina hi portarà sola.
resources-public = Pàgina pública
resources-public-page = Com ho veu tothom
resources-change = Canvia
resources-week = Aquesta setmana
resources-week-free = No hi ha res ocupat: { $seats } lliures.
resources-week-most =
    { $count ->
        [one] Quan més plena és, hi ha { $taken } plaça ocupada de { $seats }.
       *[other] Quan més plena és, hi ha { $taken } places ocupades de { $seats }.
    }
resources-upcoming = Acords que venen
resources-offers = El que s’ofereix
resources-offers-empty-title = Encara no s’ofereix
resources-offers-empty = Les altres poden demanar places quan n’oferiu: dieu quantes, a qui i què demaneu a canvi.
resources-offer = Ofereix places
resources-offer-another = Fes una altra oferta
resources-offered-partners = Per a sòcies
resources-offered-public = Per a tothom
resources-offered-terms = Condicions: { $terms }.
resources-answers-all = Les peticions de sòcies es responen de seguida.
resources-answers-up-to = Les peticions de sòcies de fins a { $seats } es responen de seguida; les més grans esperen que algú de vosaltres les miri.
resources-offer-change = Canvia l’oferta
resources-withdraw = Retira l’oferta
resources-withdraw-says = Ningú no pot demanar més aquestes places, i es diu a les sòcies. El que s’ha acordat queda. Les podeu tornar a oferir.
resources-offer-title = Ofereix places de { $name }
resources-offer-lead = Les sòcies ho veuen de seguida. Per moltes que en demanin, cap minut no queda mai sobrecarregat.
resources-offer-change-title = Canvia una oferta de { $name }
resources-offer-change-lead = Els acords fets conserven les condicions. Les peticions que encara esperen es refusen si es van fer amb unes altres.
resources-offer-button = Ofereix
resources-offer-save = Desa l’oferta
resources-proposal-seats = Places ofertes
resources-proposal-seats-help =
    { $count ->
        [one] Com a màxim { $most }, que és tot el que hi ha.
       *[other] Com a màxim { $most }, que són totes les que hi ha.
    }
resources-proposal-seats-wrong = Escriviu un nombre enter de l’1 al { $most }.
resources-audience = Qui en pot demanar
resources-audience-partners = Sòcies
resources-audience-partners-help = Cooperatives a qui heu dit que sí i que us han dit que sí.
resources-audience-public = Tothom
resources-audience-public-help = També sòcies limitades i cooperatives que no coneixeu. Les seves peticions esperen que algú de vosaltres les miri.
resources-accept-up-to = Es respon de seguida fins a
resources-accept-up-to-help = En places, per a sòcies. Les peticions més grans esperen que algú de vosaltres les miri. Deixeu-ho buit per respondre-les totes de seguida.
resources-accept-up-to-wrong = Escriviu un nombre enter o deixeu-ho buit.
resources-terms = A canvi
resources-terms-gift = Res: és un regal
resources-terms-gift-help = Es compta igualment, perquè tothom vegi què s’ha donat.
resources-terms-reciprocal = Un preu per cada hora de plaça
resources-terms-reciprocal-help = En feina, en places o en diners. Escriviu-lo aquí sota.
resources-price = Preu d’una plaça durant una hora
resources-price-help = Només si hi ha preu. Els minuts en nombres enters, els diners com 0,05.
resources-price-wrong = Escriviu un preu amb dos decimals com a màxim, com 0,05.
resources-price-wrong-whole = Escriviu un nombre enter de minuts, a partir d’1.
resources-unit = Es compta en
resources-unit-work = minuts de feina
resources-unit-seats = minuts de plaça
resources-unit-missing = Trieu en què es compta el preu.
resources-removal = Treu
resources-remove = Treu { $name }
resources-remove-says =
    { $count ->
        [0] Desapareix per a tothom, se’n retiren les ofertes i es refusen les peticions obertes. No es pot desfer.
        [one] Desapareix per a tothom, se’n retiren les ofertes i es refusen les peticions obertes. L’acord que ve es manté. No es pot desfer.
       *[other] Desapareix per a tothom, se’n retiren les ofertes i es refusen les peticions obertes. Els { $count } acords que venen es mantenen. No es pot desfer.
    }
resources-done-shared = S’ha afegit. Ara oferiu-ne les places perquè les altres en puguin demanar.
resources-done-shared-other = S’ha afegit, i ho pot veure tothom.
resources-done-changed = Els canvis s’han desat, i es diu a les sòcies.
resources-done-removed = S’ha tret.
resources-done-offered = Les places s’ofereixen, i es diu a les sòcies.
resources-done-offer-changed = L’oferta s’ha canviat, i es diu a les sòcies.
resources-done-withdrawn = L’oferta s’ha retirat, i es diu a les sòcies.

agreement-impossible-slot-invalid = Aquesta hora no es pot fer servir. Trieu minuts sencers, com a molt 14 dies, dins dels pròxims dos anys.
agreement-impossible-unanswered = Massa canvis d’aquest acord esperen resposta. Espereu-ne una o cancel·leu-lo.
agreement-impossible-changed = Ara es demana una altra cosa. Torneu-ho a mirar i responeu a això.
agreement-compare = Què canviaria
agreement-compare-what = Què
agreement-compare-when = Quan
agreement-compare-seats = Places
agreement-compare-terms = A canvi
agreement-compare-now = Acordat ara
agreement-compare-first = Demanat primer
agreement-compare-asked = Demanat ara
agreement-compare-proposed = Proposat
agreement-unsure-them = { $name } encara no n’està segura i decidirà abans de { $until }.
agreement-propose = Proposeu una altra cosa
agreement-propose-other = Proposeu una altra cosa en lloc d’això
agreement-pending-title = { $name } demana un canvi
agreement-pending-held = El que està acordat es manté fins que respongueu. Les places de totes dues coses es reserven fins a { $until }; sense resposta, queda com estava acordat.
agreement-pending = El que està acordat es manté fins que respongueu, com a molt tard { $until }. Mentrestant no es reserven més places; quan digueu que sí, es torna a comprovar si n’hi ha.
agreement-accept-change = Accepteu el canvi
agreement-accept-change-says = Substitueix el que estava acordat, i s’avisa { $name }.
agreement-reject-change = Rebutgeu el canvi
agreement-reject-change-says = El que està acordat queda com és. S’avisa { $name }, amb la vostra nota.
agreement-granted-them = { $name } encara no n’està segura. Les places se li reserven fins a { $until } i queden lliures si no ho ha confirmat.
agreement-take-back = Retireu la proposta
agreement-take-back-says = El que està acordat queda com és, i s’avisa { $name }.
agreement-our-counter-title = Heu proposat una altra cosa
agreement-our-counter = { $name } pot acceptar-ho fins a { $until }. Les places es reserven fins llavors.
agreement-asked-title = Heu demanat un canvi
agreement-asked = Queda com estava fins que { $name } hi estigui d’acord.
agreement-asked-until = Poden respondre fins a { $until }.
agreement-keep = Retireu el canvi
agreement-keep-says = Queda com estava acordat, i s’avisa { $name }.
agreement-counter-title = { $name } proposa una altra cosa
agreement-counter-agreed = Les places se us reserven fins a { $until }. Si abans no dieu que sí, queda com estava acordat.
agreement-counter-offered = Les places se us reserven fins a { $until }. Si abans no dieu que sí, la petició s’acaba.
agreement-confirm-counter = Accepteu-ho
agreement-confirm-counter-says = Queda acordat tan bon punt { $name } ho sap.
agreement-keep-agreed = Manteniu el que estava acordat
agreement-keep-agreed-says = S’avisa { $name } que ho voleu com estava acordat.
agreement-change-other = Demaneu una altra cosa
agreement-unsure-title = Encara no n’esteu segurs
agreement-unsure-asked = Heu demanat que es reservin les places fins a { $until }. { $name } encara no ha dit que sí.
agreement-granted = Les places se us reserven fins a { $until }. Digueu abans que n’esteu segurs; si no, tornen a quedar lliures.
agreement-sure = N’estem segurs
agreement-sure-says = S’avisa { $name }, i queda acordat.
agreement-trouble-title = El servidor de reunions no respon
agreement-trouble-provider = Des de { $since }. S’ha avisat { $name }. Quan un servidor torni a respondre, aquest avís desapareix sol.
agreement-trouble-receiver = { $name } ho ha dit, des de { $since }. L’acord es manté, i se us avisarà quan el servidor torni a respondre. Penseu en una altra hora o una altra cooperativa per si no ho fa.
agreement-refused-change = { $name } ha rebutjat el canvi
agreement-refused-change-by-us = El canvi s’ha rebutjat
agreement-refused-change-stands = Tot queda com estava.
agreement-ended-no-show = No va venir ningú.
agreement-ended-server-failure = El servidor de reunions va fallar; no costa res.
agreement-fee-to-us = { $name } deu { $amount } per les places retornades.
agreement-fee-to-them = Deveu { $amount } a { $name } per les places retornades.
agreement-changing = Canviar-lo o acabar-lo
agreement-change = Demaneu altres places o una altra hora
agreement-no-show = No va venir ningú
agreement-no-show-says = S’acaba sense haver-se fet servir, i s’avisa { $name }. El cost segueix les condicions d’avís. No es pot desfer.
agreement-cost-nothing = Ara no costa res.
agreement-cost = Ara costa { $amount }.
agreement-change-title = Demaneu un canvi
agreement-propose-title = Proposeu una altra cosa a { $name }
agreement-change-says = El que està acordat es manté fins que { $name } accepti el canvi.
agreement-change-form = Què voleu en lloc d’això
agreement-propose-form = Què podeu oferir en lloc d’això
agreement-change-look = Vegeu què canviaria
agreement-change-look-says = Encara no s’envia res.
agreement-propose-send = Proposeu-ho a { $name }
agreement-propose-says = Les places es reserven fins que { $name } hagi respost, com a molt tres dies.
agreement-propose-note = Una nota
agreement-propose-note-help = Per què, o què més podria anar bé.
agreement-change-cancel = Deixeu-ho com està
agreement-change-send = Demaneu-ho a { $name }
agreement-change-send-says = Menys places o menys temps s’acorden de seguida. Per a més, respon { $name }.
agreement-change-again = Torneu-ho a canviar
agreement-series = Totes les vegades
agreement-series-this = aquesta
agreement-series-accept =
    { $count ->
        [one] Digueu que sí a la que espera
       *[other] Digueu que sí a les { $count } que esperen
    }
agreement-series-accept-says = S’acorda cadascuna per a la qual hi ha lloc, i s’avisa { $name } de cadascuna.
agreement-series-reject =
    { $count ->
        [one] Digueu que no a la que espera
       *[other] Digueu que no a les { $count } que esperen
    }
agreement-series-reject-says = S’avisa { $name }. El que ja està acordat es manté.
agreement-series-cancel =
    { $count ->
        [one] Cancel·leu aquesta
       *[other] Cancel·leu aquesta i les següents ({ $count })
    }
agreement-series-cancel-says = S’avisa { $name }, i les places queden lliures per a altres. No es pot desfer.
agreement-done-amended = Heu demanat el canvi a { $name }.
agreement-done-countered = Ho heu proposat a { $name }.
agreement-done-confirmed = S’avisa { $name } que hi esteu d’acord.
agreement-done-kept = S’avisa { $name } que ho voleu com estava acordat.
agreement-done-no-show = Queda constància que no va venir ningú, i s’avisa { $name }.
agreement-done-series = Fet per a totes, i s’avisa { $name }.
agreement-done-series-left = Fet on s’ha pogut, i s’avisa { $name }. Per a les altres, mireu-les una per una.
agreement-step-we-changed = Heu demanat un canvi
agreement-step-they-changed = { $name } ha demanat un canvi
agreement-step-we-countered = Heu proposat una altra cosa
agreement-step-they-countered = { $name } ha proposat una altra cosa
agreement-step-until = Cal respondre fins a { $until }
agreement-step-changed =
    { $count ->
        [one] Canviat una vegada
       *[other] Canviat { $count } vegades
    }
agreement-step-no-show = No va venir ningú
agreement-step-failed = El servidor va fallar
agreement-state-change-for-us = Un canvi us espera
agreement-state-change-for-them = Un canvi els espera
agreement-state-unsure = Reservat, encara no segur
agreement-state-trouble = Acordat, però el servidor no respon
agreement-overview-change = { $name } demana una altra hora o altres places. El que està acordat es manté fins que respongueu, { $when } com a molt tard.
agreement-overview-counter = { $name } proposa una altra cosa. Les places se us reserven; la proposta s’acaba { $when }.
agreement-overview-unsure = { $name } us reserva les places. Digueu que n’esteu segurs; si no, es deixen anar { $when }.
agreement-cancel-look = Vegeu què costa cancel·lar-lo

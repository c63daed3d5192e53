welcome-setup-title = Benvinguda. Posem en marxa el teu node
welcome-setup-lead = Unes quantes preguntes sobre la teva cooperativa. Tot, llevat del nom curt i de l'adreça, es pot canviar més endavant.
welcome-setup-button = Posa en marxa el node
welcome-coop = La teva cooperativa
welcome-name = Nom
welcome-name-help = En una llengua o en diverses; com a mínim en la llengua per defecte.
welcome-name-missing = Escriu el nom de la cooperativa en la seva llengua per defecte.
welcome-language = Llengua per defecte
welcome-language-help = La llengua que les persones i els servidors veuen primer.
welcome-language-missing = Tria una de les llengües.
welcome-handle = Nom curt
welcome-handle-help = Us seguiran al fedivers com a @nom_curt en aquesta adreça. Només minúscules, xifres i _; no es pot canviar després.
welcome-handle-wrong = Fes servir d'1 a 30 minúscules, xifres o _, sense espais ni accents.
welcome-summary = Què és la cooperativa
welcome-summary-help = Dues o tres frases per a qui no n'ha sentit a parlar.
welcome-place = On sou
welcome-region = Regió
welcome-region-help = Tal com la diuen les vostres companyes: Catalunya, Quebec, Kerala.
welcome-region-missing = Escriu la regió on treballa la cooperativa, en 100 caràcters com a màxim.
welcome-time-zone = Zona horària
welcome-time-zone-help = Comença a escriure el nom d'una ciutat propera, com ara Europe/Madrid. Les dates d'aquestes pàgines s'hi mostren.
welcome-time-zone-wrong = No coneixem aquesta zona horària. Escriu-la com Europe/Madrid o America/Toronto.
welcome-sharing = Compartir amb altres
welcome-fair-use = Política d'ús just
welcome-fair-use-help = Què demaneu a qui fa servir el que compartiu.
welcome-listed = Que les cooperatives sòcies ens puguin mostrar a les seves
welcome-listed-help = Així es troben les cooperatives. Continueu decidint amb qui compartiu.
welcome-you = Tu
welcome-person-name = El teu nom
welcome-person-name-help = Només el veuen les persones de la teva cooperativa.
welcome-person-name-missing = Escriu el teu nom.
welcome-too-long = És massa llarg: { $most } caràcters com a màxim.
welcome-invite-title =
    { $role ->
        [steward] Et conviden a coordinar
        [operator] Et conviden a operar els servidors
       *[member] Et conviden a ser-ne membre
    }
welcome-invite-lead = Digue'ns el teu nom. A la pàgina següent crearàs una clau d'accés, amb què entraràs a partir d'ara.
welcome-invite-button = Accepta la invitació
welcome-recover-title = Tornar a entrar
welcome-recover-lead = Aquest enllaç et fa entrar una vegada. Les claus d'accés antigues i totes les sessions obertes s'acaben ara; a la pàgina següent en crearàs una de nova.
welcome-recover-button = Entra
welcome-used-title = Aquest enllaç ja no funciona
welcome-used-lead = Ja s'ha fet servir o és massa antic. Els enllaços funcionen una vegada i durant un dia.
welcome-used-next = Demana'n un de nou a qui coordina la cooperativa. Qui porta el servidor en pot fer un amb:

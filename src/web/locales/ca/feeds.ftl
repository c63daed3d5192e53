feeds-title = Les vostres adreces de calendari i de canals
feeds-lead = Un programa de calendari o un lector de canals no pot iniciar sessió. Doneu-li una d’aquestes adreces: mostrarà el que podeu veure aquí i s’actualitzarà tot sol.
feeds-list = Adreces en ús
feeds-empty-title = Encara no hi ha cap adreça
feeds-empty = Feu-ne una aquí per a tots els acords, o una per a un sol acord o recurs a la seva pàgina.
feeds-add = Tot en un calendari
feeds-add-agreements = Fer una adreça per a tots els acords
feeds-add-agreements-says = Totes les reunions demanades o acordades, amb la manera d’entrar-hi.
feeds-made = L’adreça és a punt. Copieu-la al vostre calendari o lector, o obriu-la allà.
feeds-revoked = L’adreça ja no funciona.
feeds-address = Adreça secreta
feeds-open = Obrir al meu calendari
feeds-since = Des de
feeds-kind-calendar = Calendari
feeds-kind-feed = Canal
feeds-revoke = Acabar amb l’adreça de «{ $name }»
feeds-revoke-says = Els programes que la fan servir no veuran res de nou a partir d’ara. No es pot desfer, però podeu fer una altra adreça.
feeds-secret-title = Guardeu-les per a vosaltres
feeds-secret = Qui té una adreça d’aquestes veu el que veieu vosaltres sense iniciar sessió. Si cau en males mans, acabeu-la. Totes les vostres s’acaben quan s’acaba el vostre compte.
feeds-subject-agreements = Tots els acords
feeds-subject-search = Cerca: { $name }
feeds-subject-gone = Una cosa que ja no hi és
feeds-account = Calendaris i canals
feeds-account-says = Vegeu les reunions al vostre calendari, al telèfon o a l’ordinador.
feeds-account-link = Les vostres adreces
feeds-links-title = Al vostre calendari
feeds-links-agreement = Un fitxer té la reunió tal com està ara. Una adreça manté el calendari al dia quan alguna cosa canvia.
feeds-links-resource = Qui s’hi reuneix i quan és tancat: com a fitxer d’ara, o amb una adreça que es manté al dia.
feeds-links-file = Fitxer de calendari
feeds-links-subscribe = Tenir-lo al meu calendari
feeds-links-subscribe-all = Tenir-los al meu calendari
feeds-links-public = Calendari de places lliures
feeds-calendar-agreements = Acords de { $name }
feeds-category-given = Donat
feeds-category-received = Rebut
feeds-category-commons = Comuns
feeds-category-taken = Ocupat
feeds-event-given = { $title } ({ $name })
feeds-event-seats =
    { $count ->
        [one] { $seats } plaça
       *[other] { $seats } places
    }
feeds-event-provides = Doneu { $seats } a { $name }.
feeds-event-receives = { $name } us dona { $seats }.
feeds-event-offered = Encara no està acordat.
feeds-event-agreed = Acordat.
feeds-event-rejected = Rebutjat.
feeds-event-cancelled = Cancel·lat.
feeds-event-expired = Ningú no va respondre a temps.
feeds-event-trouble = El servidor de reunions no respon en aquest moment.
feeds-event-join = Entrar a la reunió
feeds-event-join-at = Entreu-hi: { $address }
feeds-event-closed = Tancat
feeds-event-full = Cap plaça lliure
feeds-event-free =
    { $count ->
        [one] { $free } plaça lliure de { $all }
       *[other] { $free } places lliures de { $all }
    }

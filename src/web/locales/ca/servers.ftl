servers-title = Servidors de reunions
servers-platform = Què fa funcionar les reunions
servers-platform-help = Amb un servidor propi, es crea i es tanca una sala per a cada acord, i el que es fa servir es mesura quan el programa ho pot dir. Una adreça fixa porta tothom a la mateixa sala. Això no es pot canviar més endavant.
servers-platform-link = Una adreça fixa, sigui quin sigui el programa
servers-platform-bigbluebutton = BigBlueButton o Scalelite
servers-platform-jitsi = Jitsi Meet
servers-platform-galene = Galène
servers-address-only-link = Només en té una sala amb adreça fixa. Afegireu el vostre servidor en el pas següent.
servers-empty-title = Encara no hi ha cap servidor
servers-empty = Fins que no s’hi afegeixi un servidor { $platform }, ningú no pot demanar aquestes places.
servers-add-first = Afegeix un servidor { $platform }
servers-add-another = Afegeix un altre servidor
servers-all-down-title = Cap servidor no respon
servers-all-down = Ara els vostres socis no poden demanar places, i els qui es reuneixen d’aquí a un dia ja n’estan avisats. Tan bon punt un servidor respongui, això s’acaba tot sol.
servers-up = Respon
servers-down = No respon
servers-unknown = Encara no comprovat
servers-up-says = Respon des de { $since }; darrera comprovació: { $when }.
servers-up-version = Respon des de { $since }; darrera comprovació: { $when }. Versió { $version }.
servers-up-doubt = Fins ara responia, però no a la darrera comprovació ({ $when }); se li tornarà a preguntar d’aquí a un moment. { $detail }
servers-down-says = No respon des de { $since }; darrera comprovació: { $when }.
servers-down-detail = No respon des de { $since }; darrera comprovació: { $when }. Què ha tornat: { $detail }
servers-unknown-says = Es comprovarà d’aquí a un moment.
servers-unknown-detail = No ha respost a la primera comprovació. Què ha tornat: { $detail }
servers-rooms-in-use =
    { $count ->
        [0] cap sala en ús
        [one] una sala en ús
       *[other] { $count } sales en ús
    }
servers-change = Canvia
servers-check = Comprova ara
servers-new-title = Afegeix un servidor { $platform }
servers-new-lead = Les seves places s’afegeixen al conjunt de { $name }. Les claus i contrasenyes es guarden xifrades en aquest node i no es tornen a mostrar mai.
servers-change-lead = Un servidor de { $name }.
servers-add = Afegeix-lo
servers-save = Desa
servers-cancel = Torna sense desar
servers-name = Nom
servers-name-help = Per a la vostra gent: «BBB 1» o el nom de la màquina.
servers-name-missing = Escriviu un nom de 100 caràcters com a màxim.
servers-seats = Places
servers-seats-help = Quanta gent pot portar aquest servidor alhora, entre totes les sales. Cap sala no en tindrà més.
servers-secret-kept = Deixeu-ho buit per conservar el que hi ha desat.
servers-field-url = Adreça
servers-field-secret = Secret
servers-field-checksum = Tipus de suma de control
servers-field-app-id = Identificador d’aplicació
servers-field-private-key = Clau privada
servers-field-key-id = Nom de la clau
servers-field-audience = Audiència
servers-field-subject = Subjecte
servers-field-username = Nom d’usuari
servers-field-password = Contrasenya
servers-field-groups = Grup de les sales
servers-field-key = Clau per als testimonis
servers-help-bigbluebutton-url = Tal com la mostra «bbb-conf --secret», com ara https://bbb.example.coop/bigbluebutton/
servers-help-bigbluebutton-secret = Tal com el mostra «bbb-conf --secret».
servers-help-bigbluebutton-checksum = SHA-256 va bé per a gairebé tots els servidors.
servers-help-jitsi-url = On són les sales, com ara https://meet.example.coop
servers-help-jitsi-app-id = L’«app_id» de la configuració de testimonis del servidor.
servers-help-jitsi-secret = L’«app_secret» del servidor. Doneu això o una clau privada.
servers-help-jitsi-private-key = En lloc d’un secret: una clau RSA privada, en PEM o JWK.
servers-help-jitsi-key-id = Amb una clau privada: el nom amb què el servidor en troba la part pública.
servers-help-jitsi-audience = Només si el servidor en demana una de diferent de l’identificador d’aplicació.
servers-help-jitsi-subject = Només si el servidor en demana un de diferent del seu amfitrió.
servers-help-galene-url = On hi arriba la gent, com ara https://galene.example.coop
servers-help-galene-username = D’algú amb el permís «admin» al config.json del servidor, on «writableGroups» és cert.
servers-help-galene-groups = Les sales es creen sota aquest grup; «fedicoop» si es deixa buit.
servers-help-galene-key = Una clau privada per a ES256 o HS256, en JWK. Sense clau, cada sala en té una de pròpia.
servers-missing = Això cal.
servers-wrong = Això no és com ho accepta { $platform }.
servers-wrong-url = Escriviu l’adreça sencera. Comença per https://.
servers-none-here = Aquesta sala té una adreça fixa i cap servidor.
servers-too-many = Ja hi ha { $most } servidors, que és el màxim.
servers-removal = Retirada
servers-remove = Retira { $name }
servers-remove-says = Les seves places surten del conjunt de seguida i les seves claus ja no es fan servir. El que s’havia acordat passa als altres servidors. El podeu tornar a afegir.
servers-in-use =
    { $count ->
        [one] Una sala d’aquest servidor és en ús. El podreu retirar quan s’acabi la reunió.
       *[other] { $count } sales d’aquest servidor són en ús. El podreu retirar quan s’acabin les reunions.
    }
servers-done-added = S’ha afegit el servidor.
servers-done-changed = S’ha canviat el servidor.
servers-done-removed = S’ha retirat el servidor.
servers-way-in = Una sala per a cada acord, creada quan arriba l’hora

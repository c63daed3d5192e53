delivery-title = Lliurament
delivery-lead =
    { $count ->
        [one] Un servidor rep el que dieu, i ho accepta.
       *[other] { $number } servidors reben el que dieu, i tots ho accepten.
    }
delivery-lead-failing =
    { $count ->
        [one] Ara mateix no es pot arribar a un servidor. El que l’espera s’enviarà quan torni.
       *[other] Ara mateix no es pot arribar a { $number } servidors. El que els espera s’enviarà quan tornin.
    }
delivery-lead-none = Encara no heu dit res a cap altre servidor.
delivery-doctor = Mirar si tot està en ordre
delivery-troubled = El que cal mirar
delivery-hosts = Tots els servidors
delivery-hosts-none-title = Encara no hi ha servidors
delivery-hosts-none = Tan bon punt algú us segueixi o una cooperativa sigui sòcia vostra, els seus servidors sortiran aquí, amb com hi arriben els missatges.
delivery-everything = Tot el que s’ha dit, el més nou primer
delivery-host = Servidor
delivery-state = Com va
delivery-software = Programari
delivery-software-not-asked = Encara no s’ha preguntat
delivery-software-silent = No ho diu
delivery-last-answered = Últim cop que va respondre
delivery-last-failed = Última fallada
delivery-last-received = Últim cop que ens va escriure
delivery-never = Encara mai
delivery-unknown = Encara no se sap
delivery-queue = En espera
delivery-queue-empty = No hi ha res en espera
delivery-queue-since =
    { $count ->
        [one] Un missatge, dit { $since }
       *[other] { $number } missatges, el més antic dit { $since }
    }
delivery-failures = Fallades seguides
delivery-why = Per què
delivery-next = Què passarà ara
delivery-flow = Com van els missatges
delivery-known = Què en sabem
delivery-peer = Cooperativa
delivery-signature-takes = Signatura que accepta
delivery-signature-sends = Signatura que fa servir
delivery-clock = El seu rellotge
delivery-clock-title = Els rellotges no coincideixen
delivery-clock-same = Igual que el nostre.
delivery-clock-ahead = { $by } avançat respecte al nostre.
delivery-clock-behind = { $by } endarrerit respecte al nostre.
delivery-clock-attention = Un dels dos va malament. Els missatges encara passen, però si supera els cinc minuts es rebutjaran.
delivery-clock-trouble = Els missatges es rebutgen quan els rellotges difereixen més de cinc minuts. Si els altres servidors coincideixen amb el nostre, demaneu a qui el porta que l’ajusti amb NTP.
delivery-waits = El que l’espera
delivery-waits-none = Res: té tot el que se li ha dit.
delivery-host-all = Tot el que se li ha dit
delivery-host-good = accepta missatges
delivery-host-fails = no s’hi arriba
delivery-host-refuses = rebutja missatges
delivery-host-clock = rellotge desajustat
delivery-host-new = encara no provat
delivery-list-title = Qui ho té
delivery-list-title-host = El que s’ha dit a { $host }
delivery-back-subject = De què es tracta
delivery-count-nobody = Encara no s’ha enviat a cap servidor.
delivery-count-done =
    { $count ->
        [0] Encara no el té cap servidor.
        [one] El té un servidor.
       *[other] El tenen { $number } servidors.
    }
delivery-count-waiting =
    { $count ->
        [one] Va de camí a un.
       *[other] Va de camí a { $number }.
    }
delivery-count-failed =
    { $count ->
        [one] Un no l’ha pogut rebre, i s’hi torna.
       *[other] { $number } no l’han pogut rebre, i s’hi torna.
    }
delivery-count-dropped =
    { $count ->
        [one] Un s’ha deixat estar.
       *[other] { $number } s’han deixat estar.
    }
delivery-filters = Quins mostrar
delivery-all = Tots
delivery-done = el té
delivery-taken = el té, encara no ha contestat
delivery-waiting = de camí
delivery-failed = ha fallat, s’hi torna
delivery-dropped = deixat estar
delivery-none-title = Aquí no hi ha res
delivery-none = Cap servidor no es troba en aquest estat. Mireu-los tots, o torneu més tard.
delivery-said = { $kind }, dit { $when }
delivery-retry = Tornar-hi ara
delivery-retry-all = Tornar-hi ara amb tots
delivery-retry-all-says = Tot el que espera s’envia de seguida, també el que s’havia deixat estar si encara té sentit. A un servidor que no hi era se li envia primer un sol missatge.
delivery-done-retried = Ara s’hi torna. Mireu-ho d’aquí a un moment.
delivery-done-over = No hi ha res a reintentar: ha arribat, s’ha retirat, o des d’aleshores s’ha dit una cosa més nova.
delivery-done-nothing = Allà no espera res.
delivery-attempts =
    { $count ->
        [one] Provat un cop:
       *[other] Provat { $number } cops:
    }
delivery-details = Per a qui hi entén
delivery-kind-new = Nou
delivery-kind-change = Un canvi
delivery-kind-removal = La supressió
delivery-kind-offer = Una petició
delivery-kind-yes = Un sí
delivery-kind-no = Un no
delivery-kind-cancelled = La cancel·lació
delivery-kind-taken-back = Retirat
delivery-kind-follow = Una petició de seguiment
delivery-kind-message = Un missatge
delivery-next-done = El té des de { $when }.
delivery-next-taken = El té. N’esperem la resposta, i ho tornarem a preguntar { $when }.
delivery-next-taken-soon = El té. N’esperem la resposta.
delivery-next-first = Estem a punt d’enviar-lo.
delivery-next-soon = Hi tornarem d’aquí a menys d’un minut.
delivery-next-again = Hi tornarem { $when }.
delivery-next-stops = Ho deixarem { $when }.
delivery-next-dropped = Ho vam deixar { $when }. Podeu fer que s’hi torni durant una setmana més.
delivery-next-over = Ho vam deixar { $when }. S’ha retirat, o des d’aleshores s’ha dit una cosa més nova.
delivery-why-silent = No respon.
delivery-why-no-name = El seu nom no porta enlloc: no s’ha trobat al DNS.
delivery-why-closed = La màquina hi és, però no hi funciona cap servidor.
delivery-why-unreachable = No s’hi ha pogut arribar: la connexió s’ha tallat, o no hi ha camí.
delivery-why-certificate-expired = El seu certificat ha caducat.
delivery-why-certificate-name = El seu certificat és per a un altre nom.
delivery-why-certificate-chain = El seu certificat no és vàlid: no l’ha signat ningú de confiança, o falta una part de la cadena.
delivery-why-certificate = El seu certificat no és vàlid.
delivery-why-private-address = La seva adreça és en una xarxa privada, on aquest node no va.
delivery-why-signature = Ha rebutjat la nostra signatura (401).
delivery-why-forbidden = No accepta res de nosaltres (403): potser ens hi han blocat, o ha rebutjat la nostra signatura.
delivery-why-not-found = El destinatari no hi és (404).
delivery-why-gone = El destinatari ja no hi és (410).
delivery-why-too-often = Ha respost que hi anem massa sovint (429).
delivery-why-too-large = El missatge és massa gran per a ell (413).
delivery-why-redirect = Ens envia a una altra adreça ({ $status }), i no la seguim.
delivery-why-refused = Ha rebutjat el missatge (ha respost { $status }).
delivery-why-failing = Ha respost { $status }: alguna cosa li va malament.
delivery-why-unwritable = El missatge no s’ha pogut escriure. És un error d’aquest node; el registre en diu més.
delivery-why-blocked = L’heu blocat.
delivery-why-expired = Fa massa temps que no s’hi pot arribar.
delivery-peer-link = Com van els missatges a aquest servidor, i què se’n sap
delivery-link = Quins servidors ho tenen, i com va amb els altres
delivery-why-unknown = No ha acceptat el missatge.

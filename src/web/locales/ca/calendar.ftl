calendar-title = Quan es pot fer servir
calendar-change = Canvia l’horari i els límits
calendar-form-title = Horari i límits de { $name }
calendar-form-lead = El que escriviu aquí val per a totes les peticions, i els vostres socis veuen què hi ha lliure segons això. Els acords fets es mantenen.
calendar-save = Desa
calendar-cancel = Cancel·la
calendar-refused = Això ja no es pot canviar aquí. Torneu enrere i mireu-ho de nou.
calendar-opens = Obert
calendar-opens-always = Dia i nit
calendar-opens-hours = En aquestes hores
calendar-week = Horari
calendar-week-help = Com ara 9–17 o 9:00–12:30, 14:00–18:00. Una nit es pot escriure 20–4: la resta és de l’endemà. Un dia sense hores és tancat.
calendar-hours-wrong = Escriviu les hores com ara 9–17 o 9:00–12:30, 14:00–18:00.
calendar-hours-none = Escriviu les hores d’almenys un dia, o trieu dia i nit.
calendar-zone = Fus horari
calendar-zone-help = Les hores segueixen el rellotge d’allà, també quan canvia a la primavera i a la tardor.
calendar-zone-wrong = Escriviu un fus horari com ara Europe/Madrid.
calendar-limits = Límits
calendar-rooms = Reunions alhora
calendar-rooms-help = Com a molt s’usen tantes sales al mateix temps. Deixeu-ho buit si només compten les places.
calendar-rooms-agreed = Ja hi ha { $least } reunions alhora acordades; no n’hi pot haver menys.
calendar-before = Lliure abans de cada reunió
calendar-before-help = Ningú més té aquestes places en aquest temps: per preparar-ho, o perquè la gent arriba d’hora.
calendar-after = Lliure després de cada reunió
calendar-overrun = Es pot allargar després del final
calendar-overrun-help = Mentre ningú més no necessiti les places.
calendar-notice = Antelació mínima
calendar-notice-help = Com ara 2 o 0:30. Les peticions més tardanes es rebutgen.
calendar-notice-wrong = Escriviu hores com ara 2 o 0:30, com a molt { $most }.
calendar-horizon = Antelació màxima
calendar-horizon-help = Les peticions més primerenques es rebutgen. Deixeu-ho buit si no hi ha límit.
calendar-number-wrong = Escriviu un nombre enter de { $least } a { $most }.
calendar-minutes = minuts
calendar-hours-unit = hores
calendar-days = dies
calendar-some-minutes =
    { $count ->
        [one] { $count } minut
       *[other] { $count } minuts
    }
calendar-some-days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dies
    }
calendar-blackouts = Tancat un temps
calendar-blackouts-help = Vacances, obres, actes vostres. Els socis veuen que no hi ha res lliure, però no per què. Buideu una fila per tornar a obrir.
calendar-blackout-from = Tancat des de ({ $number })
calendar-blackout-until = Tancat fins a ({ $number })
calendar-blackout-note = Per què, per a vosaltres ({ $number })
calendar-blackout-backwards = Ha d’acabar després de començar.
calendar-moment-wrong = Escriviu una data i una hora, com ara 2027-08-01 08:00.
calendar-place = On és
calendar-place-help = Per al mapa i les distàncies, en graus. Els webs de mapes mostren aquests dos nombres per a qualsevol lloc.
calendar-latitude = Latitud
calendar-longitude = Longitud
calendar-degrees-wrong = Escriviu graus de -{ $most } a { $most }, com ara 41.385064.
calendar-energy = Com sabeu d’on ve l’energia
calendar-energy-help = Amb les vostres paraules: un certificat, un contracte, plaques al terrat.
calendar-too-long = Com a molt { $most } caràcters.
calendar-inside-title =
    { $count ->
        [one] Hi ha un acord quan voleu tancar
       *[other] Hi ha { $count } acords quan voleu tancar
    }
calendar-inside = Es mantenen: aquesta gent vindrà. Si no els podeu acollir, cancel·leu també els acords, perquè ho sàpiguen.
calendar-known = Ho sé; tanca igualment
calendar-known-missing = Mireu els acords de sota i digueu que ho sabeu.

attend-title = Vens?
attend-coming = { $coming ->
    [0] Encara ningú ha dit que ve.
    [one] Ve una persona.
   *[other] Venen { $coming } persones.
}
attend-free = { $free ->
    [one] Queda una plaça.
   *[other] Queden { $free } places.
}
attend-full = { $waiting ->
    [0] És ple. Encara et pots apuntar a la llista d’espera: qui deixa la plaça fa lloc per a la persona següent.
    [one] És ple, i una persona espera plaça. Et pots apuntar a la llista d’espera: qui deixa la plaça fa lloc per a la persona següent.
   *[other] És ple, i { $waiting } persones esperen plaça. Et pots apuntar a la llista d’espera: qui deixa la plaça fa lloc per a la persona següent.
}
attend-restricted = L’organització mira cada resposta i t’ho dirà.
attend-until = Respon abans de: { $when }.
attend-here = Respon aquí, sense cap compte
attend-name = El teu nom
attend-name-help = Tal com et coneix l’organització. No es mostra a ningú més.
attend-name-missing = Escriu el nom pel qual et coneix l’organització.
attend-email = El teu correu electrònic
attend-email-help = Per als canvis i per al teu calendari. Rebràs una carta amb un enllaç; la resposta compta quan l’hagis obert.
attend-email-wrong = Escriu una adreça de correu, com ara ana@coop.example, o deixa-ho en blanc.
attend-note = Alguna cosa que l’organització hagi de saber
attend-note-help = Accessibilitat, menjar, qui ve amb tu.
attend-note-long = Escriu com a màxim { $most } caràcters.
attend-trap = Deixa-ho en blanc
attend-send = Hi vinc
attend-consent = Només l’organització veu el que escrius. S’esborra 30 dies després de l’activitat.
attend-consent-mail = Només l’organització veu el que escrius. Al teu correu només hi arriben cartes sobre aquesta activitat. Tot s’esborra 30 dies després.
attend-account = O amb el teu compte
attend-account-how = A Mobilizon i Friendica, cerca l’adreça de sota i digues allà que vens. A Mastodon i altres, cerca-la i respon-hi «sí»; amb un «no» ho desfàs. { $address } et respon només a tu.
attend-account-address = Adreça d’aquesta activitat
attend-too-many = Ara mateix arriben massa respostes d’aquí. Torna-ho a provar d’aquí a una hora.
attend-back = L’activitat
attend-refused-cancelled = No es fa.
attend-refused-ended = Ja ha acabat.
attend-refused-closed = Ja és massa tard per respondre.
attend-refused-elsewhere = Les respostes es recullen en un altre lloc:
attend-refused-not-needed = Vine i prou: no cal que ho diguis a ningú.
attend-refused-declined = Aquesta vegada l’organització no et pot acollir.
attend-mailed-title = Mira el correu
attend-mailed = T’hem escrit. Obre l’enllaç de la carta abans de 48 hores i prem-hi el botó: llavors la teva resposta compta.
attend-mailed-next = No hi ha res al cap d’uns minuts? Mira el correu brossa, i si l’adreça era correcta.
attend-confirm = Sí, hi vinc
attend-keep = Desa l’adreça d’aquesta pàgina, per exemple en un marcador: és l’única manera de veure com està i de desfer la resposta. Guarda-la només per a tu.
attend-own-address = La teva pàgina
attend-leave = Finalment no vinc
attend-leave-says = La teva plaça passa a la persona següent de la llista i s’esborra el que vas escriure. Pots tornar a respondre mentre hi hagi lloc.
attend-not-me = No he estat jo
attend-not-me-says = Oblidem aquesta adreça de seguida.
attend-own-unconfirmed = Un pas més: digues que has estat tu i la teva resposta compta.
attend-own-asked = Hem rebut la teva resposta. L’organització la mira.
attend-own-waiting = És ple. Ets el número { $position } de la llista d’espera.
attend-own-coming = Hi vens.
attend-own-left = No hi vens. El que vas escriure s’ha esborrat.
attend-own-cancelled = Aquesta activitat no es fa.
attend-online = Entra a la sala en línia

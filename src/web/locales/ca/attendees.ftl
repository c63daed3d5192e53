attendees-title = Qui ve
attendees-empty-title = Encara no ha respost ningú
attendees-empty = Aquí hi surt qui diu que sí, a la pàgina de l’activitat o des del seu servidor.
attendees-asked = Esperen la teva resposta
attendees-coming = Venen
attendees-waiting = A la llista d’espera
attendees-refused = Rebutjades
attendees-free = Places lliures
attendees-unconfirmed = Correu encara no confirmat
attendees-cut = Hi ha més persones de les que mostra aquesta pàgina. La interfície per a programes les dona totes.
attendees-export = Desa com a taula (CSV)
attendees-forgotten = Els noms, les adreces i les notes s’esborren 30 dies després de l’activitat. Tracta igual de bé el que desis.
attendees-nameless = Algú amb el nom ja esborrat
attendees-position = { $position }. { $name }
attendees-via-join = Des del seu servidor
attendees-via-reply = Amb una resposta
attendees-via-page = A la nostra pàgina
attendees-accept = Digues que sí a { $name }
attendees-refuse = Digues que no a { $name }
attendees-remove = Retira la plaça de { $name }
attendees-refuse-says = Se l’avisa, i puja la persona següent de la llista. Més endavant li pots dir que sí.
attendees-done-accepted = L’hem avisat que pot venir, o que és a la llista d’espera.
attendees-done-refused = L’hem avisat que no pot venir.
attendees-done-not-now = Mentrestant ha desfet la resposta, o encara no l’ha confirmada.
attendees-ask = { $asked ->
    [one] Una persona demana de venir i espera la teva resposta.
   *[other] { $asked } persones demanen de venir i esperen la teva resposta.
}

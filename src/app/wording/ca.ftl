# Letters and private notes about somebody's answer to an event.

answer-confirm = Algú, esperem que tu, ha dit a { $coop } que vens a «{ $event }». Per confirmar-ho, obre l’enllaç de sota abans de 48 hores i prem-hi el botó. Si no has estat tu, no facis res: no passarà res i oblidarem aquesta adreça.
answer-confirm-subject = Confirma-ho: { $event }
answer-coming = Vens a «{ $event }». Fins aviat!
answer-coming-subject = Vens: { $event }
answer-waiting = «{ $event }» és ple. Ets el número { $position } de la llista d’espera; t’avisarem tan bon punt hi hagi lloc.
answer-waiting-subject = Ets a la llista d’espera: { $event }
answer-asked = L’organització de «{ $event }» mira cada resposta. T’ho dirà.
answer-asked-subject = Hem rebut la teva resposta: { $event }
answer-moved-up = Hi ha lloc per a tu: ara sí que vens a «{ $event }». Si no pots, deixa’l per a algú altre.
answer-moved-up-subject = Hi ha lloc per a tu: { $event }
answer-declined = Aquesta vegada l’organització de «{ $event }» no et pot acollir.
answer-declined-subject = Sense lloc: { $event }
answer-left = Ja no vens a «{ $event }». Gràcies per dir-nos-ho.
answer-left-subject = No vens: { $event }
answer-way-in = «{ $event }» comença aviat. Aquesta és la teva entrada, només per a tu; la sala s’obre uns minuts abans.
answer-way-in-subject = Aviat: { $event }
answer-changed = «{ $event }» ha canviat. Ara és així.
answer-changed-subject = Ha canviat: { $event }
answer-event-cancelled = «{ $event }» no es fa.
answer-event-cancelled-detail = «{ $event }» no es fa. { $detail }
answer-event-cancelled-subject = Anul·lat: { $event }
answer-cancelled = «{ $event }» no es fa i, per tant, ningú hi pot venir.
answer-cancelled-subject = Anul·lat: { $event }
answer-ended = «{ $event }» ja ha acabat.
answer-ended-subject = Acabat: { $event }
answer-closed = Ja és massa tard per dir que vens a «{ $event }».
answer-closed-subject = Massa tard: { $event }
answer-elsewhere = L’organització de «{ $event }» recull les respostes en un altre lloc.
answer-elsewhere-detail = L’organització de «{ $event }» recull les respostes en un altre lloc: { $detail }.
answer-elsewhere-subject = Es respon en un altre lloc: { $event }
answer-not-needed = Pots venir a «{ $event }» sense dir-ho a ningú.
answer-not-needed-subject = No cal respondre: { $event }

answer-when = Quan
answer-where = On
answer-page = Més informació
answer-line = { $label }: { $said }
answer-confirm-link = Confirma-ho aquí abans de 48 hores
answer-your-link = La teva pàgina, per veure com està o per dir que finalment no vens; guarda-la només per a tu
answer-say-no = Si finalment no pots venir, respon «no».
answer-why = Reps això perquè s’ha donat aquesta adreça a { $coop } per a aquesta activitat. No s’hi envia res més, i s’esborra 30 dies després de l’activitat.

# What stands around an event's own words, where there is no page.

event-online = En línia
event-cancelled = Anul·lat.
event-cancelled-why = Anul·lat: { $why }
event-tentative = Encara no és segur.
event-answer = Hi vens? Respon «sí» a això o digues-ho a la pàgina de l'acte.

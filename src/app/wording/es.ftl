# Letters and private notes about somebody's answer to an event.

answer-confirm = Alguien, esperamos que tú, ha dicho a { $coop } que vienes a «{ $event }». Para confirmarlo, abre el enlace de abajo antes de 48 horas y pulsa el botón que verás. Si no has sido tú, no hagas nada: no pasará nada y olvidaremos esta dirección.
answer-confirm-subject = Confírmalo: { $event }
answer-coming = Vienes a «{ $event }». ¡Hasta pronto!
answer-coming-subject = Vienes: { $event }
answer-waiting = «{ $event }» está completo. Tienes el número { $position } en la lista de espera; te avisaremos en cuanto haya sitio.
answer-waiting-subject = En lista de espera: { $event }
answer-asked = La organización de «{ $event }» mira cada respuesta. Te dirá algo.
answer-asked-subject = Hemos recibido tu respuesta: { $event }
answer-moved-up = Hay sitio para ti: ahora sí vienes a «{ $event }». Si no puedes, deja el sitio a otra persona.
answer-moved-up-subject = Hay sitio para ti: { $event }
answer-declined = Esta vez la organización de «{ $event }» no puede contar contigo.
answer-declined-subject = Sin sitio: { $event }
answer-left = Ya no vienes a «{ $event }». Gracias por avisar.
answer-left-subject = No vienes: { $event }
answer-way-in = «{ $event }» empieza pronto. Esta es tu entrada, solo para ti; la sala se abre unos minutos antes.
answer-way-in-subject = Pronto: { $event }
answer-changed = «{ $event }» ha cambiado. Ahora queda así.
answer-changed-subject = Ha cambiado: { $event }
answer-event-cancelled = «{ $event }» no se celebra.
answer-event-cancelled-detail = «{ $event }» no se celebra. { $detail }
answer-event-cancelled-subject = Cancelado: { $event }
answer-cancelled = «{ $event }» no se celebra, así que nadie puede venir.
answer-cancelled-subject = Cancelado: { $event }
answer-ended = «{ $event }» ya ha terminado.
answer-ended-subject = Terminado: { $event }
answer-closed = Ya es tarde para decir que vienes a «{ $event }».
answer-closed-subject = Demasiado tarde: { $event }
answer-elsewhere = La organización de «{ $event }» recoge las respuestas en otro sitio.
answer-elsewhere-detail = La organización de «{ $event }» recoge las respuestas en otro sitio: { $detail }.
answer-elsewhere-subject = Se responde en otro sitio: { $event }
answer-not-needed = Puedes venir a «{ $event }» sin avisar a nadie.
answer-not-needed-subject = No hace falta responder: { $event }

answer-when = Cuándo
answer-where = Dónde
answer-page = Más información
answer-line = { $label }: { $said }
answer-confirm-link = Confírmalo aquí antes de 48 horas
answer-your-link = Tu página, para ver cómo está o para decir que al final no vienes; guárdala solo para ti
answer-say-no = Si al final no puedes venir, responde «no».
answer-why = Recibes esto porque se dio esta dirección a { $coop } para esta actividad. No se envía nada más a ella, y se borra 30 días después de la actividad.

# What stands around an event's own words, where there is no page.

event-online = En línea
event-cancelled = Anulado.
event-cancelled-why = Anulado: { $why }
event-tentative = Todavía no es seguro.
event-answer = ¿Vienes? Responde «sí» a esto o dilo en la página del acto.

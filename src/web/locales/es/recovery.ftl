recovery-title = Qué tienen los socios de lo que hemos firmado
recovery-lead = Cada socio guarda una copia de todo lo que firmamos para él. Si este servidor pierde algo, vuelve de allí.
recovery-to-ledger = Libro
recovery-empty-title = Todavía no se ha firmado nada
recovery-empty = Cuando vuestra cooperativa firme algo para un socio, aquí veréis qué ha confirmado.
recovery-open = En orden
recovery-open-says = El socio ha confirmado lo que hemos firmado.
recovery-unconfirmed = Aún sin confirmar
recovery-unconfirmed-says = Este servidor se ha iniciado y el socio todavía no ha dicho qué tiene. Hasta entonces no se firma nada para él; lo que decidáis espera.
recovery-recovering = Está volviendo
recovery-recovering-says = El socio tiene más que este servidor, que se inició desde una copia antigua. Lo perdido se está recuperando y hasta entonces no se firma nada para este socio.
recovery-forked = No coincide
recovery-forked-says = El socio tiene algo que firmamos y que este servidor no tiene en ese lugar. No se firma nada más para él hasta que las dos personas responsables acuerden empezar un registro nuevo.
recovery-signed = Firmado por nosotros para este socio
recovery-witnessed = De ello, confirmado
recovery-witnessed-at = Última confirmación
recovery-epoch = Número de registro
recovery-came-back = { $count ->
    [one] Una declaración firmada volvió el { $time }.
   *[other] { $number } declaraciones firmadas volvieron el { $time }.
  }
recovery-complete = Todos sus documentos están aquí de nuevo.
recovery-missing = { $count ->
    [one] El documento de una no se ha podido devolver. Es seguro que la firmamos, pero no qué decía:
   *[other] Los documentos de { $number } no se han podido devolver. Es seguro que las firmamos, pero no qué decían:
  }
recovery-note = Lo he visto
recovery-propose = Proponer un registro nuevo
recovery-propose-says = Solo cuando lo que falta no vaya a volver nunca. Todo lo que han firmado las dos partes se mantiene. La persona responsable del socio tiene que estar de acuerdo y no se puede deshacer.
recovery-ours-waits = Hemos propuesto empezar un registro nuevo. La persona responsable del socio tiene que estar de acuerdo.
recovery-theirs-waits = Este socio ha perdido lo que firmó para nosotros y propone empezar un registro nuevo. Todo lo que han firmado las dos partes se mantiene.
recovery-agree = Aceptar el registro nuevo
recovery-agree-says = Hablad antes con el socio para saber por qué.
recovery-done-noted = Anotado.
recovery-done-proposed = Se ha pedido a la persona responsable del socio que acepte un registro nuevo.
recovery-done-whole = Entretanto el socio ha confirmado el registro: no hace falta uno nuevo.
recovery-done-agreed = Empieza el registro nuevo. Se ha avisado al socio.
recovery-overview = Lo que se perdió y ha vuelto
recovery-link = Qué tienen los socios

attendees-title = Quién viene
attendees-empty-title = Todavía no ha respondido nadie
attendees-empty = Aquí aparece quien dice que sí, en la página de la actividad o desde su servidor.
attendees-asked = Esperan tu respuesta
attendees-coming = Vienen
attendees-waiting = En la lista de espera
attendees-refused = Rechazadas
attendees-free = Plazas libres
attendees-unconfirmed = Correo aún sin confirmar
attendees-cut = Hay más personas de las que muestra esta página. La interfaz para programas las da todas.
attendees-export = Guardar como tabla (CSV)
attendees-forgotten = Los nombres, direcciones y notas se borran 30 días después de la actividad. Trata con el mismo cuidado lo que guardes.
attendees-nameless = Alguien con el nombre ya borrado
attendees-position = { $position }. { $name }
attendees-via-join = Desde su servidor
attendees-via-reply = Con una respuesta
attendees-via-page = En nuestra página
attendees-accept = Decir que sí a { $name }
attendees-refuse = Decir que no a { $name }
attendees-remove = Retirar la plaza de { $name }
attendees-refuse-says = Se le avisa, y sube la siguiente persona de la lista. Más adelante puedes decirle que sí.
attendees-done-accepted = Le hemos dicho que puede venir, o que está en la lista de espera.
attendees-done-refused = Le hemos dicho que no puede venir.
attendees-done-not-now = Mientras tanto ha deshecho su respuesta, o aún no la ha confirmado.
attendees-ask = { $asked ->
    [one] Una persona pide venir y espera tu respuesta.
   *[other] { $asked } personas piden venir y esperan tu respuesta.
}

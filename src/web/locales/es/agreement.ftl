agreement-impossible-slot-invalid = Esa hora no se puede usar. Elegid minutos enteros, como mucho 14 días, dentro de los próximos dos años.
agreement-impossible-unanswered = Demasiados cambios de este acuerdo esperan respuesta. Esperad una o canceladlo.
agreement-impossible-changed = Ahora se pide otra cosa. Miradlo de nuevo y responded a eso.

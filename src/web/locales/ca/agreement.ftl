agreement-impossible-slot-invalid = Aquesta hora no es pot fer servir. Trieu minuts sencers, com a molt 14 dies, dins dels pròxims dos anys.
agreement-impossible-unanswered = Massa canvis d’aquest acord esperen resposta. Espereu-ne una o cancel·leu-lo.
agreement-impossible-changed = Ara es demana una altra cosa. Torneu-ho a mirar i responeu a això.

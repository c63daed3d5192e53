account-sign-in-title = Entra
account-sign-in-lead = Fes servir la clau d'accés que vas crear per a aquest node: en aquest aparell, al mòbil o en una clau de seguretat.
account-sign-in-by-link = L'adreça d'aquest node és feta de números, i així les claus d'accés no funcionen. Per entrar cal cada vegada un enllaç nou.
account-sign-in-button = Entra amb una clau d'accés
account-sign-in-lost = Si has perdut la clau d'accés o encara no en tens, demana un enllaç a qui coordina la cooperativa. Qui porta el servidor en pot fer un amb:
account-passkey-title = Crea la teva clau d'accés
account-passkey-lead = Una clau d'accés substitueix la contrasenya: el teu aparell la guarda i l'obre amb l'empremta, la cara o el PIN. Res a recordar, res que es pugui filtrar.
account-passkey-button = Crea una clau d'accés
account-passkey-later = Més tard. Sé que sense clau em caldrà un enllaç nou la pròxima vegada.
account-passkey-busy = Esperant el teu aparell…
account-passkey-failed = No ha funcionat i no s'ha canviat res. Pots tornar-ho a provar.
account-passkey-unsupported = Aquest navegador no pot fer servir claus d'accés. Prova'n un de més nou o el mòbil.
account-passkey-script = Les claus d'accés necessiten JavaScript al navegador. Sense, demana cada vegada un enllaç d'un sol ús a qui coordina.
account-title = El teu compte
account-name = Nom
account-role = Rol
account-role-is =
    { $role ->
        [steward] coordinació
        [operator] operació de servidors
       *[member] membre
    }
account-passkeys = Claus d'accés
account-passkeys-none = Encara no tens cap clau d'accés. Crea'n una o la pròxima vegada et caldrà un enllaç nou.
account-passkey-add = Crea una altra clau d'accés
account-elsewhere = Altres aparells
account-sign-out-everywhere = Surt de tot arreu
account-sign-out-everywhere-says = Acaba les teves sessions a tots els aparells, també en aquest. Les claus d'accés es conserven, així que pots tornar a entrar.
account-people = Persones que poden entrar
account-invite-button = Crea un enllaç d'invitació
account-invite-says = L'enllaç funciona una vegada, durant { $hours } hores. Envia'l a una sola persona.
account-invite-role = Rol
account-invite-name = El seu nom
account-name-too-long = És massa llarg: { $most } caràcters com a màxim.
account-invite-made = La invitació és a punt
account-invite-made-lead = Copia-la ara: només es mostra una vegada. Funciona { $hours } hores i per a una persona.
account-invite-link = Enllaç d'invitació
account-sign-in-lost-title = Si no tens cap clau d'accés a mà
account-coop = La cooperativa
account-coop-says = El que tothom en veu, les llengües i els colors, i com s'avé amb les altres cooperatives.
account-coop-settings = La cooperativa i les seves maneres
account-passkey-made = Creada el
account-passkey-used = feta servir per última vegada el
account-sign-out-everywhere-by-link = Acaba les teves sessions a tots els aparells, també en aquest. Per tornar a entrar et caldrà un enllaç nou.
account-invite = Convida algú
account-person-you = { $name } (tu)
account-person-never = Encara no ha entrat mai
account-person-seen = Va entrar per última vegada el
account-person-remove = Treu { $name }
account-person-remove-says = Elimina el seu compte i les claus d'accés i tanca ara mateix les seves sessions. Per tornar li caldrà una invitació nova.
account-person-removed = S'ha tret aquesta persona i s'han tancat totes les seves sessions.
account-role-option =
    { $role ->
        [steward] Coordinació: ho pot fer tot
        [operator] Operació: servidors i acords
       *[member] Membre: pot mirar
    }

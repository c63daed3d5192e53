recovery-title = Què tenen els socis del que hem signat
recovery-lead = Cada soci guarda una còpia de tot el que signem per a ell. Si aquest servidor perd alguna cosa, torna d’allà.
recovery-to-ledger = Llibre
recovery-empty-title = Encara no s’ha signat res
recovery-empty = Quan la vostra cooperativa signi alguna cosa per a un soci, aquí veureu què n’ha confirmat.
recovery-open = En ordre
recovery-open-says = El soci ha confirmat el que hem signat.
recovery-unconfirmed = Encara sense confirmar
recovery-unconfirmed-says = Aquest servidor s’ha engegat i el soci encara no ha dit què té. Fins llavors no se signa res per a ell; el que decidiu espera.
recovery-recovering = Està tornant
recovery-recovering-says = El soci té més que aquest servidor, que s’ha engegat des d’una còpia antiga. El que s’havia perdut s’està recuperant, i fins llavors no se signa res per a aquest soci.
recovery-forked = No coincideix
recovery-forked-says = El soci té alguna cosa que vam signar i que aquest servidor no té en aquell lloc. No se signa res més per a ell fins que les dues persones responsables acordin començar un registre nou.
recovery-signed = Signat per nosaltres per a aquest soci
recovery-witnessed = D’això, confirmat
recovery-witnessed-at = Última confirmació
recovery-epoch = Número de registre
recovery-came-back = { $count ->
    [one] Una declaració signada va tornar el { $time }.
   *[other] { $number } declaracions signades van tornar el { $time }.
  }
recovery-complete = Tots els seus documents tornen a ser aquí.
recovery-missing = { $count ->
    [one] El document d’una no s’ha pogut tornar. És segur que la vam signar, però no què deia:
   *[other] Els documents de { $number } no s’han pogut tornar. És segur que les vam signar, però no què deien:
  }
recovery-note = Ho he vist
recovery-propose = Proposa un registre nou
recovery-propose-says = Només quan el que falta no ha de tornar mai. Tot el que han signat les dues parts es manté. La persona responsable del soci hi ha d’estar d’acord, i no es pot desfer.
recovery-ours-waits = Hem proposat començar un registre nou. La persona responsable del soci hi ha d’estar d’acord.
recovery-theirs-waits = Aquest soci ha perdut el que va signar per a nosaltres i proposa començar un registre nou. Tot el que han signat les dues parts es manté.
recovery-agree = Accepta el registre nou
recovery-agree-says = Parleu abans amb el soci per saber-ne el motiu.
recovery-done-noted = Anotat.
recovery-done-proposed = S’ha demanat a la persona responsable del soci que accepti un registre nou.
recovery-done-whole = Mentrestant el soci ha confirmat el registre: no en cal cap de nou.
recovery-done-agreed = Comença el registre nou. S’ha avisat el soci.
recovery-overview = El que es va perdre i ha tornat
recovery-link = Què tenen els socis
keys-link = Claus
keys-title = Les claus que signen per nosaltres
keys-lead = Tot el que la vostra cooperativa signa al llibre se signa amb la clau més nova. Els socis les coneixen pel nom, perquè ningú no pugui signar en lloc vostre.
keys-signs = Signa ara
keys-replaced = Substituïda el { $date }
keys-compromised = Robada, des del { $date }
keys-made = Feta el { $time }
keys-rotate-title = Una clau nova
keys-rotate = Fes una clau nova
keys-rotate-says = Els socis la segueixen sols, i el que s’ha signat fins ara es manté. Després feu una còpia de seguretat i un equip de recuperació nous.
keys-revoke = La van robar
keys-revoke-title = Algú altre ha tingut aquesta clau
keys-revoke-lead = Una clau nova n’ocupa el lloc tot seguit. El que els socis ja han vist es manté; el que algú signi des d’ara amb la clau vella no compta enlloc.
keys-revoke-button = Revoca aquesta clau
keys-revoke-says = No es pot desfer. Després truqueu a cada soci i llegiu-li el nom de la clau nova: només llavors se’n refiaran.
keys-since = Des de quan
keys-since-help = El primer dia en què algú altre la podia tenir. Val més massa aviat que massa tard.
keys-since-wrong = Trieu un dia que no sigui futur.
keys-cancel = Deixa-ho com està
keys-done-rotated = La clau nova signa des d’ara i s’ha avisat els socis. Feu una còpia de seguretat i un equip de recuperació nous.
keys-done-revoked = La clau ja no compta. Truqueu a cada soci i llegiu-li el nom de la clau nova; després feu una còpia de seguretat i un equip de recuperació nous.
keys-compare = Compareu el nom de la clau nova amb el seu, per telèfon per exemple:

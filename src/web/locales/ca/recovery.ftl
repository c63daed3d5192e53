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

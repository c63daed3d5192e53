recovery-title = Ce que les partenaires détiennent de ce que nous avons signé
recovery-lead = Chaque partenaire garde une copie de tout ce que nous signons pour lui. Si ce serveur perd quelque chose, cela revient de là.
recovery-to-ledger = Registre
recovery-empty-title = Rien n’a encore été signé
recovery-empty = Dès que votre coopérative signe quelque chose pour un partenaire, vous voyez ici ce qu’il en a confirmé.
recovery-open = En ordre
recovery-open-says = Le partenaire a confirmé ce que nous avons signé.
recovery-unconfirmed = Pas encore confirmé
recovery-unconfirmed-says = Ce serveur a démarré et le partenaire n’a pas encore dit ce qu’il détient. D’ici là, rien n’est signé pour lui ; ce que vous décidez attend.
recovery-recovering = En cours de retour
recovery-recovering-says = Le partenaire détient plus que ce serveur, qui a démarré à partir d’une ancienne copie. Ce qui était perdu est en train de revenir et, d’ici là, rien n’est signé pour ce partenaire.
recovery-forked = Ne concorde pas
recovery-forked-says = Le partenaire détient quelque chose que nous avons signé et que ce serveur n’a pas à cette place. Rien de plus n’est signé pour lui tant que les deux responsables n’ont pas convenu de commencer un nouveau journal.
recovery-signed = Signé par nous pour ce partenaire
recovery-witnessed = Dont confirmé
recovery-witnessed-at = Dernière confirmation
recovery-epoch = Numéro du journal
recovery-came-back = { $count ->
    [one] Une déclaration signée est revenue le { $time }.
   *[other] { $number } déclarations signées sont revenues le { $time }.
  }
recovery-complete = Tous leurs documents sont de nouveau ici.
recovery-missing = { $count ->
    [one] Le document de l’une d’elles n’a pas pu être rendu. Il est certain que nous l’avons signée, pas ce qu’elle disait :
   *[other] Les documents de { $number } d’entre elles n’ont pas pu être rendus. Il est certain que nous les avons signées, pas ce qu’elles disaient :
  }
recovery-note = J’en ai pris note
recovery-propose = Proposer un nouveau journal
recovery-propose-says = Seulement si ce qui manque ne reviendra jamais. Tout ce que les deux ont signé demeure. Le responsable du partenaire doit donner son accord, et cela ne peut pas être annulé.
recovery-ours-waits = Nous avons proposé de commencer un nouveau journal. Le responsable du partenaire doit donner son accord.
recovery-theirs-waits = Ce partenaire a perdu ce qu’il avait signé pour nous et propose de commencer un nouveau journal. Tout ce que les deux ont signé demeure.
recovery-agree = Accepter le nouveau journal
recovery-agree-says = Parlez d’abord avec le partenaire pour savoir pourquoi.
recovery-done-noted = C’est noté.
recovery-done-proposed = Le responsable du partenaire est prié d’accepter un nouveau journal.
recovery-done-whole = Entre-temps, le partenaire a confirmé le journal : il n’en faut pas de nouveau.
recovery-done-agreed = Le nouveau journal commence. Le partenaire est prévenu.
recovery-overview = Ce qui était perdu et qui est revenu
recovery-link = Ce que les partenaires détiennent

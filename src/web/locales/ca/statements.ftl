statements-title = Extractes
statements-lead = El que tu i cada cooperativa us heu donat en un mes, comptat i signat per totes dues. Els mesos es tanquen sols, un dia després d'acabar.
statements-to-ledger = Llibre de comptes
statements-filter = Mostra
statements-filter-all = Tots
statements-filter-open = No signats per totes dues
statements-filter-agreed = Signats per totes dues
statements-empty-title = Encara no hi ha extractes
statements-empty = Quan s'acaba un mes amb apunts signats, totes dues cooperatives el compten i signen el mateix extracte. Apareix aquí.
statements-with =
    { $count ->
        [one] Amb { $name }: { $number } apunt
       *[other] Amb { $name }: { $number } apunts
    }
statements-state-agreed = Signat per totes dues
statements-state-sent = Els espera
statements-state-arrived = S'està comprovant
statements-state-refused = No confirmat
statements-state-superseded = Substituït
statements-says-agreed = Tu i { $name } heu comptat el mateix i ho heu signat.
statements-says-sent = L'has signat. { $name } compta pel seu compte i signa quan li surt el mateix.
statements-says-arrived = { $name } l'ha signat. El teu node compta pel seu compte i signa quan li surt el mateix.
statements-says-superseded = Un altre extracte n'ha ocupat el lloc. Es conserva i ja no compta res.
statements-refused-differs = Les dues cooperatives compten apunts diferents en aquest període. Es comparen els llibres i després es fa sol un extracte nou. Si segueix així, mira les disputes amb { $name }.
statements-refused-totals = Els apunts signats són els mateixos, però no el que està en camí o en disputa. Es comparen els llibres i després es fa sol un extracte nou. Si segueix així, mira les disputes amb { $name }.
statements-refused-period = No seguia l'últim extracte que totes dues coneixen. S'envia a { $name } el que es va signar abans i després se'n fa sol un de nou.
statements-refused-not-ready = { $name } encara no pot tancar aquest període. Es torna a provar sol.
statements-refused-not-yet = La teva cooperativa encara no podia tancar aquest període. { $name } ho torna a provar sol.
statements-refused-other = No s'ha pogut confirmar. Parla amb { $name }.
statements-close = Tanca un període ara
statements-close-says = No cal: els mesos es tanquen sols. Això serveix per passar comptes abans.
statements-close-with = Amb qui
statements-close-choose = Tria una cooperativa
statements-close-with-missing = Tria amb qui es tanca el període.
statements-close-until = Fins a, inclòs
statements-close-until-help = Un dia que ja ha passat, com 2027-03-31. Els dies es compten en UTC perquè siguin els mateixos per a totes dues.
statements-close-until-wrong = Escriu un dia, com 2027-03-31.
statements-close-button = Compta, signa i envia
statements-problem-not-over = Aquest dia encara no s'ha acabat. Tria'n un d'anterior.
statements-problem-closed = Tu i { $name } ja heu signat un extracte que arriba fins a aquest dia.
statements-problem-open = Un extracte amb { $name } espera resposta. Quan en tingui, pot venir el següent.
statements-problem-empty = En aquest temps tu i { $name } no heu signat res que no sigui ja en un extracte.
statements-problem-unconfirmed = No s'ha pogut contactar amb { $name } des que el teu node es va engegar, i per això encara no se li signa res. Compara els llibres amb aquesta cooperativa i torna-ho a provar.
statements-problem-no-books = No portes comptes amb { $name }.
statements-done-proposed = Has signat, i es demana a { $name } que compti pel seu compte i signi també.
statements-one-title = Extracte amb { $name }
statements-standing = Com està
statements-totals = El que suma
statements-opening = Abans
statements-closing = Després
statements-signatures = Qui ha signat
statements-unsigned = No ha signat
statements-signed-maker = Comptat i signat { $when }, amb la clau { $key }
statements-signed = Ha comptat el mateix i ha signat { $when }, amb la clau { $key }
statements-file = Descarrega'l amb tots els apunts
statements-file-help = Tothom pot comprovar aquest fitxer amb «ledger verify», en qualsevol node i sense el teu.
statements-entries = Els apunts que compta
statements-entries-all =
    { $count ->
        [one] Mostra l'únic apunt
       *[other] Mostra els { $number } apunts
    }
statements-proof = Per comprovar-lo
statements-count = Apunts
statements-digest = Empremta dels apunts
statements-previous = Segueix
statements-proposed-at = Va arribar aquí
statements-agreed-at = Signat per totes dues
statements-refusal-note = Per què no es va confirmar
statements-logs = El que cada part havia signat fins llavors
statements-address = La seva adreça
statements-document = El document signat
statements-overview = Extractes que no estan signats per totes dues

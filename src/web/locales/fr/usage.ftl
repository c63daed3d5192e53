usage-title = Combien étaient là
usage-running = La réunion est en cours ; voici ce qui a été compté jusqu’ici.
usage-proposed = Voici ce qui a été compté. Cela entre au registre quand une personne opératrice de l’hôte l’a confirmé.
usage-proposed-gaps = Voici ce qui a été compté, avec des moments où personne ne pouvait regarder. Une personne opératrice de l’hôte l’examine avant que cela entre au registre.
usage-settled-ours = Votre écriture se fonde sur ceci. L’autre coopérative voit la même chose.
usage-settled-theirs = L’écriture de l’hôte se fonde sur ceci, tel que son nœud le dit.
usage-how = Comment on le sait
usage-how-measured = On a demandé au serveur de réunion combien de personnes étaient là, jamais qui.
usage-how-entered = Une personne opératrice de l’hôte l’a saisi.
usage-how-entered-beside = Une personne opératrice de l’hôte l’a saisi ; en dessous, ce que le serveur de réunion a dit.
usage-measured = Utilisé
usage-counted = Au registre
usage-counted-says = { $amount } : jamais plus que ce qui est convenu
usage-peak = Maximum à la fois
usage-people =
    { $count ->
        [0] personne
        [one] une personne
       *[other] { $number } personnes
    }
usage-gaps = Non vu
usage-gaps-says =
    { $count ->
        [one] pendant une minute, personne ne pouvait regarder
       *[other] pendant { $count } minutes, personne ne pouvait regarder
    }
usage-plot = Combien de personnes étaient là, du début à la fin. La ligne pointillée : { $seats }, comme convenu.
usage-plot-gaps = Hachuré : personne ne pouvait regarder.
usage-table = Combien de personnes étaient là
usage-until = Jusqu’à
usage-people-column = Personnes
usage-unseen = non vu
usage-end = Terminer la réunion maintenant
usage-end-says = Tout le monde est invité à sortir et plus personne n’entre. Ce qui a été utilisé jusqu’ici compte. Cela ne peut pas être annulé.

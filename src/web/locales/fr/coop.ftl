coop-fresh-title = Ce nœud attend d’être configuré
coop-fresh-lead = La personne qui l’a démarré a reçu un lien à usage unique, affiché là où le nœud s’exécute. Ouvrez-le pour nommer votre coopérative et en devenir la première personne coordinatrice.
coop-fresh-another = Le lien fonctionne une seule fois, pendant 24 heures. On en crée un nouveau là où le nœud s’exécute, avec :
coop-address = Notre adresse

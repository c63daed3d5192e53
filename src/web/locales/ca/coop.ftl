coop-fresh-title = Aquest node espera que el configurin
coop-fresh-lead = Qui l’ha engegat ha rebut un enllaç d’un sol ús, escrit allà on s’executa el node. Obre’l per posar nom a la cooperativa i ser-ne la primera persona coordinadora.
coop-fresh-another = L’enllaç funciona una sola vegada i durant 24 hores. Se’n fa un de nou allà on s’executa el node, amb:
coop-address = La nostra adreça

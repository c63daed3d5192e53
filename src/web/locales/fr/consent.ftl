consent-discoverable = Accepte d’être trouvée
consent-discoverable-help = Sa page dit qui elle est, et d’autres serveurs peuvent la suggérer. Sinon, la page ne montre que l’adresse.
consent-circle-discoverable = Montrer qui est le cercle
consent-circle-discoverable-help = Sa page porte son nom et ses mots, et d’autres serveurs peuvent le suggérer. Sinon, elle ne montre que l’adresse.
consent-listed = Montrer dans les listes de la coopérative
consent-listed-help = Comme sur la page publique de la coopérative. Le premier accord est nécessaire aussi.
consent-indexable = Peut être trouvé par les moteurs de recherche
consent-indexable-help = Sur le web et sur d’autres serveurs du fédivers.

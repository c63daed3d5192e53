consent-discoverable = Accepta que se la pugui trobar
consent-discoverable-help = La seva pàgina diu qui és, i altres servidors la poden suggerir. Sense això, la pàgina només mostra l’adreça.
consent-circle-discoverable = Mostra qui és el cercle
consent-circle-discoverable-help = La pàgina té el nom i les paraules del cercle, i altres servidors el poden suggerir. Sense això, només mostra l’adreça.
consent-listed = Mostra a les llistes de la cooperativa
consent-listed-help = Com ara a la pàgina pública de la cooperativa. També cal el primer consentiment.
consent-indexable = Es pot trobar amb cercadors
consent-indexable-help = Al web i als altres servidors del fedivers.

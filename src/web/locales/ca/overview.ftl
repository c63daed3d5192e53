overview-title = Resum
overview-lead =
    { $count ->
        [0] Res no us espera. Aquí veieu què passa avui i com va tot amb cada cooperativa sòcia.
        [one] Us espera una cosa.
       *[other] Us esperen { $number } coses.
    }
overview-lead-new = El node és a punt. Tres passos i ja compartiu amb altres.
overview-first = Primers passos
overview-first-share = Compartiu el que teniu
overview-first-share-says = Afegiu un servidor de reunions o qualsevol altra cosa i oferiu-lo a les vostres sòcies. Ningú no en pot reservar més del que hi ha.
overview-first-peer = Trobeu una altra cooperativa
overview-first-peer-says = Afegiu-la per la seva adreça. Quan totes dues hàgiu dit que sí, sou sòcies i cadascuna veu què comparteix l’altra.
overview-first-peer-add = Afegeix una cooperativa
overview-first-ask = Demaneu places
overview-first-ask-says = A «Places» veieu qui té lloc a l’hora que us cal, i ho demaneu amb un botó.
overview-figure-offers = Peticions per respondre
overview-figure-peers = Cooperatives que volen ser sòcies
overview-figure-record = Reunions pendents d’anotar-ne l’ús
overview-figure-entries = Assentaments per mirar
overview-waits = Us espera
overview-offer-says = { $name } demana { $seats }. Si ningú no respon, la petició s’acaba { $when }.
overview-offer-answer = Respon a { $name }
overview-peer-says = { $name } us ha dit que sí i voldria ser sòcia vostra. Mireu qui són i responeu.
overview-record-says = La reunió ja s’ha acabat. Anoteu què ha fet servir { $name } perquè consti als comptes de totes dues.
overview-record = Anota què s’ha fet servir
overview-today = Avui
overview-today-none = Avui no hi ha reunions.
overview-all-agreements = Tots els acords
overview-asked = Heu demanat i espereu resposta
overview-order = Amb cada cooperativa sòcia
overview-order-good = En ordre
overview-order-trouble = Cal mirar-s’ho
overview-order-none-title = Encara no teniu sòcies
overview-order-none = Amb una sòcia us veieu els servidors, us deixeu places i porteu uns comptes que heu signat totes dues.
overview-books = Comptes:

trouble-title = Cal mirar-s’ho
trouble-ours = Els vostres servidors no responen des de { $since }. { $name } ja n’està al corrent. Si responen a temps, la reunió es fa tal com es va acordar.
trouble-theirs = Els servidors de { $name } no responen des de { $since }. Encara no s’ha perdut res: si responen a temps, la reunió es fa tal com es va acordar. Mentrestant podeu buscar altres places.

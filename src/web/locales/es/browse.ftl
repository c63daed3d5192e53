browse-more = Más criterios
browse-near = Cerca de
browse-near-help = Coordenadas, como 41.39, 2.17, o el nombre de uno de vuestros recursos o de una región.
browse-near-wrong = Ese lugar no se conoce aquí. Escribe coordenadas, como 41.39, 2.17, o un nombre de la lista.
browse-within = Como mucho a
browse-km = { $km } km
browse-features = Qué tiene que ofrecer
browse-energy-stated = Solo donde se dice cómo se sabe la energía
browse-platform = Programa
browse-platform-link = Una dirección fija
browse-terms = Condiciones
browse-terms-gift = Solo regalos
browse-terms-work = Regalos, o a devolver con trabajo
browse-terms-seats = Regalos, o a devolver con plazas
browse-terms-money = Regalos, o a pagar en { $currency }
browse-audience = Destinado a
browse-audience-public = Todo el mundo
browse-audience-partners = Solo socios
browse-why-room = Una reunión puede tener como mucho { $seats }
browse-why-distance =
    { $count ->
        [0] A menos de un kilómetro
        [one] A { $km } km
       *[other] A { $km } km
    }
browse-why-features = Ofrece: { $features }
browse-why-energy = { $energy }: { $statement }
browse-results-part =
    { $count ->
        [one] Una de las ofertas que encajan
       *[other] { $number } de las ofertas que encajan
    }
browse-next = Más ofertas
browse-first = Volver a las mejores
browse-close-title = Se acerca a lo que buscas
browse-close-time = Libre a otra hora: { $when }
browse-close-seats =
    { $count ->
        [one] Libre con { $seats }
       *[other] Libre con { $seats }
    }
browse-compare-choose = Comparar { $name }
browse-compare-button = Comparar las marcadas
browse-compare-help = Hasta cuatro ofertas, lado a lado.
browse-compare-title = Lado a lado
browse-compare-question = Pregunta
browse-compare-free = Libres entonces
browse-compare-of = { $free } de { $seats }
browse-compare-week = La semana
browse-compare-ask = Pedir
browse-compare-few-title = Elige al menos dos
browse-compare-few = Vuelve atrás, marca de dos a { $most } ofertas y compáralas.
browse-compare-many = Has marcado más de { $most }; estas son las primeras.
browse-map-link = En un mapa
browse-map-title = Dónde está
browse-map-lead = Todas las ofertas que dicen dónde están. Los números llevan a la lista de abajo.
browse-map-part =
    { $count ->
        [one] Solo se muestra la mejor oferta.
       *[other] Solo se muestran las { $number } mejores ofertas.
    }
browse-map-caption = Contornos: Natural Earth, dominio público. Los lugares se dibujan a medio grado.
browse-map-list = En estos lugares
browse-map-nowhere = Sin lugar
browse-map-empty-title = Ningún lugar que mostrar
browse-map-empty = Ninguna de estas ofertas dice dónde está.
browse-week-closed = Las horas grises están cerradas.
browse-week-shut = cerrado
browse-shared-title = Lo que compartimos con todo el mundo
browse-price = Como mucho, por cada hora de plaza
browse-price-help = En minutos, o en la moneda.
browse-price-wrong = Escribe un número, como 5 o 1,20.
browse-price-alone = Elige en «Condiciones» qué puedes dar, y después como mucho cuánto.

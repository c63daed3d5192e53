# What a partner may owe.
owed-title = Què us pot deure
owed-help = El que demani de més es rebutja, i se li diu què queda. Les places acordades compten de seguida; el que torna compta quan ho han signat totes dues. Buit no posa cap límit.
owed-hours = hores
owed-currency = Una altra moneda
owed-currency-help = Tres lletres, com ara EUR, per a places que es paguen amb diners.
owed-currency-wrong = Escriviu les tres lletres d’una moneda, com ara EUR.
owed-amount = Com a molt, en aquesta moneda
owed-wrong = Escriviu hores, com ara 100 o 1:30, o diners, com ara 120,50, o deixeu-ho buit.
owed-says = { $owed } d’un màxim de { $most }
owed-warning = Si dieu que sí, { $name } us deuria més del que vau triar: en queda { $left }. Encara podeu acceptar.

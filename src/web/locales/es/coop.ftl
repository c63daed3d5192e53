coop-fresh-title = Este nodo espera que lo configuren
coop-fresh-lead = Quien lo puso en marcha recibió un enlace de un solo uso, escrito donde se ejecuta el nodo. Ábrelo para poner nombre a la cooperativa y ser su primera persona coordinadora.
coop-fresh-another = El enlace funciona una sola vez y durante 24 horas. Se crea uno nuevo donde se ejecuta el nodo, con:
coop-address = Nuestra dirección

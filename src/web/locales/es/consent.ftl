consent-discoverable = Acepta que se la pueda encontrar
consent-discoverable-help = Su página dice quién es, y otros servidores pueden sugerirla. Sin ello, la página solo muestra la dirección.
consent-circle-discoverable = Mostrar quién es el círculo
consent-circle-discoverable-help = Su página tiene el nombre y las palabras del círculo, y otros servidores pueden sugerirlo. Sin ello, solo muestra la dirección.
consent-listed = Mostrar en las listas de la cooperativa
consent-listed-help = Como en la página pública de la cooperativa. Hace falta también el primer consentimiento.
consent-indexable = Los buscadores pueden encontrarlo
consent-indexable-help = En la web y en otros servidores del fediverso.

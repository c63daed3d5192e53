going-join = Vamos
going-leave = Al final no vamos
going-asked = Habéis dicho que vais; aún no han respondido
going-coming = Vais
going-refused = No pueden contar con vosotros
going-ignored = Su servidor no toma respuestas: mira la página del acto
going-left = No vais

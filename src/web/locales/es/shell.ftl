shell-skip = Ir al contenido
shell-menu = Menú
shell-nav-overview = Resumen
shell-nav-meetings = Reuniones
shell-nav-capacity = Plazas
shell-nav-agreements = Acuerdos
shell-nav-resources = Recursos
shell-nav-peers = Otras cooperativas
shell-nav-members = Miembros y círculos
shell-nav-announcements = Anuncios
shell-nav-ledger = Cuentas
shell-nav-coop = Quiénes somos
shell-sign-in = Entrar
shell-sign-out = Salir
shell-languages = Idioma
shell-zone = Zona horaria: { $zone }
shell-about = Sobre este nodo
shell-api = Para quien programa (API)
shell-source = Código fuente
shell-optional = (opcional)
shell-other-languages = También en otras lenguas
shell-errors-title =
    { $count ->
        [one] Hay una cosa que revisar
       *[other] Hay { $count } cosas que revisar
    }
shell-errors-document = Aún no se ha enviado: { $title }
shell-pages = Páginas
shell-newest = Volver a lo más reciente
shell-older = Más antiguos
shell-copy = Copiar
shell-copied = Copiado
shell-step-done = hecho
shell-step-now = estamos aquí
shell-step-next = pendiente
shell-step-stopped = se detuvo aquí
shell-week-caption =
    { $count ->
        [one] El mínimo libre de cada día, de { $seats } plaza
       *[other] El mínimo libre de cada día, de { $seats } plazas
    }
shell-plot-table = Mostrar en una tabla
shell-plot-earlier = Meses anteriores
shell-plot-month = Mes
shell-plot-from = Desde

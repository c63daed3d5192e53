shell-skip = Ves al contingut
shell-menu = Menú
shell-nav-overview = Resum
shell-nav-meetings = Reunions
shell-nav-capacity = Places
shell-nav-agreements = Acords
shell-nav-resources = Recursos
shell-nav-peers = Altres cooperatives
shell-nav-members = Membres i cercles
shell-nav-announcements = Anuncis
shell-nav-ledger = Comptes
shell-nav-coop = Qui som
shell-sign-in = Entra
shell-sign-out = Surt
shell-languages = Llengua
shell-zone = Zona horària: { $zone }
shell-about = Sobre aquest node
shell-api = Per a qui programa (API)
shell-source = Codi font
shell-optional = (opcional)
shell-other-languages = També en altres llengües
shell-errors-title =
    { $count ->
        [one] Hi ha una cosa per revisar
       *[other] Hi ha { $count } coses per revisar
    }
shell-errors-document = Encara no s’ha enviat: { $title }
shell-pages = Pàgines
shell-newest = Torna al més recent
shell-older = Més antics
shell-copy = Copia
shell-copied = Copiat
shell-step-done = fet
shell-step-now = som aquí
shell-step-next = pendent
shell-step-stopped = s’ha aturat aquí
shell-week-caption =
    { $count ->
        [one] El mínim lliure de cada dia, sobre { $seats } plaça
       *[other] El mínim lliure de cada dia, sobre { $seats } places
    }
shell-plot-table = Mostra-ho en una taula
shell-plot-earlier = Mesos anteriors
shell-plot-month = Mes
shell-plot-from = Des de

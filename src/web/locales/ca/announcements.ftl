announcements-title = Anuncis
announcements-lead = El que { $name } té per dir, primer el més nou.
announcements-lead-steward =
    { $count ->
        [0] Encara no us segueix ningú. Doneu la vostra adreça a les persones i els servidors que volen saber de vosaltres.
        [one] Una persona us segueix i rep el que escriviu aquí, sigui on sigui del fedivers.
       *[other] { $number } persones us segueixen i reben el que escriviu aquí, siguin on siguin del fedivers.
    }
announcements-follow = Com seguir-nos
announcements-write = Escriu un anunci
announcements-none-title = Encara no hi ha cap anunci
announcements-none = { $name } encara no ha anunciat res. Segueix la seva adreça per saber-ho quan ho faci.
announcements-none-steward = Explica a qui us segueix què ve: una reunió, una sala nova, una porta oberta. Ho pots escriure en diverses llengües alhora.
announcements-edited = editat
announcements-edited-on = editat el
announcements-also = També en
announcements-one-title = { $name } anuncia
announcements-new-title = Un anunci nou
announcements-new-lead = Escriu-lo en una llengua o en diverses; cadascú el rep en la seva.
announcements-edit-title = Canvia l’anunci
announcements-edit-lead = Tothom qui el té rebrà el canvi, i la majoria de servidors mostren que s’ha editat.
announcements-content = Text
announcements-content-help = Text pla. Una línia buida comença un paràgraf nou i les adreces es tornen enllaços. { $most } caràcters com a màxim en cada llengua.
announcements-send = Anuncia-ho
announcements-send-says = És públic de seguida i s’envia a tothom qui segueix la cooperativa.
announcements-save = Desa el canvi
announcements-save-says = El text nou s’envia a tothom qui té l’antic.
announcements-cancel = Deixa-ho estar
announcements-empty-error = Escriu un text en una llengua com a mínim.
announcements-too-long = És massa llarg: { $most } caràcters com a màxim.
announcements-done-announced = Anunciat. Ja és públic i va camí de tothom qui us segueix.
announcements-done-changed = El canvi s’ha desat i va camí de tothom qui té el text antic.
announcements-done-removed = L’anunci s’ha tret d’aquí, i es demana als servidors que el tenen que també el treguin.
announcements-reach = Qui el té
announcements-reach-nobody =
    { $count ->
        [0] Ningú: encara no us segueix ningú. Es pot llegir aquí.
       *[other] Ningú: qui us segueix ha arribat després. Es pot llegir aquí.
    }
announcements-reach-delivered =
    { $count ->
        [one] El té un servidor.
       *[other] El tenen tots els { $number } servidors.
    }
announcements-reach-waiting =
    { $count ->
        [one] Un servidor encara no el té; lliurat a: { $delivered }. Ho continuem provant durant una setmana.
       *[other] { $number } servidors encara no el tenen; lliurat a: { $delivered }. Ho continuem provant durant una setmana.
    }
announcements-reach-dropped =
    { $count ->
        [one] S’ha deixat córrer un servidor: ja no hi és o no s’hi ha pogut arribar en una setmana.
       *[other] S’han deixat córrer { $number } servidors: ja no hi són o no s’hi ha pogut arribar en una setmana.
    }
announcements-reach-followers =
    { $count ->
        [one] Us segueix una persona en total. Un sol servidor en pot servir moltes.
       *[other] Us segueixen { $number } persones en total. Un sol servidor en pot servir moltes.
    }
announcements-change = Canvis
announcements-edit = Canvia el text
announcements-remove = Treu l’anunci
announcements-remove-says = El treu d’aquí per sempre i demana a cada servidor que el té que faci el mateix. No es pot desfer.
announcements-gone-title = Aquest anunci s’ha tret
announcements-gone = La cooperativa l’ha tret, per sempre. Si el veus en un altre lloc, és una còpia antiga.
announcements-gone-all = Tots els anuncis

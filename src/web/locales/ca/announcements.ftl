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
announcements-content-help = Text pla. Una línia buida comença un paràgraf nou; les adreces es tornen enllaços, #paraules es tornen etiquetes i @algú@servidor anomena algú, que ho sabrà. { $most } caràcters com a màxim en cada llengua.
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
announcements-answers = Respon a una altra publicació
announcements-author = En nom de qui
announcements-content-note = Avís de contingut:
announcements-content-note-field = Avís de contingut
announcements-content-note-help = Només si hi ha qui voldria que se li demani abans de veure-ho: de què va, en poques paraules. El text i les imatges queden plegats al darrere.
announcements-discard-says = L'esborra per sempre. Ningú més no l'ha vist.
announcements-done-discarded = S'ha esborrat. Ningú més no l'ha vist.
announcements-done-drafted = S'ha desat com a esborrany. Només el veu qui coordina.
announcements-done-full = Es poden fixar { $most } anuncis com a màxim. Primer deixa de fixar-ne un altre.
announcements-done-pinned = Fixat: surt el primer aquí i al vostre perfil en altres llocs.
announcements-done-scheduled = Programat. Es farà públic tot sol a aquella hora; fins aleshores només el veu qui coordina.
announcements-done-unpinned = Torna a ser entre els altres.
announcements-draft = Desa'l com a esborrany
announcements-edit-draft-lead = Encara no l'ha vist ningú més que qui coordina.
announcements-feed-all = Tots els anuncis
announcements-feed-title = El que anuncia { $name }
announcements-feeds = Llegeix-ho en un altre lloc
announcements-feeds-say = Adreces per a lectors de canals (Atom), de tot o d'una sola llengua.
announcements-hashtags = Etiquetes
announcements-hashtags-help = A més de les del text: paraules separades per un espai, com ara portesobertes cooperatives.
announcements-hashtags-many = En són massa: { $most } com a màxim.
announcements-hashtags-wrong = Una etiqueta és una sola paraula de lletres i xifres, no només de xifres.
announcements-history-back = L'anunci
announcements-history-before = Abans
announcements-history-erase = Esborra aquesta versió
announcements-history-erase-says = Ningú no podrà tornar a llegir aquí què deia. No es pot desfer; altres servidors potser encara la tenen.
announcements-history-from = Des de
announcements-history-lead = El que diu ara i el que deia abans de cada canvi. Les imatges que s'han tret ja no hi són; aquí queda escrit què s'hi veia.
announcements-history-none = No s'ha canviat mai.
announcements-history-now = Ara
announcements-history-title = Com ha canviat l'anunci
announcements-history-until = fins a
announcements-is-draft = Esborrany
announcements-is-draft-says = Un esborrany: només el veu qui coordina.
announcements-is-scheduled = Es farà públic
announcements-length = { $number } de { $most } caràcters
announcements-mentions-many = Són massa persones: se'n poden anomenar { $most } com a màxim.
announcements-mentions-unknown =
    { $count ->
        [one] No s'ha trobat ningú a { $names }. Corregeix l'adreça o tria més avall de deixar-la com a text.
       *[other] No s'ha trobat ningú a { $names }. Corregeix les adreces o tria més avall de deixar-les com a text.
    }
announcements-no-drafts = No hi ha esborranys
announcements-none-scheduled = No hi ha res programat
announcements-picture = Imatge:
announcements-pin = Fixa'l
announcements-pin-says = Surt el primer aquí i al vostre perfil en altres llocs.
announcements-pinned = Fixat
announcements-plain = Deixa com a text les adreces on no s'ha trobat ningú
announcements-preview = Previsualitza
announcements-preview-title = Com es veurà
announcements-schedule = Programa'l
announcements-shelf-draft = Esborranys ({ $number })
announcements-shelf-empty = Aquí hi ha el que encara no és públic, només per a qui coordina.
announcements-shelf-published = Públics
announcements-shelf-scheduled = Programats ({ $number })
announcements-shelves = Quins anuncis
announcements-tag-feed = El mateix per a lectors de canals (Atom)
announcements-tag-lead = El que { $name } ha anunciat amb aquesta etiqueta, primer el més nou.
announcements-tag-none = Cap anunci no té aquesta etiqueta, o els que la tenien s'han tret.
announcements-tag-none-title = No hi ha res amb aquesta etiqueta
announcements-title-field = Títol
announcements-title-help = Per a un text més llarg, un article: alguns servidors només en mostren el títol, les primeres frases i un enllaç.
announcements-unpin = Deixa de fixar-lo
announcements-when = Quan
announcements-when-date = Data
announcements-when-help = Per a «Programa'l», en el fus horari de la cooperativa. Deixa-ho tot buit per anunciar-lo ara.
announcements-when-past = Això ja ha passat. Tria una hora posterior o anuncia'l ara.
announcements-when-time = Hora
announcements-when-wrong = Tria la data i l'hora en què es farà públic.
announcements-read-all = Llegeix-ho tot
announcements-tag-events = Esdeveniments

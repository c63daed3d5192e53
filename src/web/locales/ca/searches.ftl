searches-title = Cerques desades
searches-lead = El que busqueu una vegada i una altra. Aquí us diem quan alguna cosa nova encaixa.
searches-empty-title = Encara no hi ha res desat
searches-empty = Busqueu el que necessiteu i deseu la cerca sota els resultats.
searches-save-title = Que us avisem quan alguna cosa encaixi
searches-save-says = La cerca es repeteix cada vegada que canvia una oferta. El que encaixa de nou surt al vostre resum.
searches-save = Desa aquesta cerca
searches-name = Nom
searches-name-help = Per a vosaltres, com ara «Assemblea de primavera».
searches-name-wrong = Escriviu un nom de { $most } caràcters com a molt.
searches-too-many = Ja heu desat tantes cerques com pot una persona. Esborreu-ne una primer.
searches-saved = La cerca s’ha desat. Us avisarem quan alguna cosa nova encaixi.
searches-deleted = La cerca s’ha esborrat.
searches-followed = L’adreça s’ha creat. Copieu-la al vostre lector.
searches-fresh =
    { $count ->
        [one] Una oferta nova
       *[other] { $number } ofertes noves
    }
searches-fitting =
    { $count ->
        [0] Encara no encaixa res
        [one] Encaixa una oferta
       *[other] Encaixen { $number } ofertes
    }
searches-since = Desada el { $when }
searches-fits = El que encaixa
searches-fits-since = Encaixa des del { $when }
searches-new = Nova
searches-nothing-title = Encara no encaixa res
searches-nothing = Quan alguna cosa encaixi, apareixerà aquí i al vostre resum.
searches-again = Torna a cercar
searches-feed-title = Seguiu-la des d’un altre lloc
searches-feed-says = Un lector de canals també us pot avisar. L’adreça és secreta: qui la té veu què encaixa.
searches-feed-secret = Qui té aquesta adreça veu què encaixa. La podeu acabar a Compte, Calendaris i canals.
searches-feed-address = Adreça per al vostre lector
searches-feed-make = Crea una adreça
searches-delete = Esborra aquesta cerca
searches-delete-says = L’adreça del canal també s’acaba. No es pot desfer.
searches-overview = Alguna cosa nova encaixa amb una cerca que vau desar.

searches-title = Recherches enregistrées
searches-lead = Ce que vous cherchez encore et encore. Nous vous disons ici quand une nouvelle offre convient.
searches-empty-title = Rien d’enregistré pour l’instant
searches-empty = Cherchez ce qu’il vous faut, puis enregistrez la recherche sous les résultats.
searches-save-title = Être prévenu quand une offre convient
searches-save-says = La recherche est refaite chaque fois qu’une offre change. Ce qui convient de nouveau figure sur votre vue d’ensemble.
searches-save = Enregistrer cette recherche
searches-name = Nom
searches-name-help = Pour vous, comme « Assemblée de printemps ».
searches-name-wrong = Écrivez un nom de { $most } caractères au plus.
searches-too-many = Vous avez enregistré autant de recherches qu’une personne le peut. Supprimez-en une d’abord.
searches-saved = La recherche est enregistrée. Vous serez prévenu quand une nouvelle offre conviendra.
searches-deleted = La recherche est supprimée.
searches-followed = L’adresse est créée. Copiez-la dans votre lecteur.
searches-fresh =
    { $count ->
        [one] Une nouvelle offre
       *[other] { $number } nouvelles offres
    }
searches-fitting =
    { $count ->
        [0] Rien ne convient encore
        [one] Une offre convient
       *[other] { $number } offres conviennent
    }
searches-since = Enregistrée le { $when }
searches-fits = Ce qui convient
searches-fits-since = Convient depuis le { $when }
searches-new = Nouveau
searches-nothing-title = Rien ne convient encore
searches-nothing = Dès qu’une offre conviendra, elle apparaîtra ici et sur votre vue d’ensemble.
searches-again = Chercher de nouveau
searches-feed-title = La suivre ailleurs
searches-feed-says = Un lecteur de flux peut aussi vous prévenir. Son adresse est secrète : qui l’a voit ce qui convient.
searches-feed-secret = Qui a cette adresse voit ce qui convient. Vous pouvez y mettre fin sous Compte, Calendriers et flux.
searches-feed-address = Adresse pour votre lecteur
searches-feed-make = Créer une adresse
searches-delete = Supprimer cette recherche
searches-delete-says = L’adresse de son flux prend fin aussi. C’est définitif.
searches-overview = Une nouvelle offre convient à une recherche que vous avez enregistrée.

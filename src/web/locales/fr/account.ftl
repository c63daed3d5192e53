account-sign-in-title = Entrer
account-sign-in-lead = Utilisez la clé d’accès que vous avez créée pour ce nœud : sur cet appareil, sur votre téléphone ou sur une clé de sécurité.
account-sign-in-by-link = L’adresse de ce nœud est faite de chiffres, et les clés d’accès n’y fonctionnent pas. Il faut chaque fois un nouveau lien pour entrer.
account-sign-in-button = Entrer avec une clé d’accès
account-sign-in-lost = Si vous avez perdu votre clé d’accès ou n’en avez pas encore, demandez un lien à qui coordonne la coopérative. La personne qui gère le serveur peut en faire un avec :
account-passkey-title = Créez votre clé d’accès
account-passkey-lead = Une clé d’accès remplace le mot de passe : votre appareil la garde et l’ouvre avec votre empreinte, votre visage ou son code. Rien à retenir, rien qui puisse fuir.
account-passkey-button = Créer une clé d’accès
account-passkey-later = Plus tard. Je sais que sans elle il me faudra un nouveau lien la prochaine fois.
account-passkey-busy = En attente de votre appareil…
account-passkey-failed = Cela n’a pas fonctionné, et rien n’a été changé. Vous pouvez réessayer.
account-passkey-unsupported = Ce navigateur ne sait pas utiliser les clés d’accès. Essayez-en un plus récent, ou votre téléphone.
account-passkey-script = Les clés d’accès ont besoin de JavaScript dans votre navigateur. Sans lui, demandez chaque fois un lien à usage unique à qui coordonne.
account-title = Votre compte
account-name = Nom
account-role = Rôle
account-role-is =
    { $role ->
        [steward] coordination
        [operator] gestion des serveurs
       *[member] membre
    }
account-passkeys = Clés d’accès
account-passkeys-none = Vous n’avez pas encore de clé d’accès. Créez-en une, sinon il vous faudra un nouveau lien la prochaine fois.
account-passkey-add = Créer une autre clé d’accès
account-elsewhere = Autres appareils
account-sign-out-everywhere = Sortir de partout
account-sign-out-everywhere-says = Met fin à vos sessions sur tous les appareils, celui-ci compris. Vos clés d’accès restent : vous pourrez revenir.
account-people = Personnes qui peuvent entrer
account-invite-button = Créer un lien d’invitation
account-invite-says = Le lien fonctionne une fois, pendant { $hours } heures. Envoyez-le à une seule personne.
account-invite-role = Rôle
account-invite-name = Son nom
account-name-too-long = C’est trop long : { $most } caractères au plus.
account-invite-made = L’invitation est prête
account-invite-made-lead = Copiez-la maintenant : elle n’est montrée qu’une fois. Elle fonctionne { $hours } heures et pour une personne.
account-invite-link = Lien d’invitation
account-sign-in-lost-title = Si vous n’avez pas de clé d’accès sous la main
account-coop = La coopérative
account-coop-says = Ce que tout le monde en voit, ses langues et ses couleurs, et sa façon de s’accorder avec les autres.
account-coop-settings = La coopérative et ses façons
account-passkey-made = Créée le
account-passkey-used = utilisée pour la dernière fois le
account-sign-out-everywhere-by-link = Met fin à vos sessions sur tous les appareils, celui-ci compris. Pour revenir, il vous faudra un nouveau lien.
account-invite = Inviter quelqu’un
account-person-you = { $name } (vous)
account-person-never = Ne s’est encore jamais connecté·e
account-person-seen = Dernière connexion le
account-person-remove = Retirer { $name }
account-person-remove-says = Supprime son compte et ses clés d’accès et met fin à ses sessions tout de suite. Pour revenir, il lui faudra une nouvelle invitation.
account-person-removed = Cette personne a été retirée, et ses sessions sont terminées partout.
account-role-option =
    { $role ->
        [steward] Coordination : peut tout faire
        [operator] Gestion : serveurs et accords
       *[member] Membre : peut regarder
    }

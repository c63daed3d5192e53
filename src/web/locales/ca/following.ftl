following-nav = Seguiments
following-title = A qui seguiu
following-lead = Persones, grups i llocs web que voleu llegir. Poden ser a qualsevol servidor del fedivers.
following-tabs = Lectura i respostes
following-tab-timeline = Què diuen
following-tab-following = A qui seguiu
following-tab-responses = Respostes
following-tab-responses-waiting = Respostes ({ $number } esperen)
following-timeline-title = Què diuen
following-timeline-lead = Tot el que han dit o difós les persones i grups que { $name } segueix, primer el més nou.
following-timeline-empty-title = Encara no hi ha res
following-timeline-empty = Seguiu algú i el que digui a partir d’ara sortirà aquí.
following-as = En nom de qui
following-add = Seguir algú
following-find = Cercar
following-address = La seva adreça
following-address-help = Per exemple @nom@servidor.example, l’adreça del seu perfil o només el nom d’un lloc web: blog.example.
following-preview = És aquesta?
following-follow = Seguir
following-follow-says = Es demana al seu servidor. Alguns accepten tothom, d’altres s’ho pensen. Veuen qui els segueix.
following-cancel = Cancel·la
following-list = A qui seguiu
following-empty-title = Encara no seguiu ningú
following-empty = Escriviu una adreça aquí dalt. Una cooperativa amiga, un grup local o un lloc amb notícies són un bon començament.
following-by = seguit per { $name }
following-unfollow = Deixa de seguir
following-ask = Torna-ho a demanar
following-state-requested = Encara no ha respost
following-state-accepted = Seguint
following-state-rejected = Ha dit que no
following-kind-person = Persona
following-kind-group = Grup
following-kind-site = Lloc web
following-error-malformed = Això no és una adreça. Hauria de ser com @nom@servidor.example o https://servidor.example/nom.
following-error-not-found = No s’hi ha trobat ningú. Reviseu com està escrit o copieu l’adreça del seu perfil.
following-error-unreachable = Ara mateix el seu servidor no respon. Torneu-ho a provar més tard.
following-error-suspended = Aquí està blocat. Ho podeu canviar a Moderació.
following-error-ourselves = És una adreça vostra.
following-boost = Difon-ho
following-unboost = Retira-ho
following-boosted-by = Difós per
following-answer = Respon
following-answer-title = Respondre
following-answer-lead = La resposta és pública, en nom de { $name }, i s’envia a qui responeu i a tothom qui us segueix.
following-answer-text = La vostra resposta
following-answer-help = En una llengua o en diverses. Text senzill; una línia buida comença un paràgraf nou.
following-answer-send = Respon
following-answer-says = És pública de seguida.
following-answer-empty = Escriviu alguna cosa almenys en una llengua.
following-answer-long = És massa llarg: com a màxim { $most } caràcters.
following-answer-unknown = No s’ha trobat ningú a { $names }, o hi ha massa persones anomenades.
following-edited = editat
following-private = No és públic
following-content-note = Avís de contingut:
following-picture = Imatge
following-video = Vídeo
following-audio = Enregistrament
following-link = Adjunt
following-report = Denuncia
following-responses = Respostes
following-likes =
    { $count ->
        [0] Encara no agrada a ningú
        [one] Agrada a una persona
       *[other] Agrada a { $number } persones
    }
following-boosts =
    { $count ->
        [0] encara no s’ha difós
        [one] difós una vegada
       *[other] difós { $number } vegades
    }
following-no-replies = Encara no ha respost ningú. Podeu respondre des de qualsevol servidor del fedivers: obriu-hi aquesta adreça.
following-more-replies =
    { $count ->
        [one] Una resposta més no es mostra aquí.
       *[other] { $number } respostes més no es mostren aquí.
    }
following-waiting-here =
    { $count ->
        [one] Una resposta us espera
       *[other] { $number } respostes us esperen
    }
following-hide = Amaga
following-show = Mostra-la
following-responses-title = Respostes
following-responses-lead = El que altres us han respost. El que espera no ho veu ningú més.
following-responses-none = No hi ha res
following-responses-none-say = Les respostes surten aquí quan arriben. A la configuració podeu triar si primer us esperen.
following-shelves = Quines respostes
following-shelf-waiting = En espera
following-shelf-shown = Visibles
following-shelf-hidden = Amagades
following-message = Un missatge per a vosaltres
following-answers = Respon a
following-answers-announcement = un anunci vostre
following-answers-event = un esdeveniment vostre
following-circle-posts = Escrits per als vostres cercles
following-circle-posts-say = De persones que no segueixen el cercle. Si en difoneu un, arriba a tothom qui segueix el cercle.
following-pass-on = Difon-ho
following-refuse = Deixa-ho
following-done-boosted = Difós a tothom qui us segueix.
following-done-unboosted = Retirat. Es demana als servidors que ho tenen que ho oblidin.
following-done-answered = La resposta és pública i ja és de camí.
following-done-followed = Demanat. Aquí veureu quan hagin respost.
following-done-unfollowed = Ja no els seguiu.
following-done-asked = Demanat un altre cop.
following-done-shown = Ara ho pot veure tothom.
following-done-hidden = Amagada. Ho continuarà estant encara que qui l’ha escrita la canviï.
following-done-passed = Difós a tothom qui segueix el cercle.
following-done-refused = No es difon.
following-shelf-circles = Als vostres cercles
following-circles-lead = Què han dit persones d’altres servidors als vostres cercles: ho ha rebut tothom qui segueix el cercle.
following-circles-none-say = Aquí apareix el que deixeu passar i el que diuen al cercle els qui el segueixen.
following-in-circle = A
following-take-out = Treu-ho del cercle
following-done-taken-out = S’ha tret. Es demana als servidors que ho tenen pel cercle que ho oblidin.

going-join = Hi venim
going-leave = Finalment no hi venim
going-asked = Heu dit que veniu; encara no han respost
going-coming = Hi veniu
going-refused = No us poden acollir
going-ignored = El seu servidor no pren respostes: mira la pàgina de l'acte
going-left = No hi veniu

going-join = Hi venim
going-leave = Finalment no hi venim
going-asked = Heu dit que veniu; encara no han respost
going-coming = Hi veniu
going-refused = No us poden acollir
going-left = No hi veniu

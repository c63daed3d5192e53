going-join = Nous venons
going-leave = Finalement nous ne venons pas
going-asked = Vous avez dit venir ; pas encore de réponse
going-coming = Vous venez
going-refused = On ne peut pas vous accueillir
going-ignored = Leur serveur ne prend pas de réponses : voyez la page de l'événement
going-left = Vous ne venez pas

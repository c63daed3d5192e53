going-join = Nous venons
going-leave = Finalement nous ne venons pas
going-asked = Vous avez dit venir ; pas encore de réponse
going-coming = Vous venez
going-refused = On ne peut pas vous accueillir
going-left = Vous ne venez pas

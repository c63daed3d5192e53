trouble-title = À regarder
trouble-ours = Vos serveurs ne répondent pas depuis { $since }. { $name } est au courant. S’ils répondent à temps, la réunion a lieu comme convenu.
trouble-theirs = Les serveurs de { $name } ne répondent pas depuis { $since }. Rien n’est encore perdu : s’ils répondent à temps, la réunion a lieu comme convenu. Vous pouvez chercher d’autres places entre-temps.

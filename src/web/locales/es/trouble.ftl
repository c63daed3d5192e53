trouble-title = Conviene mirarlo
trouble-ours = Sus servidores no responden desde { $since }. { $name } ya lo sabe. Si responden a tiempo, la reunión se hace como se acordó.
trouble-theirs = Los servidores de { $name } no responden desde { $since }. Aún no se ha perdido nada: si responden a tiempo, la reunión se hace como se acordó. Mientras tanto puede buscar otras plazas.

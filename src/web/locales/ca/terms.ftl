# Què costa tornar places acordades, i places que es reserven per a actes del comú.
terms-notice = Si es tornen places
terms-notice-help = Qui cancel·la, o en demana menys, torna places que altres podrien haver tingut. Podeu dir fins quan és gratuït i quina part compta com a usada després. Deixeu-ho tot buit si sempre és gratuït.
terms-free-until = Gratuït fins a tant de temps abans de començar
terms-free-until-help = En hores, com ara 24 o 1:30.
terms-free-until-unit = hores
terms-free-until-wrong = Escriviu hores, com ara 24 o 1:30.
terms-late = Després, compta com a usat
terms-late-help = Del que es torna.
terms-no-show = Si no ve ningú, compta com a usat
terms-no-show-help = De tot el que s’havia acordat.
terms-percent-wrong = Escriviu un nombre enter del 0 al 100.
terms-notice-free = Tornar places sempre és gratuït.
terms-notice-late = Tornar places és gratuït fins a { $before } abans de començar; després, el { $percent } del que es torna compta com a usat.
terms-notice-no-show = Si no ve ningú, el { $percent } del que s’havia acordat compta com a usat.
terms-giving-back = Si torneu places
terms-commons = Actes del comú
terms-commons-help = Es poden reservar algunes places per a reunions del comú mateix, com ara assemblees de diverses cooperatives. La resta les veu quan ja ha passat el termini per demanar-les.
terms-commons-seats = Places que se’ls reserven
terms-commons-seats-wrong = Escriviu un nombre enter, com a màxim { $most }.
terms-commons-until = Fins a tant de temps abans de començar
terms-commons-until-help = Després són lliures per a tothom. Buit, es reserven fins que comença.
terms-commons-until-wrong = Escriviu un nombre enter d’hores, com a màxim un any.
terms-whole-wrong = Escriviu un nombre enter.
terms-kept = { $count ->
    [one] { $seats } plaça es reserva per a actes del comú fins a { $before } abans de començar.
   *[other] { $seats } places es reserven per a actes del comú fins a { $before } abans de començar.
  }

# Què costa tornar places, dit abans de fer-ho.
terms-cancel-title = Ho voleu tornar?
terms-cancel-not = No ho tornis
terms-cost-nothing = No costa res.
terms-cost-free-until = No costa res fins al { $until }.
terms-cost = En compten com a usades { $amount }, perquè altres ja gairebé no les poden fer servir.
terms-cost-due = En compten com a usades { $amount }, perquè altres ja gairebé no les poden fer servir. A canvi es deuen { $due }.
terms-fee = Tornat tard
terms-fee-due = Compten com a usades { $amount }. Seran un apunt del llibre el { $when }.
terms-waive = Deixa-ho córrer
terms-waive-says = No es compta res, i { $name } en rep l’avís. No es pot desfer.
terms-waived = { $name } no en deu res, i en rep l’avís.

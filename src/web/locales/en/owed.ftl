# What a partner may owe.
owed-title = What it may owe you
owed-help = What it asks for beyond this is refused, with what is left. Agreed seats count at once; what it gives back counts when both have signed it. Empty sets no limit.
owed-hours = hours
owed-currency = Another currency
owed-currency-help = Three letters, as in EUR, for seats that are paid for in money.
owed-currency-wrong = Write the three letters of a currency, as in EUR.
owed-amount = At most, in that currency
owed-wrong = Write hours, as in 100 or 1:30, or an amount of money, as in 120.50, or leave it empty.
owed-says = { $owed } of at most { $most }
owed-warning = With a yes, { $name } would owe you more than you chose: { $left } is left. You may still accept.

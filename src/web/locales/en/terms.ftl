# What giving agreed seats back costs, and seats that are kept for events of the commons.
terms-notice = If seats are given back
terms-notice-help = Whoever cancels, or asks for less, gives back seats that others could have had. You can say until when that is free, and how much of it counts as used after that. Leave all three empty if it is always free.
terms-free-until = Free until so long before the start
terms-free-until-help = In hours, as in 24 or 1:30.
terms-free-until-unit = hours
terms-free-until-wrong = Write hours, as in 24 or 1:30.
terms-late = After that, counts as used
terms-late-help = Of what is given back.
terms-no-show = If nobody comes, counts as used
terms-no-show-help = Of all that was agreed.
terms-percent-wrong = Write a whole number from 0 to 100.
terms-notice-free = Giving seats back is always free.
terms-notice-late = Giving seats back is free until { $before } before the start; after that, { $percent } of what is given back counts as used.
terms-notice-no-show = If nobody comes, { $percent } of what was agreed counts as used.
terms-giving-back = If you give seats back
terms-commons = Events of the commons
terms-commons-help = Some seats can be kept for meetings of the commons itself, such as assemblies of several cooperatives. Everyone else sees them once the time to ask for them is over.
terms-commons-seats = Seats kept for them
terms-commons-seats-wrong = Write a whole number, at most { $most }.
terms-commons-until = Until so long before the start
terms-commons-until-help = After that, they are free for everyone. Empty keeps them until the start.
terms-commons-until-wrong = Write a whole number of hours, at most a year.
terms-whole-wrong = Write a whole number.
terms-kept = { $count ->
    [one] { $seats } seat is kept for events of the commons until { $before } before the start.
   *[other] { $seats } seats are kept for events of the commons until { $before } before the start.
  }

# What giving back costs, said before it is done.
terms-cancel-title = Take this back?
terms-cancel-not = Keep it
terms-cost-nothing = This costs nothing.
terms-cost-free-until = This costs nothing until { $until }.
terms-cost = { $amount } of it count as used, because others can hardly use them any more.
terms-cost-due = { $amount } of it count as used, because others can hardly use them any more. For that, { $due } are due in return.
terms-fee = Given back late
terms-fee-due = { $amount } count as used. They become an entry of the ledger on { $when }.
terms-waive = Let it go
terms-waive-says = Nothing is counted, and { $name } is told so. This cannot be undone.
terms-waived = { $name } owes nothing for it, and is told so.

# Why a request for seats was refused, and what to do next.
refusals-closed = The rooms are closed for part of this time. Choose hours when they are open.
refusals-notice-short =
  This is too soon: ask at least { $count ->
    [one] { $minutes } minute
    *[other] { $minutes } minutes
  } before the start.
refusals-too-far-ahead =
  This is too far ahead: at most { $count ->
    [one] { $days } day
    *[other] { $days } days
  }.
refusals-rooms-short = All rooms are in use for part of this time. Try another hour.
refusals-room-too-small =
  No single room holds so many: at most { $count ->
    [one] { $seats } person
    *[other] { $seats } people
  }.
refusals-server-down = Their meeting server does not answer at the moment. Try again later, or ask another coop.
refusals-partner-limit =
  { $count ->
    [0] You have all the seats they can give you at this time already.
    [one] They can give you { $seats } more seat at this time.
    *[other] They can give you { $seats } more seats at this time.
  }
refusals-partner-month-limit = This is more than they can give you in this month. Ask for less, or for another month.
refusals-owed-limit = You would owe them more than they allow: { $left } more is possible. Give something back first, or ask for less.
refusals-fair-use-changed = They have changed their fair-use text. Read it again and ask once more.
refusals-unanswered = Nobody answered in time. You can ask again.

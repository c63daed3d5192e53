shell-skip = Skip to the content
shell-menu = Menu
shell-nav-overview = Overview
shell-nav-meetings = Meetings
shell-nav-capacity = Capacity
shell-nav-agreements = Agreements
shell-nav-resources = Resources
shell-nav-peers = Peers
shell-nav-members = Members and circles
shell-nav-announcements = Announcements
shell-nav-ledger = Ledger
shell-nav-coop = About us
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-languages = Language
shell-zone = Time zone: { $zone }
shell-about = About this node
shell-api = For programmers (API)
shell-source = Source code
shell-optional = (optional)
shell-other-languages = In other languages, too
shell-errors-title =
    { $count ->
        [one] One thing needs your attention
       *[other] { $count } things need your attention
    }
shell-errors-document = Not sent yet: { $title }
shell-pages = Pages
shell-newest = Back to the newest
shell-older = Older ones
shell-copy = Copy
shell-copied = Copied
shell-step-done = done
shell-step-now = this is where it stands
shell-step-next = still to come
shell-step-stopped = it ended here
shell-week-caption =
    { $count ->
        [one] The fewest free on each day, of { $seats } seat
       *[other] The fewest free on each day, of { $seats } seats
    }
shell-plot-table = Show as a table
shell-plot-earlier = Earlier months
shell-plot-month = Month
shell-plot-from = From

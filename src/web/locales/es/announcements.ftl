announcements-title = Announcements
announcements-lead = What { $name } has to say, newest first.
announcements-lead-steward =
    { $count ->
        [0] Nobody follows you yet. Give your address to people and servers that want to hear of you.
        [one] One follower gets what you write here, wherever they are on the fediverse.
       *[other] { $number } followers get what you write here, wherever they are on the fediverse.
    }
announcements-follow = How to follow us
announcements-write = Write an announcement
announcements-none-title = Nothing announced yet
announcements-none = { $name } has not announced anything yet. Follow its address to hear when it does.
announcements-none-steward = Tell those who follow you what is coming: a meeting, a new room, an open door. You can write it in several languages at once.
announcements-edited = edited
announcements-edited-on = edited
announcements-also = Also in
announcements-one-title = { $name } announces
announcements-new-title = A new announcement
announcements-new-lead = Write it in one language or in several; every reader gets it in theirs.
announcements-edit-title = Change the announcement
announcements-edit-lead = Everyone who has it is told of the change, and most servers show that it was edited.
announcements-content = Text
announcements-content-help = Plain text. An empty line begins a new paragraph, and addresses become links. At most { $most } characters in each language.
announcements-send = Announce it
announcements-send-says = It is public at once, and is sent to everyone who follows the coop.
announcements-save = Save the change
announcements-save-says = The new text is sent to everyone who has the old one.
announcements-cancel = Cancel
announcements-empty-error = Write a text in at least one language.
announcements-too-long = That is too long: at most { $most } characters.
announcements-done-announced = Announced. It is public now, and on its way to everyone who follows you.
announcements-done-changed = The change is saved, and on its way to everyone who has the old text.
announcements-done-removed = The announcement was removed here, and the servers that have it are being asked to remove it too.
announcements-reach = Who has it
announcements-reach-nobody =
    { $count ->
        [0] Nobody: it has no followers to go to yet. It can be read here.
       *[other] Nobody: those who follow you came after it. It can be read here.
    }
announcements-reach-delivered =
    { $count ->
        [one] One server has it.
       *[other] All { $number } servers have it.
    }
announcements-reach-waiting =
    { $count ->
        [one] One server does not have it yet; delivered to: { $delivered }. We keep trying for a week.
       *[other] { $number } servers do not have it yet; delivered to: { $delivered }. We keep trying for a week.
    }
announcements-reach-dropped =
    { $count ->
        [one] One server was given up: it is gone, or could not be reached for a week.
       *[other] { $number } servers were given up: they are gone, or could not be reached for a week.
    }
announcements-reach-followers =
    { $count ->
        [one] One follower in all. One server may serve many of them.
       *[other] { $number } followers in all. One server may serve many of them.
    }
announcements-change = Change it
announcements-edit = Change the text
announcements-remove = Remove the announcement
announcements-remove-says = Takes it down here for good, and asks every server that has it to do the same. This cannot be undone.
announcements-gone-title = This announcement was removed
announcements-gone = The coop took it down, for good. If you see it elsewhere, it is an old copy.
announcements-gone-all = All announcements

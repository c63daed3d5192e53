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
announcements-content-help = Plain text. An empty line begins a new paragraph; addresses become links, #words hashtags, and @user@server names somebody, who is told. At most { $most } characters in each language.
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
announcements-answers = Answers another post
announcements-author = In whose name
announcements-content-note = Content note:
announcements-content-note-field = Content note
announcements-content-note-help = Only if some would like to be asked before they see it: what it is about, in a few words. Text and pictures are folded behind it.
announcements-discard-says = Erases it for good. Nobody else has seen it.
announcements-done-discarded = It was erased. Nobody else has seen it.
announcements-done-drafted = Saved as a draft. Only stewards see it.
announcements-done-full = At most { $most } announcements can be pinned. Unpin another one first.
announcements-done-pinned = Pinned: it stands first here and on your profile elsewhere.
announcements-done-scheduled = Scheduled. It becomes public by itself at that time; until then only stewards see it.
announcements-done-unpinned = It stands among the others again.
announcements-draft = Save as a draft
announcements-edit-draft-lead = Nobody but stewards has seen it yet.
announcements-feed-all = All announcements
announcements-feed-title = What { $name } announces
announcements-feeds = Read it elsewhere
announcements-feeds-say = Addresses for feed readers (Atom), all of it or in one language.
announcements-hashtags = Hashtags
announcements-hashtags-help = Besides those in the text: words with a space between them, as in openday coops.
announcements-hashtags-many = Those are too many: at most { $most }.
announcements-hashtags-wrong = A hashtag is one word of letters and figures, not of figures alone.
announcements-history-back = The announcement
announcements-history-before = Before
announcements-history-erase = Erase this version
announcements-history-erase-says = Nobody can read here any longer what it said. This cannot be undone; other servers may still have it.
announcements-history-from = From
announcements-history-lead = What it says now, and what it said before each change. Removed pictures are gone; what they showed is written here.
announcements-history-none = It was never changed.
announcements-history-now = Now
announcements-history-title = How the announcement changed
announcements-history-until = until
announcements-is-draft = Draft
announcements-is-draft-says = A draft: only stewards see it.
announcements-is-scheduled = Becomes public
announcements-length = { $number } of { $most } characters
announcements-mentions-many = Those are too many people: at most { $most } can be named.
announcements-mentions-unknown =
    { $count ->
        [one] Nobody was found at { $names }. Correct the address, or choose below to leave it as plain text.
       *[other] Nobody was found at { $names }. Correct the addresses, or choose below to leave them as plain text.
    }
announcements-no-drafts = No drafts
announcements-none-scheduled = Nothing is scheduled
announcements-picture = Picture:
announcements-pin = Pin it
announcements-pin-says = It stands first here, and on your profile elsewhere.
announcements-pinned = Pinned
announcements-plain = Leave the addresses at which nobody was found as plain text
announcements-preview = Preview
announcements-preview-title = How it will look
announcements-schedule = Schedule it
announcements-shelf-draft = Drafts ({ $number })
announcements-shelf-empty = What is not public yet stands here, for stewards only.
announcements-shelf-published = Public
announcements-shelf-scheduled = Scheduled ({ $number })
announcements-shelves = Which announcements
announcements-tag-feed = The same for feed readers (Atom)
announcements-tag-lead = What { $name } has announced with this hashtag, newest first.
announcements-tag-none = No announcement has this hashtag, or those that had it were removed.
announcements-tag-none-title = Nothing with this hashtag
announcements-title-field = Title
announcements-title-help = For a longer text, an article: some servers show only its title, its first sentences and a link.
announcements-unpin = Unpin it
announcements-when = When
announcements-when-date = Date
announcements-when-help = For “Schedule it”, in the coop's time zone. Leave both empty to announce it now.
announcements-when-past = That is in the past. Choose a later time, or announce it now.
announcements-when-time = Time
announcements-when-wrong = Choose the date and the time at which it becomes public.
announcements-read-all = Read it all
announcements-tag-events = Events

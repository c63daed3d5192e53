following-nav = Following
following-title = Whom you follow
following-lead = People, groups and sites whose posts you want to read. They can be on any server of the fediverse.
following-tabs = Reading and answers
following-tab-timeline = What they say
following-tab-following = Whom you follow
following-tab-responses = Answers
following-tab-responses-waiting = Answers ({ $number } wait)
following-timeline-title = What they say
following-timeline-lead = Everything that those whom { $name } follows have said or passed on, newest first.
following-timeline-empty-title = Nothing here yet
following-timeline-empty = Follow somebody, and what they say from now on appears here.
following-as = In whose name
following-add = Follow somebody
following-find = Look them up
following-address = Their address
following-address-help = As in @name@server.example, the address of their profile, or only the name of a site: blog.example.
following-preview = Is it them?
following-follow = Follow
following-follow-says = Their server is asked. Some let everyone follow, others think about it first. They see who follows them.
following-cancel = Cancel
following-list = Whom you follow
following-empty-title = You follow nobody yet
following-empty = Type an address above. A partner coop, a local group or a site with news is a good beginning.
following-by = followed by { $name }
following-unfollow = Stop following
following-ask = Ask again
following-state-requested = Has not answered yet
following-state-accepted = Following
following-state-rejected = Said no
following-kind-person = Person
following-kind-group = Group
following-kind-site = Site
following-error-malformed = That is no address. It should look like @name@server.example or https://server.example/name.
following-error-not-found = Nobody was found there. Check the spelling, or copy the address from their profile.
following-error-unreachable = Their server does not answer at the moment. Try again later.
following-error-suspended = They are blocked here. A steward can change that under Moderation.
following-error-ourselves = That is one of your own addresses.
following-boost = Pass it on
following-unboost = Take it back
following-boosted-by = Passed on by
following-answer = Answer
following-answer-title = Answer
following-answer-lead = Your answer is public, in the name of { $name }, and is sent to whom you answer and to everyone who follows you.
following-answer-text = Your answer
following-answer-help = In one language or in several. Plain text; an empty line begins a new paragraph.
following-answer-send = Answer
following-answer-says = It is public at once.
following-answer-empty = Write something in at least one language.
following-answer-long = That is too long: at most { $most } characters.
following-answer-unknown = Nobody was found at { $names }, or too many people are named.
following-edited = edited
following-private = Not public
following-content-note = Content note:
following-picture = Picture
following-video = Video
following-audio = Recording
following-link = Attachment
following-report = Report
following-responses = Answers
following-likes =
    { $count ->
        [0] No likes yet
        [one] One person likes this
       *[other] { $number } people like this
    }
following-boosts =
    { $count ->
        [0] not passed on yet
        [one] passed on once
       *[other] passed on { $number } times
    }
following-no-replies = Nobody has answered yet. You can answer from any server of the fediverse: open this address there.
following-more-replies =
    { $count ->
        [one] One more answer is not shown here.
       *[other] { $number } more answers are not shown here.
    }
following-waiting-here =
    { $count ->
        [one] One answer waits for you
       *[other] { $number } answers wait for you
    }
following-hide = Hide
following-show = Show it
following-responses-title = Answers
following-responses-lead = What others said in answer to you. Nothing that waits is seen by anybody else.
following-responses-none = Nothing here
following-responses-none-say = Answers appear here as they come. In the settings you can choose whether they wait for you first.
following-shelves = Which answers
following-shelf-waiting = Waiting
following-shelf-shown = Shown
following-shelf-hidden = Hidden
following-message = A message to you
following-answers = In answer to
following-answers-announcement = one of your announcements
following-answers-event = one of your events
following-circle-posts = Posts to your circles
following-circle-posts-say = From people who do not follow the circle. Once you pass one on, everyone who follows the circle gets it.
following-pass-on = Pass it on
following-refuse = Leave it
following-done-boosted = Passed on to everyone who follows you.
following-done-unboosted = Taken back. The servers that have it are being asked to forget it.
following-done-answered = Your answer is public, and on its way.
following-done-followed = Asked. It says here when they have answered.
following-done-unfollowed = You do not follow them any more.
following-done-asked = Asked again.
following-done-shown = Everyone can see it now.
following-done-hidden = Hidden. It stays so, also when its author changes it.
following-done-passed = Passed on to everyone who follows the circle.
following-done-refused = It is not passed on.
following-shelf-circles = In your circles
following-circles-lead = What people on other servers said in your circles, which everyone who follows the circle has got.
following-circles-none-say = What you let in, and what those who follow a circle say to it, appears here.
following-in-circle = In
following-take-out = Take it out
following-done-taken-out = Taken out. The servers that have it from the circle are being asked to forget it.

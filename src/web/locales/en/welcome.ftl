welcome-setup-title = Welcome. Let us set up your node
welcome-setup-lead = A few questions about your coop. All but the short name and the address can be changed later.
welcome-setup-button = Set up the node
welcome-coop = Your coop
welcome-name = Name
welcome-name-help = In one language or in several; at least in the default language.
welcome-name-missing = Write the name of your coop in its default language.
welcome-language = Default language
welcome-language-help = The language that people and servers see first.
welcome-language-missing = Choose one of the languages.
welcome-handle = Short name
welcome-handle-help = People follow you on the fediverse as @short_name at this address. Lower-case letters, digits and _ only; it cannot be changed later.
welcome-handle-wrong = Use 1 to 30 lower-case letters, digits or _, without spaces or accents.
welcome-summary = What the coop is
welcome-summary-help = Two or three sentences for people who have not heard of you.
welcome-place = Where you are
welcome-region = Region
welcome-region-help = As your partners would say it: Catalonia, Québec, Kerala.
welcome-region-missing = Write the region where your coop works, in at most 100 characters.
welcome-time-zone = Time zone
welcome-time-zone-help = Begin to type the name of a city nearby, as in Europe/Madrid. Dates on these pages are shown in it.
welcome-time-zone-wrong = This is not a time zone we know. Write it as in Europe/Madrid or America/Toronto.
welcome-sharing = Sharing with others
welcome-fair-use = Fair-use policy
welcome-fair-use-help = What you ask of those who use what you share.
welcome-listed = Let our partners show us to their partners
welcome-listed-help = That is how coops find each other. You still decide whom you share with.
welcome-you = You
welcome-person-name = Your name
welcome-person-name-help = Shown to the people of your coop only.
welcome-person-name-missing = Write your name.
welcome-too-long = That is too long: at most { $most } characters.
welcome-invite-title =
    { $role ->
        [steward] You are invited as a steward
        [operator] You are invited as an operator
       *[member] You are invited as a member
    }
welcome-invite-lead = Tell us your name. On the next page you make a passkey, with which you sign in from then on.
welcome-invite-button = Accept the invitation
welcome-recover-title = Back in
welcome-recover-lead = This link signs you in once. Your old passkeys and every open session end now; on the next page you make a new passkey.
welcome-recover-button = Sign me in
welcome-used-title = This link no longer works
welcome-used-lead = It was used already, or it is too old. Links work once, and for one day.
welcome-used-next = Ask a steward for a new one. Whoever runs the server can make one with:

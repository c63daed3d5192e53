servers-title = Meeting servers
servers-platform = What runs the meetings
servers-platform-help = With a server of its own, rooms are made and ended for each agreement, and what is used is measured where the software can tell. A fixed address leads everybody to the same room. This cannot be changed later.
servers-platform-link = A fixed address, whatever runs there
servers-platform-bigbluebutton = BigBlueButton or Scalelite
servers-platform-jitsi = Jitsi Meet
servers-platform-galene = Galène
servers-address-only-link = Only a room with a fixed address has one. You add your server in the next step.
servers-empty-title = No server yet
servers-empty = Until a { $platform } server is added here, nobody can ask for these seats.
servers-add-first = Add a { $platform } server
servers-add-another = Add another server
servers-all-down-title = No server answers
servers-all-down = Your partners cannot ask for seats now, and those who meet within a day have been told. As soon as a server answers, this ends by itself.
servers-up = Answers
servers-down = Does not answer
servers-unknown = Not looked at yet
servers-up-says = It answers since { $since }; last looked at { $when }.
servers-up-version = It answers since { $since }; last looked at { $when }. Version { $version }.
servers-up-doubt = It answered until now, but not when it was last looked at { $when }; it will be asked again in a moment. { $detail }
servers-down-says = It does not answer since { $since }; last looked at { $when }.
servers-down-detail = It does not answer since { $since }; last looked at { $when }. What came back: { $detail }
servers-unknown-says = It will be looked at in a moment.
servers-unknown-detail = It did not answer when it was looked at first. What came back: { $detail }
servers-rooms-in-use =
    { $count ->
        [0] no room in use
        [one] one room in use
       *[other] { $count } rooms in use
    }
servers-change = Change
servers-check = Look now
servers-new-title = Add a { $platform } server
servers-new-lead = Its seats join the pool of { $name }. Keys and passwords are kept encrypted on this node and are never shown again.
servers-change-lead = A server of { $name }.
servers-add = Add it
servers-save = Save
servers-cancel = Back without saving
servers-name = Name
servers-name-help = For your own people: “BBB 1” or the name of the machine.
servers-name-missing = Write a name of at most 100 characters.
servers-seats = Seats
servers-seats-help = How many people this server carries at the same time, over all its rooms. No room on it will have more.
servers-secret-kept = Leave it empty to keep the one that is stored.
servers-field-url = Address
servers-field-secret = Secret
servers-field-checksum = Kind of checksum
servers-field-app-id = App ID
servers-field-private-key = Private key
servers-field-key-id = Name of the key
servers-field-audience = Audience
servers-field-subject = Subject
servers-field-username = User name
servers-field-password = Password
servers-field-groups = Group of the rooms
servers-field-key = Key for tokens
servers-help-bigbluebutton-url = As “bbb-conf --secret” prints it, such as https://bbb.example.coop/bigbluebutton/
servers-help-bigbluebutton-secret = As “bbb-conf --secret” prints it.
servers-help-bigbluebutton-checksum = SHA-256 suits nearly every server.
servers-help-jitsi-url = Where its rooms are, such as https://meet.example.coop
servers-help-jitsi-app-id = The “app_id” in the server’s settings for tokens.
servers-help-jitsi-secret = The “app_secret” of the server. Give this or a private key.
servers-help-jitsi-private-key = Instead of a secret: a private RSA key, as PEM or JWK.
servers-help-jitsi-key-id = With a private key: the name under which the server finds its public half.
servers-help-jitsi-audience = Only when the server asks for another one than its app ID.
servers-help-jitsi-subject = Only when the server asks for another one than its host.
servers-help-galene-url = Where people reach it, such as https://galene.example.coop
servers-help-galene-username = Of somebody with the permission “admin” in the server’s config.json, where “writableGroups” is true.
servers-help-galene-groups = Rooms are made beneath this group; “fedicoop” when it is left empty.
servers-help-galene-key = A private key for ES256 or HS256, as JWK. Without one, each room gets a key of its own.
servers-missing = This is needed.
servers-wrong = This is not as { $platform } takes it.
servers-wrong-url = Write the whole address. It begins with https://.
servers-none-here = This room has a fixed address and no servers.
servers-too-many = There are { $most } servers already, which is the most.
servers-removal = Removal
servers-remove = Remove { $name }
servers-remove-says = Its seats leave the pool at once, and its keys are not used any more. What was agreed moves to the other servers. You can add it again.
servers-in-use =
    { $count ->
        [one] A room on this server is in use. You can remove it when the meeting has ended.
       *[other] { $count } rooms on this server are in use. You can remove it when the meetings have ended.
    }
servers-done-added = The server was added.
servers-done-changed = The server was changed.
servers-done-removed = The server was removed.
servers-way-in = A room for each agreement, made when its hour comes

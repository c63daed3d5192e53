account-sign-in-title = Sign in
account-sign-in-lead = Use the passkey that you made for this node: on this device, on your phone, or on a security key.
account-sign-in-by-link = This node has an address made of numbers, where passkeys do not work. Each sign-in takes a new link.
account-sign-in-button = Sign in with a passkey
account-sign-in-lost = If you lost your passkey or have none yet, ask a steward for a link. Whoever runs the server can make one with:
account-passkey-title = Make your passkey
account-passkey-lead = A passkey replaces a password: your device keeps it, and opens it with your fingerprint, your face or its PIN. Nothing to remember, nothing to leak.
account-passkey-button = Make a passkey
account-passkey-later = Later. I know that without one I will need a new link next time.
account-passkey-busy = Waiting for your device…
account-passkey-failed = That did not work, and nothing was changed. You can try again.
account-passkey-unsupported = This browser cannot use passkeys. Try a newer one, or your phone.
account-passkey-script = Passkeys need JavaScript in your browser. Without it, ask a steward for a one-time link each time.
account-title = Your account
account-name = Name
account-role = Role
account-role-is =
    { $role ->
        [steward] steward
        [operator] operator
       *[member] member
    }
account-passkeys = Passkeys
account-passkeys-none = You have no passkey yet. Make one, or you will need a new link next time.
account-passkey-add = Make another passkey
account-elsewhere = Other devices
account-sign-out-everywhere = Sign out everywhere
account-sign-out-everywhere-says = Ends your sessions on all devices, this one too. Your passkeys stay, so you can sign in again.
account-people = People who can sign in
account-invite-button = Make an invitation link
account-invite-says = The link works once, for { $hours } hours. Send it to one person.
account-invite-role = Role
account-invite-name = Their name
account-name-too-long = That is too long: at most { $most } characters.
account-invite-made = The invitation is ready
account-invite-made-lead = Copy it now: it is shown only once. It works for { $hours } hours and for one person.
account-invite-link = Invitation link
account-sign-in-lost-title = If you have no passkey at hand
account-coop = The coop
account-coop-says = What everyone sees of it, its languages and colours, and how it agrees with partners.
account-coop-settings = The coop and its ways
account-passkey-made = Made on
account-passkey-used = last used on
account-sign-out-everywhere-by-link = Ends your sessions on all devices, this one too. To come back you need a new link.
account-invite = Invite somebody
account-person-you = { $name } (you)
account-person-never = Has not signed in yet
account-person-seen = Last signed in on
account-person-remove = Remove { $name }
account-person-remove-says = Takes away their account and passkeys and signs them out at once. To come back they need a new invitation.
account-person-removed = They were removed, and signed out everywhere.
account-role-option =
    { $role ->
        [steward] Steward: may do everything
        [operator] Operator: servers and agreements
       *[member] Member: may look
    }

# People of the clinic and invitations.

people-title = People
# $people (Number) people who can sign in
# $waiting (Number) open invitations
people-lead =
    { $people ->
        [one] { $people } person,
       *[other] { $people } people,
    } { $waiting ->
        [0] no open invitation.
        [one] { $waiting } open invitation.
       *[other] { $waiting } open invitations.
    }
people-list = All people
people-column-name = Name
people-column-role = Role
people-column-login = Sign-in name
people-column-devices = Devices
people-column-since = Since
people-column-state = State
people-active = Active
people-inactive = Not active
people-none = No people
people-none-why = Nobody has joined yet. Invite the first person.
# $shown (Number) people shown
people-showing = Showing all { $shown }
people-filter = Find by name
# $text (String) what was typed
people-filter-none = Nobody matches “{ $text }”


people-invitations = Invitations
people-invite = Invite
people-invitation-for = For
people-invitation-made = Made
people-invitation-until = Good until
people-invitation-state = State
people-invitation-act = Act
people-invitation-none = No invitations
people-invitation-none-why = An invitation lets one person join with one device, once.
people-state-open = Open
people-state-used = Used
people-state-expired = Too old
people-state-withdrawn = Withdrawn
people-withdraw = Withdraw
# $name (String) whom the invitation is for
people-withdraw-whom = Withdraw the invitation for { $name }
# $name (String) whom the invitation is for
people-withdraw-ask = Withdraw the invitation for { $name }?
people-withdraw-why = Its link stops working at once. Who has joined with it stays.
people-withdraw-keep = Keep it
people-withdrawn = Invitation withdrawn

people-form-title = Invite a person
people-form-name = Name
people-form-name-hint = As colleagues and patients should read it
people-form-role = Role
people-form-role-patient-hint = Sees their own record, writes readings and messages
people-form-role-reception-hint = Identity and bookings, no health facts
people-form-role-nurse-hint = Writes the chart and vital signs, does not prescribe
people-form-role-doctor-hint = Writes, prescribes and signs
people-form-role-clinic-admin-hint = People, devices and settings of the clinic
people-form-role-privacy-officer-hint = Reads the audit, and records with a reason
people-form-role-it-hint = Machines only, sees no health facts
people-form-patient = Whose record
people-form-patient-hint = Type a name or number, then choose
people-form-patient-none = No patient matches
people-form-patient-change = Choose another
people-form-days = Good for
people-form-days-unit = days
people-form-days-hint = 1 to 30
people-form-make = Make invitation
people-form-cancel = Cancel
people-error-list = Correct this first
people-error-name = Write the name
# $most (Number) most letters allowed
people-error-name-long = Use at most { $most } letters
people-error-role = Choose a role
people-error-patient = Choose whose record it is
people-error-days = Write a whole number from 1 to 30

# $name (String) whom it is for
people-made-title = Invitation for { $name }
people-made-once = Shown once. When you close this, the link cannot be shown again.
people-made-qr = Scan with the app
people-made-qr-name = Code to scan with the app
people-made-link = Or open this link on their device
people-made-copy = Copy link
people-made-copied = Link copied
people-made-copy-failed = Copying did not work. Select the link and copy it.
people-made-words = Words to compare
people-made-words-why = The device shows the same words. If they differ, stop: it is not this server.
# $date (String) when it ends
people-made-until = Good until { $date }
people-made-close = I passed it on

# Words of the frame around every screen.

shell-product = Satchel
shell-product-admin = Admin
shell-skip = Skip to content
shell-rail = Sections
shell-tabs = Main sections
shell-menu = Menu
shell-top = Search, sending and lock
shell-main = Content
shell-workspace = Beside the chart
shell-recent = Open charts
shell-search = Search patients, actions, help
shell-search-short = Search
shell-help = Help
shell-lock = Lock
shell-sign-out = Sign out
shell-role-doctor = Doctor
shell-role-nurse = Nurse
shell-role-reception = Reception
shell-role-clinic-admin = Administrator
shell-role-privacy-officer = Privacy officer
shell-role-it = IT
shell-role-patient = Patient
shell-role-trusted-person = Trusted person
shell-role-other = Member of the clinic
shell-not-found = There is no such screen
shell-not-found-why = The address may be of an older version.
shell-go-home = Go to the first screen
shell-undo = Undo

shell-crash = This screen stopped
shell-crash-why = The rest goes on, and what was typed is kept. Open it again, or save a copy of what you typed.
shell-crash-again = Open it again
shell-crash-copy = Save a copy of what I typed
shell-crash-copied = The copy is on the clipboard.
shell-crash-nothing = Nothing was being typed here.

shell-privacy-on = Hidden. Press { $keys } to show it again.

# The one button of each problem.
shell-fix-retry = Try again
shell-fix-sign-in = Sign in
shell-fix-unlock = Unlock
shell-fix-recover = Use recovery code
shell-fix-join = Join with an invitation
shell-fix-decide = Open Decisions
shell-fix-refused = Look at what was not accepted
shell-fix-sync = See how sending stands
shell-fix-copy = Copy details for IT
shell-fix-copied = Copied
shell-fix-address = Check address
shell-fix-clock = Show how
shell-fix-update = How to update
shell-fix-space = How to free space
shell-fix-call = Who to call
shell-fix-devices = See my devices
shell-fix-correct = Correct it
shell-fix-show = Show the new value
shell-fix-back = Go back
shell-fix-addendum = Write an addendum
# $code (String) stable word, $incident (String) to read out, or none
shell-problem-code =
    { $incident ->
        [none] Code { $code }
       *[other] Code { $code }, incident { $incident }
    }

# The palette.
shell-palette = Search and do
shell-palette-hint = Type a name, a number or what you want to do
shell-palette-none = Nothing fits “{ $query }”
shell-palette-none-why = Check the spelling, or look the person up in Patients.
# $count (Number) things found
shell-palette-count =
    { $count ->
        [0] Nothing found
        [one] { $count } thing found
       *[other] { $count } things found
    }

# Keys.
shell-keys = Keys
shell-keys-context-global = Everywhere
shell-keys-context-list = In lists and tables
shell-key-palette = Search and do
shell-key-find-patient = Find a patient
shell-key-section = Section { $number }
shell-key-next-region = Next part of the screen
shell-key-save = Save, or the next step of signing
shell-key-save-send = Save and send now
shell-key-undo = Undo
shell-key-print = Print sheet
shell-key-lock = Lock
shell-key-privacy = Hide the screen
shell-key-decisions = Open Decisions
shell-key-back = Back
shell-key-close = Close or leave
shell-key-keys = List of keys
shell-key-list-open = Open
shell-key-list-select = Select
shell-key-list-first = First line
shell-key-list-last = Last line
shell-key-list-page-up = A page up
shell-key-list-page-down = A page down

# The idle lock.
# $seconds (Number) left
shell-idle-warning =
    { $seconds ->
        [one] Locks in { $seconds } second. Press any key to go on.
       *[other] Locks in { $seconds } seconds. Press any key to go on.
    }
shell-action-lock = Lock this device
shell-action-keys = Show the list of keys
shell-idle-soon = This device locks itself soon. Press any key to go on.
shell-privacy = The screen is hidden
shell-privacy-off = Show it again
shell-keys-change = Change keys
shell-search-console = Search screens, actions, help

# Coming in: joining, signing in, unlocking, locking.

session-welcome = Welcome to Satchel
session-welcome-why = Join your clinic with the invitation you were given. Your records are kept sealed on this device, so you can work without a connection.
session-link = Invitation
session-link-hint = The link starts with satchel://join. Paste it here, or the text of its QR code.
session-link-wrong = This is not an invitation. It starts with satchel://join
session-compare = Do these words match?
session-compare-why = Your invitation shows eight words. They say that this is your clinic's server and nobody else's.
session-compare-words = Words of the server
session-compare-address = Address
session-compare-yes = They match
session-compare-no = They do not match
session-compare-stop = Do not go on
session-compare-stop-why = Somebody may be between you and the clinic. Call the clinic and ask for a new invitation.
session-account = Choose how you sign in
session-login = Sign-in name
session-login-hint = Short, such as your first name. You need it on the web.
session-password = Password
session-password-new = New password
session-password-hint = At least 15 characters. Four words that have nothing to do with each other are good.
session-password-again = The same password again
session-password-differs = The two passwords are not the same
session-password-short = Use at least 15 characters
session-needed = Fill this in
session-machine = Name of this device
session-machine-hint = So that you and the clinic can tell your devices apart.
session-show = Show the password
session-next = Go on
session-back = Back
session-join = Join the clinic
session-joining = Joining. This takes a few seconds

session-code-title = Your recovery code
session-code-why = It opens this device should you forget your password. It is shown once and kept nowhere.
session-code-copy = Copy the code
session-code-copied = Copied. Keep it where only you can find it.
session-code-tick = I wrote it down
session-code-go = Go to my work
session-code-first = Tick the box once you have written it down

session-locked = Locked
session-locked-kept = What you had open and half-written is as you left it.
session-locked-plain = Your records on this device are sealed.
session-who = Who is here?
session-vault = Person { $number }
session-vault-unsent =
    { $count ->
        [0] Everything is sent
        [one] { $count } change not sent
       *[other] { $count } changes not sent
    }
session-unlock = Unlock
session-unlocking = Opening
session-lease = This device can work offline until { $until }
session-forgot = Use recovery code
session-recovery = Recovery code
session-recovery-hint = With or without dashes
session-recovery-new = Set a new password
session-recovery-open = Open with the code
session-recovery-back = Use the password

session-sign-in = Sign in
session-sign-in-why = You are signed out from the clinic's server. Your work is safe on this device. Sign in to go on sending.
session-sign-in-web = Sign in to your clinic
session-sign-in-web-why = For work without a connection, use the app.
session-sign-in-act = Sign in
session-signing-in = Signing in
session-signed-in = You are signed in
session-no-door = The app does not answer
session-no-door-why = Its engine stopped or was started anew. What you had saved is safe.
session-no-door-again = Open it again
session-recovery-wrong = This code does not open this device
session-password-wrong = This is not the password of your account
session-not-admin = This page is for the administration of the clinic. Use the app, or the page for patients.
session-not-patient = This page is for patients. Use the app, or the page for the administration.

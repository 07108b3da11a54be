# Settings.

settings-title = Settings
settings-look = Look
settings-look-system = As on this device
settings-look-light = Light
settings-look-dark = Dark
settings-look-contrast = High contrast
settings-language = Language
settings-language-en = English
settings-language-fr = Français
settings-language-ar = العربية
settings-language-pseudo = Pseudo (for testing)
settings-size = Size of text
settings-size-value = { $percent } %
settings-lock = Lock when idle
settings-lock-hint = A warning comes 60 seconds before. Any key goes on.
settings-lock-minutes =
    { $count ->
        [one] after { $count } minute
       *[other] after { $count } minutes
    }
settings-keys = Keys
settings-keys-hint = Press Change, then the keys you want.
settings-keys-change = Change the key for { $act }
settings-keys-change-short = Change
settings-keys-press = Press the keys
settings-keys-reset = Back to the usual key for { $act }
settings-keys-reset-short = Usual key
settings-keys-clash = { $keys } is taken: { $act }
settings-keys-plain = Hold Ctrl or Alt with it: a letter alone would fire while you type
settings-keys-owned = { $keys } belongs to the browser
settings-notices = Notices
settings-notices-in-app = In the app
settings-notices-email = By e-mail
settings-notices-email-hint = An e-mail says that something is waiting, never what it is.
settings-notices-address = E-mail address
settings-notices-address-wrong = Enter an address like name@example.org
settings-notices-quiet-from = Quiet from
settings-notices-quiet-to = Quiet until
settings-notices-quiet-hint = For example 21:00. Leave both empty for no quiet time.
settings-notices-time-wrong = Enter a time like 21:00
settings-notices-save = Save notices
settings-notices-saved = Notices saved
settings-device = This device
settings-device-server = Server
settings-device-words = Words of the server
settings-device-words-hint = Compare them with those on your invitation, or ask the clinic to read theirs to you.
settings-device-lease = Can work offline until
settings-device-records = Records here
settings-device-patients = Patients here
settings-device-id = Device
settings-about = About
settings-version = Version
settings-about-licence = Open source under the Apache License 2.0. It is not a certified medical device.
settings-language-system = As on this device
settings-lock-when = Locks
settings-lock-name = Show my name on the lock screen
settings-lock-name-hint = Without it the lock screen shows a number instead of your name.

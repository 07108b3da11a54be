# Sending and receiving: popover, page, what stops it. The chip's own words are in the shared file.

sync-chip = Sending:
sync-waiting-offline = { $words }, offline
sync-sign = { $words } · { $unsent }
sync-first-left = { $words }, about { $time }
sync-minutes = { $count } min
sync-seconds = { $count } s
sync-hours = { $count } h

# The chip of patients.
sync-patient-up-to-date = Everything is sent, { $time }
sync-patient-never = Not in contact with the clinic yet
sync-patient-offline = No connection. You can go on
sync-patient-waiting =
    { $count ->
        [one] { $count } thing is kept on this phone and goes out later
       *[other] { $count } things are kept on this phone and go out later
    }
sync-patient-sending = On its way to the clinic
sync-patient-first = Getting your record: { $done } of { $total }
sync-patient-needs = The clinic could not take something you sent
sync-patient-blocked = Nothing can be sent now
sync-patient-unsent =
    { $count ->
        [one] { $count } not sent
       *[other] { $count } not sent
    }

sync-title = Sending and receiving
sync-popover = How sending stands
sync-to-send = To send
sync-to-receive = To receive
sync-last-contact = Last contact
sync-offline-short = Offline
sync-offline-until = Can work offline until
sync-reading-log = Reading log to send
sync-never = never
sync-changes =
    { $count ->
        [0] nothing
        [one] { $count } change
       *[other] { $count } changes
    }
sync-records =
    { $count ->
        [0] nothing
        [one] { $count } record
       *[other] { $count } records
    }
sync-entries =
    { $count ->
        [0] nothing
        [one] { $count } entry
       *[other] { $count } entries
    }
sync-send-now = Send now
sync-sending-now = Sending now
sync-open-page = All about sending
sync-pause = Pause
sync-resume = Go on
sync-work-offline = Work offline
sync-work-offline-hint = No contact with the server until you switch it back or start the app anew.
sync-paused = The download rests. What you write is still sent.

sync-own = Your changes
sync-own-hint = Saved, sent, and on other devices are three events. This page counts each.
sync-own-saved = Saved on this device, not sent yet
sync-own-sent = Sent, not yet seen on another device
sync-own-elsewhere = On other devices
sync-not-accepted-title = Not accepted by the server
sync-not-accepted-none = Everything that was sent was accepted.
sync-not-accepted-some =
    { $count ->
        [one] { $count } change waits for you
       *[other] { $count } changes wait for you
    }
sync-not-accepted-open = Look at them
sync-decisions-open = Open Decisions
sync-rounds = Last rounds
sync-rounds-none = No round yet
sync-rounds-why = A round runs by itself as soon as there is contact with the server.
sync-round-at = Ended
sync-round-kind = What
sync-round-items = Things
sync-round-up = Sent
sync-round-down = Received
sync-round-checked = Looked, nothing new
sync-round-sent = Sent
sync-round-received = Received
sync-round-failed = Did not work: { $why }
sync-bytes = { $count } B
sync-kibibytes = { $count } KiB
sync-mebibytes = { $count } MiB
sync-integrity = Does this copy match
sync-integrity-ok = Every record that arrives is checked against its seal before it is kept. Nothing is wrong with this copy.
sync-integrity-behind =
    { $count ->
        [one] { $count } record is here and still being read in.
       *[other] { $count } records are here and still being read in.
    }
sync-integrity-bad = One copy does not match. Sending stopped so that it cannot spread.
sync-hand-in = Handing in this device
sync-hand-in-safe = Safe to hand in: everything written here was sent and accepted.
sync-hand-in-not = Not yet. { $reason }
sync-hand-in-unsent =
    { $count ->
        [one] { $count } change is on this device only.
       *[other] { $count } changes are on this device only.
    }
sync-hand-in-refused =
    { $count ->
        [one] { $count } change was not accepted and is on this device only.
       *[other] { $count } changes were not accepted and are on this device only.
    }
sync-hand-in-log = The log of what was read here was not sent yet.
sync-copy = Copy details for IT
sync-copied = Copied. There is nothing about patients in it.

# First download.
sync-first-title = Getting your clinic
sync-first-step = Your own list first, then the charts, newest first.
sync-first-count = { $done } of { $total } records. You can work with what is here.
sync-first-about = about { $time }
sync-first-tip = Leave the device plugged in. It goes on with the screen off, and goes on where it stopped.

# What stops sending. Short: after “Sending stopped:”. Long: in the bar.
sync-stopped = Sending stopped.
sync-block-signed_out = you are signed out
sync-block-signed_out-long = You are signed out. Your work is safe here.
sync-block-device_blocked = this device was blocked
sync-block-device_blocked-long = This device was blocked by your clinic.
sync-block-clock_wrong = the clock is wrong
sync-block-clock_wrong-long = This device's clock is wrong. Your work is kept and marked.
sync-block-app_old = this app is too old
sync-block-app_old-long = Update to go on sending. Your work is kept.
sync-block-server_old = the clinic's server is too old
sync-block-server_old-long = The clinic's server must be updated. Your work is kept.
sync-block-storage_full = no space on this device
sync-block-storage_full-long = No space. Text is still saved, photos wait.
sync-block-key_missing = this device cannot open its keys
sync-block-key_missing-long = This device cannot open its keys. The records are still here.
sync-block-server_refused = the clinic does not accept this role or site
sync-block-server_refused-long = The clinic does not accept this role or site. Your work is kept.
sync-block-integrity = one copy does not match
sync-block-integrity-long = One copy does not match. Your own changes are kept.
sync-block-cert = this is not the clinic's server we know
sync-block-cert-long = This is not the clinic's server we know. Nothing was sent to it.
sync-block-quota = your space is used up
sync-block-quota-long = You have used the space you have. Your work is kept here.
sync-block-busy = the server is busy
sync-block-busy-long = The server is busy.
sync-next-try = The next try is at { $time }.
sync-fix-signed_out = Sign in
sync-fix-device_blocked = Who to call
sync-fix-clock_wrong = Show how
sync-fix-app_old = How to update
sync-fix-server_old = Copy details for IT
sync-fix-storage_full = How to free space
sync-fix-key_missing = Use recovery code
sync-fix-server_refused = Details
sync-fix-integrity = Check again
sync-fix-cert = Check address
sync-fix-quota = Try now
sync-fix-busy = Try now
sync-pause-download = Pause the download
sync-resume-download = Go on with the download
sync-web = On the web everything is on the clinic's server. What you save here is there at once.
sync-clock-ahead = the clock is { $time } ahead
sync-clock-behind = the clock is { $time } behind
sync-clock-bar-ahead = This device’s clock is { $time } ahead of the clinic’s. What you write is sent and marked. Set the clock.
sync-clock-bar-behind = This device’s clock is { $time } behind the clinic’s. What you write is sent and marked. Set the clock.
sync-lease-near = This device must reach the clinic's server within { $time }. Until then everything works, and nothing is deleted after it.

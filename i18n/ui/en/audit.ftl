# The audit: who, whom, what, when; and whether the log still matches its copies.

audit-title = Audit
audit-lead = Every view and change: who, when and what.
# $index (String) number of the last entry that was checked
audit-verified = Verified to entry { $index }
# $time (String) when it was checked
audit-verified-at = { $time }, each entry leads to the next
audit-empty = Not checked yet
# $time (String) when it was looked at
audit-empty-why = The log was empty at { $time }
audit-checking = Checking
# $index (String) number of the last entry that was checked
audit-checking-why = So far to entry { $index }
# $index (String) number of the entry that does not match
audit-mismatch = Does not match at #{ $index }
audit-mismatch-why = The log was changed or damaged from there on. Keep a copy and call the privacy officer.
audit-never = Not checked yet
audit-never-why = This server has not checked its log since it started.
# $time (String) when it was last checked
audit-stale = Not checked since { $time }
# $index (String) number of the last entry that was checked
audit-stale-why = It matched to entry { $index }
audit-leaf = Fingerprint of the log
audit-list = Entries
audit-column-entry = Entry
audit-column-when = When
audit-column-person = Person
audit-column-action = Action
audit-column-patient = Patient
audit-no-patient = No patient
audit-no-person = Nobody signed in
# $id (String) first letters of the id
audit-person-unknown = Person { $id }
# $id (String) first letters of the id
audit-patient-unknown = Patient { $id }
audit-filter-person = Person
audit-filter-kind = Action
audit-filter-any-person = Anybody
audit-filter-any-kind = Any action
audit-filter-clear = Show all
audit-filter-one = Only this person
audit-filter-one-patient = Only this patient
# $name (String) whose record
audit-filter-by-patient = Patient: { $name }
audit-none = No entries
audit-none-why = Nothing fits these filters.
# $shown (Number) entries shown
audit-showing =
    { $shown ->
        [one] Showing { $shown } entry.
       *[other] Showing { $shown } entries.
    }
audit-unsent = What devices have not sent yet appears when they do.
audit-older = Show older entries
audit-end = This is the first entry there is.
# $index (String) number of the entry
audit-entry = Entry { $index }
audit-fact-person = Person
audit-fact-role = Role
audit-fact-patient = Patient
audit-fact-action = Action
audit-fact-when = When
audit-fact-device = Device
audit-fact-document = Document
audit-fact-outcome = Outcome
audit-fact-detail = Details
audit-outcome-done = Done
audit-outcome-refused = Refused
audit-outcome-failed = Failed
# $word (String) the outcome's word
audit-outcome-other = Outcome “{ $word }”

audit-kind-record-read = Opened record
audit-kind-record-changed = Changed record
audit-kind-record-created = Began record
audit-kind-record-downloaded = Record sent to device
audit-kind-record-searched = Searched for patients
audit-kind-record-printed = Printed
audit-kind-record-exported = Exported
audit-kind-change-refused = Change not accepted
audit-kind-change-held = Late edit kept for a person
audit-kind-review-decided = Decided on late edit
audit-kind-conflict-decided = Decided between two values
audit-kind-access-refused = Access refused
audit-kind-record-purged = Taken off a device
audit-kind-patient-looked-up = Patient looked up
audit-kind-record-rebuilt = Record rebuilt
audit-kind-record-erased = Record erased
audit-kind-hold-changed = Legal hold set or lifted
audit-kind-session-opened = Signed in
audit-kind-session-refused = Sign-in refused
audit-kind-session-closed = Signed out
audit-kind-session-reused = Sign-in used twice
audit-kind-password-changed = Password changed
audit-kind-vault-unlocked = Device unlocked
audit-kind-vault-locked = Device locked
audit-kind-user-invited = Person invited
audit-kind-user-joined = Person joined
audit-kind-user-changed = Person changed
audit-kind-device-enrolled = Device added
audit-kind-device-revoked = Device revoked
audit-kind-device-chain-broken = Device's chain broken
audit-kind-device-clock-off = Device's clock wrong
audit-kind-grant-given = Access given
audit-kind-grant-revoked = Access taken back
audit-kind-record-released = Released to the patient
audit-kind-glass-broken = Emergency access
audit-kind-tenant-created = Clinic set up
audit-kind-settings-changed = Settings changed
audit-kind-keys-rotated = Keys renewed
audit-kind-backup-made = Backup made
audit-kind-server-started = Server started
audit-kind-audit-verified = Audit checked
audit-kind-audit-exported = Audit exported
audit-kind-import-started = Import began
audit-kind-import-finished = Import ended
# $word (String) the action's word
audit-kind-other = “{ $word }”

# Visits, notes and reports: reading them, and writing draft notes together.

notes-tab = Notes
notes-list = Visits, notes and reports
notes-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
notes-write = Write note
notes-action-write = Write note
notes-recent = Recent notes
notes-recent-all = All notes
notes-recent-none = No visits or notes
notes-recent-none-why = Nobody wrote one here, and none came in from elsewhere.
notes-more = Only the newest { $count } are shown
notes-back = All entries

notes-kind-visit = Visit
notes-kind-note = Note
notes-kind-report = Report
notes-kind-import = Imported records
notes-status-planned = Planned
notes-status-arrived = Arrived
notes-status-triaged = Seen by triage
notes-status-in-progress = Open
notes-status-onleave = Away
notes-status-finished = Finished
notes-status-cancelled = Cancelled
notes-status-unknown = Not known
notes-draft-note = Draft note
# $date (String), $name (String)
notes-by = { $date } by { $name }
notes-from = from { $source }
notes-where = Where
notes-why = Reason
notes-end = Ended
notes-who = Took part
notes-go-on = Go on writing
notes-empty = Nothing is written here yet
notes-state-final = This was signed and does not change any more.
notes-state-frozen = This record is being repaired. It can be read.
notes-state-erased = This record was erased.
notes-state-unreadable = This record was written by a newer version or is damaged. Update to read it.
notes-state-read-only = You can read this and not change it.
notes-void = Entered in error
notes-void-why = Entered in error: { $reason }
notes-list-observations = Readings
notes-list-procedures = Procedures
notes-list-immunizations = Vaccinations
notes-list-administrations = Given
notes-list-requests = Asked for
notes-list-reports = Reports
notes-list-attachments = Files
notes-list-others = Kept word for word
notes-others-where = They stand under Other records.

notes-editor-title = Note
notes-draft-hint = A draft note. Others who may read this chart see it as you write.
notes-part-note = Note
notes-part-history = Reason and history
notes-part-findings = Findings
notes-part-assessment = Assessment
notes-part-plan = Plan
notes-add-part = Add a part
notes-add = Add { $part }
notes-role = Only a nurse or a doctor writes notes.
notes-close = Close
notes-save = Save now
notes-state-kept = Draft kept on this device, { $time }
notes-state-typing = Draft not kept yet
notes-state-saving = Saving
notes-state-saved = Saved on this device, { $time }
notes-state-unsent = Not sent yet
notes-state-sent = Sent
notes-state-nothing = What you type is kept on this device
notes-met = Somebody else wrote here at the same time. Both texts are here.
notes-long = The text is longer than { $max } characters. It is kept as a draft; make it shorter to save it.
notes-locked-out = This note can no longer be changed. What you typed is kept here: copy it into a new note.
notes-copy = Copy what I typed
notes-copied = Copied

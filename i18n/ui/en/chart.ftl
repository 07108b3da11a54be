# The frame around a patient's chart, and what every form on it says.

chart-title = Chart
chart-summary = Summary
chart-tabs = Parts of the chart
chart-add-vitals = Add vitals
# $time (String) when the clinic's server was last heard
chart-as-of = As of { $time }
chart-as-of-never = The clinic's server was not heard yet
# $count (Number) changes
chart-unsent = { $count ->
    [one] { $count } change of this chart not sent yet
   *[other] { $count } changes of this chart not sent yet
}
chart-missing = There is no such patient on this device
chart-missing-why = The record is not kept here, or it is not for your role.
chart-missing-next = Find a patient
chart-none = No chart on this device
chart-none-why = This patient is in the list, but the chart has not come down yet or is not for your role.
chart-tab-missing = There is no such part of the chart
chart-identity-two = Two values stand. Check which is right before you act.
chart-identity-decide = Decide

chart-person-unknown = somebody not in the directory
chart-imported = from { $source }
chart-void = Entered in error
chart-void-reason = Entered in error: { $reason }
chart-show-void = Show { $count } entered in error
chart-hide-void = Hide what was entered in error
chart-decide = Decide
chart-decide-what = Decide: { $what }
chart-more = More for { $what }
chart-disputed-why = Two people changed this without seeing each other
chart-unreadable = { $count ->
    [one] { $count } entry was written by a newer version. Update to read it.
   *[other] { $count } entries were written by a newer version. Update to read them.
}

chart-write-reason-hint = Others read it beside the value
chart-write-note = Remark
chart-write-cancel = Cancel
chart-write-draft = Draft kept on this device, { $time }
chart-write-draft-none = What you type is kept on this device
chart-write-undo-reason = Taken back at once by the person who wrote it
chart-write-discarded = What you typed was thrown away
chart-write-errors = Correct this first
chart-write-long = Longer than { $max } characters
chart-write-date = Write the date like 14-Jul-2026, or only month and year
chart-write-date-future = This date lies in the future
chart-write-say-why = Say why
chart-write-gone = This entry is no longer there
chart-write-gone-why = It was entered in error or never came to this device. What you typed is kept as a draft.
chart-write-role-doctor = Only a doctor changes medicines. Ask one, or leave a note.
chart-write-role-clinician = Only a nurse or a doctor changes this.
chart-write-disputed = Two values stand here. Decide between them first; then change it.

chart-stale-title = This changed while you were writing
chart-stale-why = Somebody wrote another value after you opened this form. Nothing was saved; nothing you typed is lost.
chart-stale-now = On record now
chart-stale-was = When you opened the form
chart-stale-yours = What you want to write
chart-stale-take = Go on from what is on record now
chart-stale-two = Two values stand on record now. They have to be decided first.
chart-stale-nothing = Nothing on record

chart-rule-title = A check speaks against this
chart-rule-source = Source: { $source }
chart-rule-override = Reason to go on in spite of it
chart-rule-override-hint = It is kept with the entry and shown to others
chart-rule-override-save = Save with this reason
chart-rule-final = This cannot be lifted with a reason. Change the entry.
chart-rule-dose-without-unit = The dose has a number but no unit.
chart-rule-dose-not-positive = A dose is more than zero.
chart-rule-dose-tenfold = The new dose is ten times or a tenth of the old one. A misread decimal point looks like this.
chart-rule-dose-unit-unknown = This unit is not one of the known dose units.
chart-rule-allergy-match = The patient has an allergy that this medicine names.
chart-rule-duplicate-therapy = A line with this medicine is already being taken.
chart-rule-medicine-stopped = Somebody stopped this medicine. A stop holds until a person decides otherwise.
chart-rule-medicine-not-on-hold = This medicine is not on hold.
chart-rule-entry-void = This entry was entered in error and is not changed any more.
chart-rule-allergy-active = An active allergy is on record, so “no known allergies” cannot be stated.
chart-rule-allergy-none-known-already = “No known allergies” is stated already.
chart-rule-other = A clinical rule stopped this ({ $rule }).

chart-void-title = Entered in error
chart-void-lead = Nothing is deleted: it stays in sight as entered in error, with your name and reason.
chart-void-why = Why was it an error?
chart-void-save = Mark as entered in error

chart-date-partial-hint = For example 14-Jul-2019, Jul-2019 or 2019
chart-undo-failed = This could not be taken back: it changed meanwhile
chart-panel-other = This form is about { $name }, not about the chart beside it.
chart-add-short = Add
chart-panel-about = About { $name }

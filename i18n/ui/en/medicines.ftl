# Medicine lines: what is taken, started, changed, held and stopped.

medicines-title = Medicines
medicines-current = Current
medicines-held = On hold
medicines-stopped = Stopped
medicines-other = Planned, not taken, or not known
# $current (Number) lines being taken
medicines-count = { $current } current
medicines-count-held = { $count } on hold
medicines-count-stopped = { $count } stopped
medicines-none = No medicines recorded
medicines-none-why = Nobody wrote one down here. That does not mean that none is taken.
medicines-none-current = No current medicine recorded
medicines-start = Start medicine
medicines-change = Change dose
medicines-change-of = Change dose of { $what }
medicines-stop = Stop
medicines-hold = Put on hold
medicines-resume = Go on
medicines-resume-what = Go on with { $what }
medicines-void = Entered in error
medicines-print = Print
medicines-changing = Changing now
medicines-dose-not-stated = dose not stated
medicines-not-checked = Not checked for interactions: this device has no table of medicines.
medicines-state-on-hold = On hold
medicines-state-on-hold-why = On hold: { $reason }
medicines-state-stopped = Stopped
medicines-state-completed = Completed
medicines-state-intended = Planned
medicines-state-not-taken = Not taken
medicines-state-unknown = Not known whether taken
medicines-state-active = Taken
medicines-stopped-on = Stopped { $date }
medicines-stopped-why = Stopped { $date }: { $reason }
medicines-stopped-reason = Stopped: { $reason }
medicines-for = For { $indication }
medicines-override = Given in spite of a warning: { $reason }
medicines-remark = Remark: { $note }
medicines-two-status = One says { $first }, another says { $second }.

medicines-form-product = Medicine
medicines-form-product-hint = Name, strength and form, as on the package
medicines-form-dose = Dose
medicines-form-new-dose = New dose
medicines-form-unit = Unit
medicines-form-route = Route
medicines-form-frequency = How often
medicines-form-timing = When
medicines-form-timing-hint = For example before breakfast
medicines-form-as-needed = Only if needed, for
medicines-form-as-needed-hint = For example pain. Empty means regularly
medicines-form-duration = For how long
medicines-form-from = From
medicines-form-indication = What for
medicines-form-choose = Choose
medicines-form-other = Other…
medicines-form-other-frequency = How often, in words
medicines-form-other-route = Route, in words
medicines-form-total = Daily total goes from { $from } to { $to }.
medicines-form-total-new = Daily total { $to }.
medicines-form-allergies = Allergies on record: { $list }
medicines-form-no-allergies = No allergies recorded. Ask before you start.
medicines-form-none-known = No known allergies
medicines-form-same = This is what is on record already. Change something, or cancel.

medicines-error-product = Name the medicine
medicines-error-dose = Write the dose as a number, such as 2.5
medicines-error-dose-comma = Use a point, not a comma: { $fixed }
medicines-error-dose-zero = A dose is more than zero
medicines-error-unit = Choose the unit of the dose
medicines-error-from = Write the date like 14-Jul-2026

medicines-start-title = Start medicine
medicines-start-save = Start medicine
medicines-dose-title = Change dose
medicines-dose-save = Save new dose
medicines-dose-reason = Reason
medicines-dose-reason-hint = Shown beside the new dose
medicines-stop-title = Stop medicine
medicines-stop-save = Stop { $what }
medicines-stop-date = Last dose on
medicines-stop-reason = Why it is stopped
medicines-stop-lead = A stop holds against changes that others make without seeing it.
medicines-hold-title = Put on hold
medicines-hold-save = Put { $what } on hold
medicines-hold-reason = Why it is on hold
medicines-resume-title = Go on with medicine
medicines-resume-save = Go on with { $what }
medicines-resume-lead = It goes on as before:

medicines-done-start = { $what } started
medicines-done-dose = Dose of { $what } changed
medicines-done-stop = { $what } stopped
medicines-done-hold = { $what } is on hold
medicines-done-resume = { $what } goes on
medicines-done-void = { $what } marked as entered in error

medicines-print-title = Medicines to print
medicines-print-run = Print
medicines-print-close = Back to the chart
medicines-print-ready = { $count ->
    [one] { $count } line will be printed
   *[other] { $count } lines will be printed
}
medicines-print-held = { $count ->
    [one] { $count } line is held back
   *[other] { $count } lines are held back
}
medicines-print-held-why = Two values stand and nobody has decided. What is not agreed is not printed as a dose.
medicines-print-held-line = Held back: not agreed. Ask the clinic before you take or give it.
medicines-print-refused = Every line is held back. Decide first; then print.
medicines-print-nothing = There is no current medicine to print.
medicines-print-by = Printed by { $name }, { $time }
medicines-print-valid = Valid at { $time }
medicines-print-page = Page { $page } of { $pages }
medicines-print-unsent = Not sent yet: the clinic's server has not seen this line
medicines-print-on-hold = On hold: do not take

medicines-frequency-1-d = once daily
medicines-frequency-2-d = twice daily
medicines-frequency-3-d = three times daily
medicines-frequency-4-d = four times daily
medicines-frequency-8-h = every 8 hours
medicines-frequency-12-h = every 12 hours
medicines-frequency-1-wk = once a week
medicines-frequency-up-to = up to { $times } times daily
medicines-frequency-night = at night
medicines-frequency-morning = in the morning
medicines-frequency-once = once only

medicines-route-oral = oral
medicines-route-inhaled = inhaled
medicines-route-skin = on the skin
medicines-route-subcutaneous = under the skin
medicines-route-intramuscular = into a muscle
medicines-route-intravenous = into a vein
medicines-route-rectal = rectal
medicines-route-nasal = nasal
medicines-route-eye = into the eye
medicines-route-ear = into the ear

medicines-unit-tablet = tablet
medicines-unit-capsule = capsule
medicines-unit-drop = drop
medicines-unit-puff = puff
medicines-unit-patch = patch
medicines-unit-suppository = suppository
medicines-unit-spray = spray
medicines-unit-ampule = ampoule
medicines-unit-sachet = sachet
medicines-unit-application = application
medicines-unit-dose = dose

medicines-action-start = Start medicine
medicines-action-print = Print medicines
medicines-held-allergy = An allergy on record names this medicine.
medicines-held-stop = One person stopped it, another changed it.
medicines-form-more = When, how long, only if needed
medicines-changed-why = Changed: { $reason }

# Parts of a medicine line, which runs left to right in every language.
medicines-line-dose-not-stated = { medicines-dose-not-stated }
medicines-line-frequency-1-d = { medicines-frequency-1-d }
medicines-line-frequency-2-d = { medicines-frequency-2-d }
medicines-line-frequency-3-d = { medicines-frequency-3-d }
medicines-line-frequency-4-d = { medicines-frequency-4-d }
medicines-line-frequency-8-h = { medicines-frequency-8-h }
medicines-line-frequency-12-h = { medicines-frequency-12-h }
medicines-line-frequency-1-wk = { medicines-frequency-1-wk }
medicines-line-frequency-up-to = up to { $times } times daily
medicines-line-frequency-night = { medicines-frequency-night }
medicines-line-frequency-morning = { medicines-frequency-morning }
medicines-line-frequency-once = { medicines-frequency-once }
medicines-line-route-oral = { medicines-route-oral }
medicines-line-route-inhaled = { medicines-route-inhaled }
medicines-line-route-skin = { medicines-route-skin }
medicines-line-route-subcutaneous = { medicines-route-subcutaneous }
medicines-line-route-intramuscular = { medicines-route-intramuscular }
medicines-line-route-intravenous = { medicines-route-intravenous }
medicines-line-route-rectal = { medicines-route-rectal }
medicines-line-route-nasal = { medicines-route-nasal }
medicines-line-route-eye = { medicines-route-eye }
medicines-line-route-ear = { medicines-route-ear }
medicines-line-unit-tablet = { medicines-unit-tablet }
medicines-line-unit-capsule = { medicines-unit-capsule }
medicines-line-unit-drop = { medicines-unit-drop }
medicines-line-unit-puff = { medicines-unit-puff }
medicines-line-unit-patch = { medicines-unit-patch }
medicines-line-unit-suppository = { medicines-unit-suppository }
medicines-line-unit-spray = { medicines-unit-spray }
medicines-line-unit-ampule = { medicines-unit-ampule }
medicines-line-unit-sachet = { medicines-unit-sachet }
medicines-line-unit-application = { medicines-unit-application }
medicines-line-unit-dose = { medicines-unit-dose }
medicines-line-needed = only if needed, for { $what }

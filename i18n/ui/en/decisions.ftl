# Decisions: where two people changed one thing without seeing each other, and what a person should look at.

decisions-title = Decisions
decisions-order = Most harm first, then oldest
decisions-list = To decide
decisions-empty = Nothing to decide
decisions-empty-why = Nobody changed the same thing without seeing the other, and no check speaks against what is on record.
decisions-choose = Choose one from the list
decisions-choose-why = Nothing is decided by itself. Until then every value stands.
decisions-back = All decisions
decisions-action-open = Decisions
# After the values that stand. $since (String) such as 2 h
decisions-line = , open { $since }
decisions-look = To look at
decisions-holds = Held back
decisions-not-accepted = { $count ->
    [one] { $count } not accepted by the server
   *[other] { $count } not accepted by the server
}
decisions-patient-unknown = Patient not in the list of this device

# $what (String) the medicine, allergy or problem
decisions-name-dose = { $what } dose
decisions-name-status = { $what }: taken or not
decisions-name-start = { $what }: start
decisions-name-stop = { $what }: end
decisions-name-allergy = Allergy to { $what }
decisions-name-problem = { $what }
decisions-name-weight = Weight for doses
decisions-name-resuscitation = Resuscitation
decisions-name-name = Name
decisions-name-birth = Date of birth
decisions-name-gender = Gender
decisions-name-deceased = Alive or died
decisions-name-identifier = Record number
decisions-name-encounter = Start of a visit
decisions-name-other = { $field }

decisions-ask-dose = Which dose of { $what } is right?
decisions-ask-status = Is { $what } taken or not?
decisions-ask-start = When did { $what } start?
decisions-ask-stop = How did { $what } end?
decisions-ask-allergy-code = What is the allergy?
decisions-ask-allergy-clinical = Does the allergy to { $what } stand?
decisions-ask-allergy-verification = How sure is the allergy to { $what }?
decisions-ask-allergy-criticality = How dangerous is the allergy to { $what }?
decisions-ask-problem-clinical = Is { $what } still a problem?
decisions-ask-problem-verification = How sure is { $what }?
decisions-ask-weight = Which weight counts for doses?
decisions-ask-resuscitation = What was agreed about resuscitation?
decisions-ask-name = Which name is right?
decisions-ask-birth = Which date of birth is right?
decisions-ask-gender = Which gender is right?
decisions-ask-deceased = Is the patient alive?
decisions-ask-identifier = Which record number is right?
decisions-ask-encounter = When did the visit start?
decisions-ask-other = Which value is right?

decisions-why-two = Two people changed it without seeing each other’s change.
decisions-why-offline = Two people changed it while both were offline. Neither saw the other’s change.
# $count (Number) values that stand
decisions-why-many = { $count ->
    [one] { $count } value stands.
   *[other] { $count } values stand. Nobody who wrote one had seen the others.
}
decisions-why-again = It was decided before, by two people who did not see each other. The values and their history stand here again.
decisions-why-stop-and-change = One person stopped it, another changed the dose. Neither saw the other’s change. It stays stopped until somebody decides.

decisions-fact = Fact
decisions-before = Before
decisions-first = First decided
# $time (String) such as 5 h 18 min
decisions-later = Decided { $time } later
decisions-same-time = Decided at the same time
decisions-time-unknown = Time not known
decisions-row-value = Value
decisions-row-dose = Dose
decisions-row-by = Changed by
decisions-row-device = Device
decisions-row-decided = Decided
decisions-row-sent = Sent
decisions-row-window = Written between
decisions-row-reason = Reason given
decisions-row-also = Also changed
decisions-none = Not given
decisions-nothing-else = Nothing else
decisions-you = { $name } (you)
decisions-person-unknown = Somebody not in the directory
decisions-by = { $name }, { $role }
decisions-device-this = This laptop
# $code (String) the first signs of the device’s number
decisions-device-other = Another device ({ $code })
decisions-device-unknown = Not known
# The writer’s clock is one thing, what the server knows another. $from and $to (String) dates with times
decisions-window = { $from } and { $to }
decisions-window-open = { $from } and now
decisions-window-before = before { $to }
# $reason (String) in the author’s own words
decisions-quote = “{ $reason }”

decisions-role-patient = patient
decisions-role-trusted_person = trusted person
decisions-role-reception = reception
decisions-role-nurse = nurse
decisions-role-doctor = doctor
decisions-role-clinic_admin = clinic administrator
decisions-role-privacy_officer = privacy officer
decisions-role-it = IT
decisions-role-system = the clinic’s server

decisions-time-line = Time line
# $letter (String) A, B; $decided, $sent (String) dates with times
decisions-time-track = { $letter } decided { $decided }, sent { $sent }.
decisions-time-track-unsent = { $letter } decided { $decided }, not sent yet.
# $from, $to (String) dates with times
decisions-time-both = Both were offline from { $from } to { $to }.
decisions-time-decided = decided { $time }
decisions-time-sent = sent { $time }
decisions-time-unsent = not sent yet
# $time (String) such as 34 h 30 min
decisions-time-window = Both offline, { $time }
decisions-lasting-days = { $days } days { $hours } h
decisions-lasting-hours = { $hours } h { $minutes } min
decisions-lasting-minutes = { $minutes } min
decisions-lasting-bare-hours = { $hours } h

decisions-earlier = Decided before
# $name (String) person, $at (String) date and time, $value (String) what they chose, $reason (String) their words
decisions-earlier-line = { $at }: { $name } chose { $value }. “{ $reason }”

decisions-yours = Your decision
decisions-nothing-chosen = Nothing is chosen for you
# $letter (String) A, B
decisions-keep = Keep { $letter }
decisions-another-dose = Another dose
decisions-another-dose-how = Enter dose and how often
decisions-stop = Stop { $what }
decisions-stop-how = From a date, with a reason
decisions-stop-none = There is no agreed dose to leave on the record
decisions-stay-stopped = It stays stopped
decisions-go-on = Go on with it
# $regimen (String) dose and how often
decisions-dose = Dose
decisions-unit = Unit
decisions-frequency = How often
decisions-frequency-hint = For example 2/d for twice daily, or in words
decisions-stop-date = Last dose on
decisions-stop-base = Neither change takes effect. The last agreed dose, { $dose }, stays on the record as what was taken.
decisions-reason = Reason
decisions-sign = Sign decision
decisions-later-button = Later
decisions-holds-medicine = Until this is decided, printing, giving and reorder of { $what } wait. The patient is asked to check with you and sees no number.
decisions-holds-weight = Until this is decided, doses by weight are not computed.
decisions-holds-none = Until this is decided, every value is shown wherever the matter is shown.
decisions-draft = Draft kept on this device, { $time }
decisions-done = Decided: { $what }. Saved on this device

decisions-missing = Before you sign
decisions-missing-choice = Choose one of the options
decisions-missing-reason = Give a reason
decisions-missing-date = Write the date like 14-Jul-2026
decisions-missing-dose-dose = Write the dose as a number, such as 2.5
decisions-missing-dose-comma = Use a point, not a comma
decisions-missing-dose-zero = A dose is more than zero
decisions-missing-dose-unit = Choose the unit of the dose
decisions-missing-dose-same = This is one of the values above. Choose it there
decisions-tenfold = { $dose } is ten times or a tenth of { $other }. A misread decimal point looks like this.

decisions-changed-title = What stands has changed
decisions-changed-why = Another value arrived while you were deciding. Look at it, then choose again. Your reason is kept.
decisions-gone-title = This was decided in the meantime
decisions-gone-by = { $name } decided on { $at }. It stands on record now:
decisions-gone-bare = The values no longer stand against each other.
decisions-gone-reason = Their reason
decisions-gone-yours = Your reason, not saved
decisions-gone-next = Next decision
decisions-gone-list = Back to the list
decisions-notyours-title = Not yours to decide
decisions-notyours-doctor = Only a doctor decides about medicines. You see what stands; nothing is lost while it waits.
decisions-notyours-clinician = Only a nurse or a doctor decides this. You see what stands; nothing is lost while it waits.
decisions-notyours-desk = Only reception, a nurse, a doctor or an administrator decides this.

decisions-review-allergy_match = { $what } is taken, and the patient has an allergy that it names
decisions-review-duplicate_therapy = { $what } is on the list twice
decisions-review-none_known_beside_allergy = “No known allergies” stands beside an allergy
decisions-review-resolved_and_edited = { $what } was ended and changed at the same time
decisions-review-voided_and_changed = { $what } was entered in error and changed at the same time
decisions-review-duplicate_immunization = The same vaccine is recorded twice on one day: { $what }
decisions-review-other = A check speaks against { $what }
decisions-review-about = It is about
decisions-review-source = Source
decisions-review-stands = Meanwhile
decisions-review-holds = Printing, giving and reorder of { $what } wait.
decisions-review-holds-none = Nothing waits for this.
decisions-review-next = What you can do
decisions-review-next-allergy_match = Stop the medicine, or correct the allergy if it is wrong.
decisions-review-next-duplicate_therapy = Stop one of the two lines, or leave both if both are meant.
decisions-review-next-none_known_beside_allergy = Check which is true and correct the other.
decisions-review-next-resolved_and_edited = Open the problem and say whether it is still there.
decisions-review-next-voided_and_changed = Look at what was changed. If the entry was right after all, write it anew.
decisions-review-next-duplicate_immunization = Mark one of the two as entered in error, unless two doses were given.
decisions-review-next-other = Open the chart and look at it.
decisions-review-open = Open the chart
decisions-stands-stopped = It counts as stopped
decisions-stands-active = It counts as active
decisions-stands-allergy = The allergy counts
decisions-stands-entered-in-error = It counts as entered in error
decisions-stands-other = What stands: { $word }

decisions-word-active = Active
decisions-word-inactive = Inactive
decisions-word-resolved = Resolved
decisions-word-recurrence = Came back
decisions-word-relapse = Relapse
decisions-word-remission = In remission
decisions-word-unknown = Not known
decisions-word-unconfirmed = Unconfirmed
decisions-word-presumed = Presumed
decisions-word-provisional = Provisional
decisions-word-differential = One of several possible
decisions-word-confirmed = Confirmed
decisions-word-refuted = Refuted
decisions-word-low = Low
decisions-word-high = High
decisions-word-unable-to-assess = Cannot be judged
decisions-word-on-hold = On hold
decisions-word-stopped = Stopped
decisions-word-completed = Completed
decisions-word-intended = Planned
decisions-word-not-taken = Not taken
decisions-word-male = Male
decisions-word-female = Female
decisions-word-other = Other
decisions-word-full = Everything is done
decisions-word-limited = Limited
decisions-word-none = No resuscitation
decisions-word-taken = Taken
decisions-alive = Alive
decisions-died = Died
decisions-died-on = Died { $date }
decisions-about-date = about { $date }
decisions-dose-not-stated = dose not stated
decisions-stop-value = Ended { $date }: { $reason }
decisions-stop-value-bare = Ended { $date }

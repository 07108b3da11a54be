# Late edits: what came from a device that was shut out, or too late, and waits for a person.

review-title = Late edits
review-lead = What came too late, or from a device that was shut out. A person decides.
review-list = Late edits
review-none = Nothing waits
review-none-why = Late edits come here when a revoked device still sends something.
review-column-person = Who
review-column-patient = Patient
review-column-what = What
review-column-written = Written
review-column-came = Came
review-fact-person = Written by
review-fact-device = Device
review-fact-patient = Patient
review-fact-written = Written
review-fact-came = Came
review-fact-why = Why it waits
review-fact-what = What it was to write
review-no-patient = No patient
review-no-person = Unknown person
review-no-text = Its text cannot be shown. Decline it, or ask the person to write it again.
review-accept = Accept
review-accept-why = Accept: it is written anew, by you, now. The record shows your name and the reason.
review-decline = Decline
review-decline-why = Decline: it is not written. What came is kept with your reason.
review-reason = Reason
review-reason-hint = For example: confirmed by telephone with the nurse
review-reason-missing = Write the reason
# $most (Number) most letters allowed
review-reason-long = Use at most { $most } letters
review-accepted = Written by you
review-declined = Declined
# $kind (String) the command's word
review-kind-other = Change “{ $kind }”
review-kind-medicine-start = Start a medicine
review-kind-medicine-set-dose = Change a dose
review-kind-medicine-stop = Stop a medicine
review-kind-vitals-record = Vital signs
review-kind-note-edit = Text of a note
review-kind-note-start = New note
review-kind-problem-add = New problem
review-kind-allergy-add = New allergy
review-kind-diary-record = Home reading
review-kind-message-send = Message
review-kind-conflict-decide = Decision between two values
review-kind-unknown = Unknown change

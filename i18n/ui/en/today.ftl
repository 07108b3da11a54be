# The first screen: what waits for this person, and what they had open.

today-title = Today
today-lead-quiet = Nothing waits for you.
today-lead-decide = { $count ->
    [one] { $count } to decide
   *[other] { $count } to decide
}
today-lead-refused = { $count } not accepted
today-lead-drafts = { $count ->
    [one] { $count } draft not finished
   *[other] { $count } drafts not finished
}
today-find = Find patient
today-register = Register patient
today-decisions = Decisions
today-decisions-open = { $count } open
today-decisions-all = All decisions
today-decision-medicine = Dose or status of a medicine
today-decision-allergy = An allergy
# $what (String) the substance, as written
today-decision-allergy-to = Allergy to { $what }
today-decision-problem = A problem
# $what (String) the problem, as written
today-decision-problem-of = Problem: { $what }
today-decision-identity = Who the patient is
today-decision-fact = Weight or resuscitation
today-decision-review = Something to look at
today-decision-other = Two values
today-refused = Not accepted by the server
today-refused-all = All not accepted
today-refused-at = Refused { $time }
today-drafts = Drafts
today-draft-at = Kept { $time }
today-draft-register = Registration of a patient
today-draft-note = A note
today-draft-vitals = Vitals
today-draft-medicine-start = A medicine to start
today-draft-medicine-dose = A change of dose
today-draft-medicine-stop = Stopping a medicine
today-draft-medicine-hold = Putting a medicine on hold
today-draft-medicine-resume = Going on with a medicine
today-draft-problem = A problem
today-draft-allergy = An allergy
today-draft-message = A message
today-draft-other = Something you typed
today-recent = Recently opened
today-recent-none = You have not opened a chart on this device yet
today-recent-none-why = The charts you open are listed here, newest first.
today-recent-next = Find a patient
today-heard = Last heard from the clinic { $time }
today-heard-never = The clinic's server was not heard yet
today-kept = { $count ->
    [one] { $count } change kept on this device, not sent yet
   *[other] { $count } changes kept on this device, not sent yet
}
today-nothing = Nothing waits for you
today-nothing-why = No decision is open, the server accepted all you sent, and no draft is left.
today-draft-void = Something to mark as entered in error
today-draft-decide = A decision
today-change-other = A change

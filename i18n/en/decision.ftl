# Where two values stand and a person has to choose.

decision-title = Decisions
decision-to-decide = To decide
decision-not-agreed = Not agreed
# $value (String) the value both began from
decision-base = was { $value }
decision-patient = Your care team is checking this medicine. Ask them before you change what you take.
decision-reason = Reason
# $from (String) earliest time of the edit
# $to (String) latest time of the edit
decision-window = between { $from } and { $to }

# Problems and diagnoses.

problems-title = Problems
problems-none = No problems recorded
problems-none-why = Nobody wrote one down here.
problems-none-active = No active problem recorded
problems-add = Add problem
problems-since = Since { $date }
problems-until = until { $date }
problems-status = Change status
problems-void = Entered in error
problems-show-past = Show { $count } past
problems-hide-past = Hide past problems
problems-unconfirmed = Not confirmed
problems-refuted = Refuted
problems-remark = Remark: { $note }

problems-status-active = Active
problems-status-recurrence = Came back
problems-status-relapse = Relapse
problems-status-inactive = Inactive
problems-status-remission = In remission
problems-status-resolved = Resolved
problems-status-unknown = Not known

problems-form-code = Problem
problems-form-code-hint = In your words, as others should read it
problems-form-status = Status
problems-form-onset = Since
problems-form-ended = Ended
problems-form-was = On record: { $status }
problems-form-same = This is what is on record already. Choose another status, or cancel.
problems-error-code = Name the problem
problems-error-status = Choose the status
problems-add-title = Add problem
problems-add-save = Add problem
problems-status-title = Change status of problem
problems-status-save = Save status
problems-done-add = { $what } added
problems-done-status = Status of { $what } changed
problems-done-void = { $what } marked as entered in error
problems-action-add = Add problem

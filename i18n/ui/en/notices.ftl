# What a person is told.

notices-title = Notices
notices-none = No notices
notices-none-why = What happened while you were away stands here.
notices-new = New
notices-seen = Mark all as seen
notices-unseen =
    { $count ->
        [one] { $count } new
       *[other] { $count } new
    }
notices-open = Open
notices-kind-message = A new message
notices-kind-reading = A new home reading
notices-kind-decision = Two values to decide
notices-kind-decided = A decision was made about your change
notices-kind-review = A late edit waits for a person
notices-kind-other = Something happened

# The chip: one state at a time, the highest first.

# $reason (String) the words of the one thing that stops it
sync-blocked = Sending stopped: { $reason }
# $count (Number) open decisions
sync-to-decide = { $count } to decide
# $count (Number) refused changes
sync-not-accepted = { $count } not accepted
# $done (Number) records that are here
# $total (Number) records in all
sync-first-download = Getting your clinic: { $done } of { $total } records
# $done (Number) changes the server has answered
# $total (Number) changes that go out
sync-sending = Sending { $done } of { $total }
# $count (Number) unsent changes
sync-waiting =
    { $count ->
        [one] { $count } change saved on this device
       *[other] { $count } changes saved on this device
    }
sync-offline = Offline. You can keep working
# $time (String) clock time, as the reader's locale writes it
sync-up-to-date = All sent, { $time }
# $count (Number) unsent changes while another state is on top
sync-unsent = { $count } not sent
# $until (String) the day and time the lease ends
sync-lease = Can work offline until { $until }

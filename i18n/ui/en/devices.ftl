# Devices of the clinic: who, which, when last seen, what it has not sent, until when it works offline.

devices-title = Devices
# $count (Number) devices
devices-lead-count =
    { $count ->
        [one] { $count } device.
       *[other] { $count } devices.
    }
# $count (Number) changes that never reached the server
devices-lead-unsent =
    { $count ->
        [0] Nothing waits to be sent.
        [one] { $count } change not sent yet.
       *[other] { $count } changes not sent yet.
    }
# $count (Number) devices whose lease ends within 48 hours
devices-lead-lease =
    { $count ->
        [0] No lease ends within 48 hours.
        [one] { $count } lease ends within 48 hours.
       *[other] { $count } leases end within 48 hours.
    }
devices-list = Devices
devices-filter = Which devices
# $count (Number) devices
devices-filter-all = All { $count }
# $count (Number) devices
devices-filter-look = Needs a look { $count }
# $count (Number) devices
devices-filter-unsent = Not sent { $count }
# $count (Number) devices
devices-filter-unseen = Not seen for 7 days { $count }
# $count (Number) devices
devices-filter-old = Old version { $count }
devices-column-person = Person
devices-column-device = Device
devices-column-seen = Last seen
devices-column-unsent = Not sent
devices-column-lease = Can work offline
devices-column-state = State
# $version (String) version of the app
devices-app = Satchel { $version }
# $model (String) machine's model
# $version (String) version of the app
devices-model-app = { $model }, Satchel { $version }
devices-now = Now
devices-never = Never
# $days (Number) whole days left
devices-lease-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
# $hours (Number) whole hours left
devices-lease-hours = { $hours } h left
# $day (String) when it ended
devices-lease-ended = Ended { $day }
devices-lease-none = None
devices-state-working = Working
devices-state-waiting = Not sent yet
devices-state-lease = Lease ends soon
devices-state-ended = Locked, data kept
devices-state-blocked = Stopped by the server: two copies of it
devices-state-unseen = Not seen lately
# $time (String) when it was revoked, $seen (String) when it was last seen
devices-revoked-unseen = Revoked { $time }, not seen since { $seen }
# $time (String) when it was revoked
devices-revoked-never = Revoked { $time }, never seen
# $time (String) when it was revoked
devices-revoked-seen = Revoked { $time }, it knows
devices-none = No devices
devices-none-why = A device appears here when a person joins with an invitation.
devices-none-act = Invite a person
devices-filter-empty = No device is like this
# $shown (Number) devices shown, $all (Number) devices in all
devices-showing = Showing { $shown } of { $all }.
devices-as-of = As last told by each device. A device that is offline may hold more.

devices-panel = Device
devices-fact-person = Person
devices-fact-model = Machine
devices-fact-version = App
devices-fact-added = Added
devices-fact-seen = Last seen
devices-fact-unsent = Not sent
devices-fact-lease = Works offline until
devices-fact-restored = Put back from a copy
devices-fact-id = Device number
# $count (Number) changes never sent
devices-warn-unsent =
    { $count ->
        [one] { $count } change on this device was never sent
       *[other] { $count } changes on this device were never sent
    }
# $seen (String) when it was last seen
devices-warn-unsent-why = It told us so on { $seen }. After you revoke it, what it sends waits in Late edits for a person. If the device is gone, that work is lost.
# $seen (String) when it was last seen
devices-warn-unsent-after = It told us so on { $seen }. What it still sends waits in Late edits for a person. If the device is gone, that work is lost.
devices-warn-unknown = Nobody knows what it has not sent
devices-warn-unknown-why = This device never told. After you revoke it, what it sends waits in Late edits for a person.
devices-warn-none = It had sent everything when it was last seen
# $seen (String) when it was last seen
devices-warn-none-why = That was { $seen }. Work done since then may wait on it.

devices-revoke-begin = Revoke this device
# $machine (String) name of the machine
devices-revoke-act = Revoke { $machine }
# $machine (String) name of the machine
devices-revoke-ask = Revoke { $machine }?
devices-revoke-reason = Reason
devices-revoke-reason-hint = Goes into the audit, for example: bag stolen, police 4417
devices-revoke-what = It is shut out at once. It cannot send or fetch any more. Nothing on it is erased; it can be opened until its lease ends.
devices-revoke-cancel = Keep it
devices-revoke-missing = Write the reason
# $most (Number) most letters allowed
devices-revoke-long = Use at most { $most } letters
devices-revoked = Device revoked

devices-steps = Revoke
# $time (String) when it was asked
devices-step-asked = Revoked { $time }
devices-step-shut = Sign-in and server access ended
# $seen (String) when it was last seen
devices-step-unseen = Not seen since { $seen }
devices-step-never = Never seen
# $until (String) when the lease ends
devices-step-lease = It cannot be opened offline after its lease ends, { $until }.
# $until (String) when the lease ended
devices-step-lease-over = Its lease ended { $until }. It cannot be opened offline.
# $seen (String) when it was seen
devices-step-seen = It came back { $seen } and was told
devices-step-told = Not told yet: it hears of it when it next connects
devices-step-erase = Erasing from here is not possible. Its store stays encrypted.

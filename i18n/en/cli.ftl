# Words of the server's command line.

# $address (String) host and port
cli-listening = Listening on { $address }
# $fingerprint (String) SHA-256 of the server's public key
cli-fingerprint = Server key { $fingerprint }
# $code (String) the one-time set-up code
cli-setup-code = Set-up code { $code } (works once; it makes the first administrator)
cli-stopping = Stopping: no new work is taken, running work is finished
cli-stopped = Stopped
# $file (String) path of the file
# $place (String) where in the file
# $reason (String) what is wrong there
cli-import-refused = { $file }, { $place }: { $reason }
# $files (Number) files read
# $patients (Number) patients in them
# $resources (Number) resources in them
cli-import-read = { $files } files, { $patients } patients, { $resources } resources
# $mapped (Number) resources that became documents
# $kept (Number) resources stored as they came
# $refused (Number) resources not taken
# $unchanged (Number) resources that were there already
cli-import-sorted = { $mapped } mapped, { $kept } kept as they came, { $refused } refused, { $unchanged } of them there already
# $entries (Number) entries checked
cli-audit-intact =
    { $entries ->
        [one] Audit intact: { $entries } entry
       *[other] Audit intact: { $entries } entries
    }
# $seq (Number) index of the first entry that does not match
cli-audit-tampered = Audit does not match from entry { $seq } on

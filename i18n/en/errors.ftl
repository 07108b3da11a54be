# One message for each stable error code, named error- and the word with dashes.
# The message says what happened, its attribute .next what to do. A value that is not known is the word none.

error-internal = Something went wrong on our side.
    .next = Try again. If it stays, give support the incident number.
error-malformed = The data is not in the form it should have.
    .next = Update the app. If it stays, tell IT.
error-too-large = This is larger than is allowed.
    .next = Split it or make it shorter.
# $field (String) name of the field, or none
error-invalid =
    { $field ->
        [none] One of the values cannot be used.
       *[other] “{ $field }” has a value that cannot be used.
    }
    .next = Correct the marked value.
error-not-found = There is nothing here that you may see.
    .next = Check the link or the search.
error-forbidden = You may not do this.
    .next = Ask a person whose role allows it.
error-rate-limited = Too many tries in a short time.
    .next = Wait a little, then try again.
error-overloaded = The server is busy.
    .next = Go on working. The app tries again by itself.
error-database-down = The server cannot reach its database.
    .next = Go on working. Tell IT if it lasts.
error-conflict = Somebody changed this at the same time.
    .next = Look at it again, then decide.
error-timeout = The answer took too long.
    .next = Try again.
error-already-done = This was done before.
    .next = Nothing more is needed.
error-upgrade-required = The clinic's server needs a newer app.
    .next = Update the app. Your work is kept.
error-newer-version = This was written by a newer version.
    .next = Update this app or server first.
# $key (String) name of the setting, or none
error-config =
    { $key ->
        [none] A setting is wrong.
       *[other] The setting “{ $key }” is wrong.
    }
    .next = Correct it and start again. `satchel config reference` lists what is allowed.
error-in-use = Another process holds this data folder.
    .next = Stop the other process, or choose another folder.
error-unauthenticated = You are signed out. Your work is safe here.
    .next = Sign in.
error-bad-credentials = The name or the password is wrong.
    .next = Check both and try again.
error-weak-password = This password is too short or too easy to guess.
    .next = Use at least 15 characters, such as four unrelated words.
error-invitation-invalid = This invitation is unknown or was used.
    .next = Ask the clinic for a new one.
error-invitation-expired = This invitation is too old.
    .next = Ask the clinic for a new one.
error-setup-code-invalid = The set-up code is wrong or was used.
    .next = Read it again where the server was started.
error-login-taken = This name is taken.
    .next = Choose another one.
error-token-reused = Your sign-in was used from two places, so it was ended.
    .next = Sign in again. If it was not you, tell IT.
error-bad-proof = This device could not prove that it is the one that signed in.
    .next = Sign in again on this device.
error-too-many-devices = You have as many devices as are allowed.
    .next = Remove one that you do not use, then try again.
error-user-inactive = Your account is not active.
    .next = Ask the clinic's administrator.
error-bomb = This change claims far more than it holds, so it was not read.
    .next = Your text is kept here. Tell IT.
error-unknown-device = The clinic does not know this device.
    .next = Join it again with a new invitation.
error-device-revoked = This device was blocked by your clinic. What it sent waits for a person to look at it.
    .next = Call the clinic's administrator.
error-bad-sig = The signature of this change does not hold.
    .next = Your text is kept here. Tell IT.
error-actor-mismatch = This change is not from the device that sent it.
    .next = Your text is kept here. Tell IT.
error-chain-fork = There are two copies of this device, so sending stopped.
    .next = Nothing is lost. Call the clinic's administrator.
error-erased = This record was erased.
    .next = It cannot be opened or changed any more.
error-epoch-old = The record was rebuilt in the meantime.
    .next = Nothing to do: your change is applied again by itself.
error-schema-too-new = The clinic's server is older than this app.
    .next = Go on working. Tell IT to update the server.
error-schema-too-old = This app is too old to send changes.
    .next = Update the app. Your work is kept.
error-lease-over = This device worked too long without contact.
    .next = Sign in while connected. Nothing was deleted.
error-quota = You have used all the space or calls you have.
    .next = Ask the clinic's administrator for more.
error-forbidden-doc = There is no such record for you.
    .next = If you need it, ask for access.
error-missing-dep = An earlier change has not arrived yet.
    .next = Nothing to do: it is sent again by itself.
error-depends-on-rejected = It builds on a change that was not accepted.
    .next = Look at that change first, then send this one again.
error-seq-gap = A change before this one is missing.
    .next = Nothing to do: the device sends it again.
error-lamport = The order numbers of this change do not fit.
    .next = Nothing to do: the device makes it again.
error-equivocation = Two different changes carry one number.
    .next = Your text is kept here. Tell IT.
error-forbidden-path = Your role may not change this.
    .next = Ask a person whose role allows it. Your text is kept here.
error-finalised = This note was signed and cannot change any more.
    .next = Make an addendum: it is ready with your text.
# $reason (String) word of the reason, or none
error-intent-refused =
    { $reason ->
        [none] The clinic did not agree to what was asked.
       *[other] The clinic did not agree to what was asked ({ $reason }).
    }
    .next = Look at the alternatives, then ask again.
error-expired = It was asked for too late.
    .next = Ask again if it is still needed.
error-clock-review = It was accepted, and marked because this device's clock was wrong.
    .next = Set the clock. Check the time shown with the entry.
error-frozen-doc = This record is being repaired.
    .next = Go on working. Your change is sent later by itself.
error-locked = This device is locked.
    .next = Unlock it.
error-wrong-window = This cannot be done from this window.
    .next = Open it in the window it belongs to.
error-offline = There is no connection to the clinic's server.
    .next = Go on working. Changes are kept and sent later.
error-wrong-address = There is no Satchel server at this address.
    .next = Check the address on the invitation.
error-wrong-server-key = This is not the clinic's server we know.
    .next = Do not go on. Check the address and ask the clinic for a new invitation.
error-storage-full = There is no space left on this device. What you typed is kept.
    .next = Free some space, then save again.
error-store-corrupt = The store on this device is damaged. It was put aside, not deleted.
    .next = Send or export unsent work first, then download the clinic again.
error-wrong-password = The password does not open this device.
    .next = Try again, or use the recovery code.
error-slots-missing = This device cannot find the keys to its store. The store is still there.
    .next = Use the recovery code, or ask IT.
error-stale = The value you saw has changed in the meantime.
    .next = Look at the new value, then decide.
# $rule (String) word of the rule, or none
error-rule =
    { $rule ->
        [none] A clinical rule stopped this.
       *[other] A clinical rule stopped this ({ $rule }).
    }
    .next = Read the reason. A doctor may go on with a reason of their own where the rule allows it.
error-not-agreed = Two values stand and nobody has chosen yet.
    .next = Open Decisions and choose one.
error-clock-wrong = This device's clock is far from the server's. Your work is kept and marked.
    .next = Set the clock of this device.
error-keychain-lost = The system's keychain no longer holds this device's secret. Your records are still here.
    .next = Use the recovery code.
error-already-joined = This device has joined the clinic already.
    .next = Sign in.
error-not-joined = This device has not joined a clinic yet.
    .next = Join with the invitation you were given.
error-io = This device could not read or write its disk.
    .next = Try again. If it stays, save a copy of what you typed and tell IT.
# $place (String) line and column, or path inside the file, or none
error-fhir-not-json =
    { $place ->
        [none] This file is not JSON.
       *[other] This file is not JSON at { $place }.
    }
    .next = Check the file, then import it again. Nothing of it was taken.
# $place (String) line and column, or path inside the file, or none
error-fhir-not-resource =
    { $place ->
        [none] This JSON is no FHIR resource.
       *[other] There is no FHIR resource at { $place }.
    }
    .next = Check that the file is a FHIR R4 bundle or resource. Nothing of it was taken.
error-fhir-version = This file is of a FHIR version that is not read here.
    .next = Export it again as R4.
# $place (String) line and column, or path inside the file, or none
error-fhir-shape =
    { $place ->
        [none] A part of this resource is missing or of the wrong kind.
       *[other] A part of this resource is missing or of the wrong kind: { $place }.
    }
    .next = Correct it where it came from, then import it again.
# $place (String) line and column, or path inside the file, or none
error-fhir-no-patient =
    { $place ->
        [none] This resource belongs to no patient that is known here.
       *[other] The resource at { $place } belongs to no patient that is known here.
    }
    .next = Import the patient first, or in the same bundle.

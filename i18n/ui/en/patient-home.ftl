# Home of the patient's app. Plain words, short sentences, reading age 9 to 11.

patient-home-title = Home
# $name (String) the person's given name
patient-home-morning = Good morning, { $name }
# $name (String) the person's given name
patient-home-afternoon = Good afternoon, { $name }
# $name (String) the person's given name
patient-home-evening = Good evening, { $name }
# $time (String) when this phone last heard from the clinic
patient-home-as-of = You are offline. This is from { $time }.
patient-home-as-of-never = You are offline. Nothing has come from your clinic yet.
patient-home-medicines = Your medicines
# $count (Number) medicines that the person takes now
patient-home-medicines-count =
    { $count ->
        [one] { $count } medicine
       *[other] { $count } medicines
    }
patient-home-medicines-none = No medicines are written in your record.
patient-home-medicines-open = How to take your medicines
# $count (Number) medicines that are not shown here
patient-home-medicines-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
patient-home-checking = Your care team is checking this medicine. Ask them before you change what you take.
patient-home-reading = Your last blood pressure
patient-home-reading-none = You have not written one yet.
patient-home-reading-write = Write a blood pressure
patient-home-message = Messages
patient-home-message-none = You have no messages.
patient-home-message-write = Write to the clinic
# $date (String) day and time of the last message
patient-home-message-date = Last message { $date }
patient-home-no-record = Your record is not on this phone yet
patient-home-no-record-why = It comes when this phone next reaches your clinic.
patient-home-try = Look again

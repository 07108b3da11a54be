# More: health in plain words, who can see what, this phone.

patient-more-title = More
patient-more-health = My health
patient-more-health-why = Allergies and health problems
patient-more-access = Who can see my record
patient-more-access-why = In plain words
patient-more-phone = This phone
patient-more-phone-why = What is here and what was sent
patient-more-settings = Settings
patient-more-settings-why = Language, text size, light or dark
patient-more-help = Help
patient-more-help-why = Answers without a connection
patient-more-back = More

patient-more-allergies = Allergies
patient-more-allergies-none = Nobody has written allergies in your record. This is not the same as having none. Tell your care team what you know.
patient-more-allergies-none-known = Your care team wrote that you have no known allergies.
# $reaction (String) what happens
patient-more-reaction = What happens: { $reaction }
patient-more-serious = Serious
patient-more-checking = Your care team is checking this.
patient-more-problems = Health problems
patient-more-problems-none = No health problems are written in your record.
# $date (String) day it began
patient-more-since = Since { $date }
patient-more-past = In the past
patient-more-wrong = Is something wrong or missing?
patient-more-wrong-act = Write to the clinic

patient-more-access-you = You
patient-more-access-you-may = You can see your record. You can write readings and messages.
patient-more-access-clinicians = Doctors and nurses of your clinic
patient-more-access-clinicians-may = They can see your record and write in it.
patient-more-access-desk = Front desk
patient-more-access-desk-may = They can see and change your name, address and telephone. They cannot see your health.
patient-more-access-admin = People who run the clinic
patient-more-access-admin-may = They look after accounts and devices. They do not open your record for that.
patient-more-access-log = Each time somebody opens your record, it is written down. Ask your clinic if you want to know who did.

patient-more-phone-lead = Your record is kept locked on this phone.
patient-more-phone-waiting = Not sent yet
# $count (Number) things that wait on this phone
patient-more-phone-waiting-count =
    { $count ->
        [0] Nothing waits
        [one] { $count } thing
       *[other] { $count } things
    }
patient-more-phone-sent = Last sent
patient-more-phone-got = Last news from the clinic
patient-more-phone-never = Not yet
patient-more-phone-lease = Works without a connection until
patient-more-phone-server = Your clinic’s server
patient-more-phone-address = Address
patient-more-phone-words = Words to compare
patient-more-phone-words-why = Your clinic can read you the same words. If they differ, do not go on.
patient-more-phone-version = App version
patient-more-phone-send = Send now
patient-more-phone-sending = Sending

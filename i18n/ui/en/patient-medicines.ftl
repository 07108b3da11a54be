# How the patient takes each medicine, in whole sentences. A medicine that is not agreed shows no number.

patient-medicines-title = My medicines
patient-medicines-tab = Medicines
patient-medicines-lead = This is what your care team wrote. Ask them before you change anything.
# $dose (String) amount of one dose with its unit
# $route (String) oral, inhaled, skin, injection, or other
patient-medicines-take =
    { $route ->
        [oral] Take { $dose } by mouth.
        [inhaled] Breathe in { $dose }.
        [skin] Put { $dose } on the skin.
        [injection] Inject { $dose }.
       *[other] Take { $dose }.
    }
# $route (String) oral, inhaled, skin, injection, or other
patient-medicines-take-unstated =
    { $route ->
        [oral] Take it by mouth. Ask your care team how much.
        [inhaled] Breathe it in. Ask your care team how much.
        [skin] Put a thin layer on the skin.
        [injection] Inject it. Ask your care team how much.
       *[other] Ask your care team how much to take.
    }
# $route (String) how to take it, as the care team wrote it
patient-medicines-route = How: { $route }.
# $count (Number) times a day
patient-medicines-daily =
    { $count ->
        [1] Once a day.
        [2] 2 times a day.
       *[other] { $count } times a day.
    }
# $count (Number) most times a day
patient-medicines-up-to-daily =
    { $count ->
        [1] At most once a day.
       *[other] At most { $count } times a day.
    }
# $hours (Number) hours between two doses
patient-medicines-every-hours =
    { $hours ->
        [1] Every hour.
       *[other] Every { $hours } hours.
    }
# $count (Number) times a week
patient-medicines-weekly =
    { $count ->
        [1] Once a week.
       *[other] { $count } times a week.
    }
# $text (String) how often, as the care team wrote it
patient-medicines-often = How often: { $text }.
# $why (String) what it is for, as the care team wrote it
patient-medicines-as-needed = Only when you need it, for { $why }.
patient-medicines-as-needed-plain = Only when you need it.
# $text (String) when, as the care team wrote it
patient-medicines-when = When: { $text }.
# $text (String) for how long, as the care team wrote it
patient-medicines-duration = For how long: { $text }.
patient-medicines-note = Your care team wrote:
# $why (String) what it is for
patient-medicines-for = For { $why }.
# $date (String) day it began
patient-medicines-since = Since { $date }.
patient-medicines-checking = Your care team is checking this medicine. Ask them before you change what you take.
patient-medicines-checking-ask = Write to the clinic
patient-medicines-unnamed = A medicine
patient-medicines-hold = Paused. Do not take it until your care team says so.
# $date (String) day it ended
patient-medicines-stopped-on = Stopped { $date }.
patient-medicines-stopped-undated = Stopped. Do not take it any more.
# $count (Number) medicines that were stopped
patient-medicines-stopped-show =
    { $count ->
        [one] Show { $count } medicine you stopped
       *[other] Show { $count } medicines you stopped
    }
patient-medicines-none = No medicines
patient-medicines-none-why = Your care team has not written any medicines in your record.
patient-medicines-none-act = Write to the clinic

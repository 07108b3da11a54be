# Words of the parts every screen is made of.

kit-close = Close
kit-not-known = Not known
kit-high = High
kit-low = Low
kit-or = or
# Between things listed on one line
kit-comma = {", "}
kit-optional = optional
kit-needed = needed
# Ages; $value (String) a whole number
kit-age-y = { $value }y
kit-age-m = { $value }m
kit-age-w = { $value }w
kit-age-d = { $value }d
# $date (String) the date; nobody knows it to the day
kit-about-date = about { $date }
# $date (String) of birth, $age (String) as it is shown
kit-born-age = { $date } ({ $age })
kit-midday = midday
kit-midnight = midnight
# $day (String) Monday 7 December, $time (String) 9:20am
kit-day-time = { $day }, { $time }

kit-born = Born
kit-died = Died
kit-gender = Gender
kit-gender-male = Male
kit-gender-female = Female
kit-gender-other = Other
kit-gender-unknown = Not known
kit-record-number = Record no.
kit-allergies = Allergies
kit-allergies-unknown = No allergies recorded
kit-allergies-absent = Not shown: the chart is not on this device or not for your role
kit-allergies-none = No known allergies
kit-banner = Patient
kit-no-name = No name recorded

kit-dose-label = dose

# Who stands behind a value. $by (String) person, $at (String) date and time, $device (String) where it was written
kit-by = by { $by }
kit-at-by = { $at } by { $by }
kit-since-by = Since { $at } by { $by }
kit-since = Since { $at }
kit-on-device = , { $device }

kit-date-hint = For example 23-Nov-2026
kit-date-wrong = Enter a date like 23-Nov-2026
kit-errors-title = Check these values
kit-rows = { $from }-{ $to } of { $total }
kit-show-table = Show as table
kit-show-chart = Show as chart
kit-no-readings = No readings
kit-not-taken = not taken
kit-date = Date
# $label (String) of the chart, $count (Number) points
kit-chart-points =
    { $count ->
        [one] { $label }: { $count } reading. Use the arrow keys to read it.
       *[other] { $label }: { $count } readings. Use the arrow keys to read them.
    }
# One point, spoken. $series (String) $value (String) with unit, $date (String)
kit-chart-point = { $series } { $value }, { $date }
kit-chart-point-high = { $series } { $value }, high, { $date }
kit-chart-point-low = { $series } { $value }, low, { $date }
kit-search-clear = Clear the search
kit-loading = On its way

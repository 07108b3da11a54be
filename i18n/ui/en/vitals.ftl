# Vital signs and other readings.

vitals-title = Vitals
vitals-tab = Vitals
vitals-add = Add vitals
vitals-action-add = Add vitals
vitals-entry-title = Vital signs
vitals-save = Save vitals
vitals-saved = Vitals saved on this device
vitals-time = Taken at
vitals-time-hint = Clock time of today. Empty means now
vitals-sign-pressure = Blood pressure
vitals-sign-upper = Upper (systolic)
vitals-sign-lower = Lower (diastolic)
vitals-sign-pulse = Pulse
vitals-sign-temperature = Temperature
vitals-sign-breaths = Breaths
vitals-sign-oxygen = Oxygen saturation
vitals-sign-weight = Weight
vitals-sign-height = Height
# $value (String) with unit; $ago (String) such as 3 days ago
vitals-last = Last { $value }, { $ago }
vitals-last-none = Not on record yet
vitals-missed = Could not take
vitals-missed-what = Could not take { $what }
vitals-missed-back = Take it after all
vitals-missed-reason = Why it could not be taken
vitals-not-taken = Could not be taken
vitals-not-taken-why = Could not be taken: { $reason }

vitals-error-number = Write a number, such as { $example }
vitals-error-comma = Use a point, not a comma
# $low, $high (String) with the unit
vitals-error-impossible = Not possible. Between { $low } and { $high }
vitals-error-unusual = { $value } is unusual. Look again
vitals-error-pair = Give both numbers
vitals-error-order = The upper number is larger than the lower
vitals-error-time = Write a clock time of today before now, such as 9:30
vitals-error-nothing = Write at least one value, or say what could not be taken
vitals-right = { $value } is right
vitals-role = Only a nurse or a doctor records vital signs.

vitals-pressure = Blood pressure
vitals-pressure-none = No blood pressure recorded
vitals-pressure-none-why = Nobody measured it here yet.
# $value (String) such as 138/86; $date (String)
vitals-sentence-one = { $value } mmHg on { $date }.
vitals-sentence-up = { $value } mmHg on { $date }, up over 3 readings.
vitals-sentence-down = { $value } mmHg on { $date }, down over 3 readings.
vitals-sentence-level = { $value } mmHg on { $date }, no clear direction over 3 readings.
vitals-sentence-other = { $value } on { $date }.
vitals-sentence-other-up = { $value } on { $date }, up over 3 readings.
vitals-sentence-other-down = { $value } on { $date }, down over 3 readings.
vitals-sentence-other-level = { $value } on { $date }, no clear direction over 3 readings.
# $low, $high (String) bounds
vitals-band = usual { $low } to { $high }
vitals-band-high = usual up to { $high }
vitals-band-low = usual from { $low }
vitals-band-note = Usual range of adults at rest.
vitals-count = { $count ->
    [one] { $count } reading
   *[other] { $count } readings
}

vitals-latest = Last vitals
# $ago (String) such as 3 days ago
vitals-latest-from = from { $ago }
vitals-latest-now = just now
vitals-latest-none = No vitals recorded
vitals-latest-none-why = Nobody took any here yet.
vitals-home = Readings from home
vitals-home-pressure = Blood pressure at home
vitals-home-by = Patient, or a person they trust
vitals-all = All readings
vitals-table = Readings
vitals-table-what = What
vitals-table-value = Value
vitals-table-when = When
vitals-table-by = By
vitals-table-open = Show the trend of { $what }
vitals-tab-empty = No readings
vitals-tab-empty-why = Nothing was measured here, and nothing came in from elsewhere.
vitals-more = Only the newest { $count } are shown
vitals-back = All readings
vitals-void = Entered in error

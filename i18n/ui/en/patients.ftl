# Finding a patient and registering one.

patients-title = Patients
patients-search = Find a patient
patients-search-hint = Name, birth date, phone or record number
patients-register = Register patient
# $count (Number) matches
patients-matches = { $count ->
    [one] { $count } match on this device
   *[other] { $count } matches on this device
}
# $count (Number) rows shown, the most that a search shows
patients-matches-more = First { $count } matches. Type more to narrow them down
patients-none = No patient on this device matches “{ $query }”
patients-none-why = Names are looked for by how their words begin. A birth date is typed as 1964-07-14.
patients-none-next = Register “{ $query }”
patients-empty = No patients on this device yet
patients-empty-why = They come with the first download, or when you register one.
patients-recent = Recently opened here
patients-all = All patients on this device
# $from (Number) first row, $to (Number) last row, $total (Number) how many there are
patients-range = { $from }–{ $to } of { $total }
patients-range-open = First { $to }
patients-more = Show { $count } more
patients-name = Name
patients-born = Born
patients-gender = Gender
patients-number = Number
patients-phone = Phone or e-mail
patients-also = Also known as
patients-disputed = Identity not agreed
patients-disputed-why = Two people changed who this patient is without seeing each other. Both values are shown.
patients-deceased = Died
patients-inactive = Record no longer in use
patients-open = Open chart
patients-preview = About the chosen patient
patients-preview-why = What the list holds. Allergies and medicines are in the chart.
patients-results = Patients found
patients-not-here = Not here? Register a patient. Doubles are looked for first.
patients-unknown-name = Name not known

patients-new-title = Register patient
patients-new-lead = Ask in this order. Leave what is not known; it can be added later.
patients-new-who = Who it is
patients-new-family = Family name
patients-new-family-hint = As on a paper of identity, if there is one
patients-new-given = Given names
patients-new-given-hint = All of them, in their order
patients-new-sex = Sex or gender on record
patients-new-birth-known = What is known of the birth date?
patients-new-birth-exact = The date
patients-new-birth-estimated = An age, about
patients-new-birth-none = Nothing
patients-new-birth = Birth date
patients-new-birth-hint = For example 14-Jul-1964, or only 1964
patients-new-age = Age in years, about
patients-new-age-hint = The year of birth is worked out from it and marked as a guess
patients-new-reach = How to reach them
patients-new-phone = Phone
patients-new-phone-hint = With the country's prefix if it is not from here
patients-new-street = Street, house, or how to find it
patients-new-city = Town or village
patients-new-language = Preferred language
patients-new-language-none = Not asked
patients-new-numbers = Numbers they have
patients-new-number-kind = Kind of number
patients-new-number-national = National identity number
patients-new-number-insurance = Insurance number
patients-new-number-clinic = Clinic's record number
patients-new-number-other = Other
patients-new-number = Number
patients-new-save = Register and open chart
patients-new-cancel = Back to patients
patients-new-likely = Is it one of these?
patients-new-likely-why = They look like what you typed. Open one if it is the same person; otherwise go on.
patients-new-likely-none = No similar patient on this device
patients-new-likely-wait = Type a name, a birth date or a number; similar patients show here.
patients-new-same-number = Same number
patients-new-same-phone = Same phone
patients-new-same-birth = Same birth date
patients-new-same-name = Similar name
patients-new-draft-clear = Clear the form
patients-new-forbidden = Your role cannot register patients. Ask the front desk, a nurse or a doctor.
patients-new-saved = { $name } registered on this device

patients-error-name = Give a family name or a given name
patients-error-birth = Write the date like 14-Jul-1964, or only the year
patients-error-birth-future = A birth date cannot lie in the future
patients-error-birth-old = That is more than 130 years ago. Check the year
patients-error-birth-choose = Give the date, or choose “Nothing”
patients-error-age = Give whole years from 0 to 130
patients-error-phone = A phone number has at least 3 digits
patients-error-number-kind = Choose what kind of number it is
patients-error-number-value = Give the number, or choose no kind

patients-action-find = Find a patient
patients-action-register = Register patient

# Records that came in and have no home of their own.

records-tab = Other records
records-why = Records that came in from elsewhere and have no home of their own here. They are kept word for word.
records-none = No other records
records-none-why = Everything that came in found its place in the chart.
records-list = Records
records-more = Only the newest { $count } are shown
records-from = from { $source }
records-back = All records
records-fields = What it says
records-raw = Word for word
records-copy = Copy
records-copied = Copied
records-unreadable = This record cannot be read. It is shown as it came.
records-block = Other records
records-all = All other records
records-yes = Yes
records-no = No
records-count = { $count ->
    [one] { $count } record
   *[other] { $count } records
}

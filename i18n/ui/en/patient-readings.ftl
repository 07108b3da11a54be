# Home blood pressure: one question a page, then check, then where it is.

patient-readings-title = My readings
patient-readings-tab = Readings
# $upper (String) upper number, $lower (String) lower number, $date (String) long day and time
patient-readings-last = Your last blood pressure was { $upper } over { $lower }, on { $date }.
# $count (Number) readings in the last 30 days
# $upper (String) middle of the upper numbers
# $lower (String) middle of the lower numbers
patient-readings-middle =
    { $count ->
        [one] You wrote { $count } reading in the last 30 days.
       *[other] In the last 30 days you wrote { $count } readings, most often around { $upper } over { $lower }.
    }
patient-readings-write = Write a blood pressure
patient-readings-list = All your readings
patient-readings-older = Show older readings
# $upper (String) upper number, $lower (String) lower number
patient-readings-value = { $upper } over { $lower }
# $pulse (String) heart beats a minute
patient-readings-pulse-value = Pulse { $pulse }
patient-readings-unit = Numbers are in mmHg, as on your machine.
patient-readings-waiting = Some readings are only on this phone. They are sent when it next reaches your clinic.
patient-readings-none = No readings yet
patient-readings-none-why = Your care team can see what you write here. It helps them choose the right medicine.
patient-readings-chart = Your blood pressure over time
# Home goal: 135/85, ESH guideline of 2023 on home blood pressure.
patient-readings-usual = At home, many people aim for under 135 over 85. Your own goal may differ: ask your care team.
patient-readings-upper-series = Upper number
patient-readings-lower-series = Lower number

# $step (Number) this step, $steps (Number) steps in all
patient-readings-step = Step { $step } of { $steps }
patient-readings-back = Back
patient-readings-next = Continue
patient-readings-draft = You began this before. Your answers are still here.
patient-readings-upper-question = What is the upper number?
patient-readings-upper-hint = Sit still for 5 minutes first. The upper number is the larger one. It may be called SYS.
patient-readings-upper = Upper number
patient-readings-lower-question = What is the lower number?
patient-readings-lower-hint = It is the smaller one. It may be called DIA.
patient-readings-lower = Lower number
patient-readings-pulse-question = What is your pulse?
patient-readings-pulse-hint = It may be called PUL or show a heart. Leave it empty if your machine does not show it.
patient-readings-pulse = Pulse
patient-readings-mmhg = mmHg
patient-readings-beats = beats a minute
patient-readings-when-question = When did you measure?
patient-readings-when = When
patient-readings-when-now = Just now
patient-readings-when-earlier = Earlier
patient-readings-day = Day
patient-readings-day-hint = For example { $example }
patient-readings-time = Time
patient-readings-time-hint = For example 8:30 or 17:45
patient-readings-check-question = Check your answers
patient-readings-check-change = Change
# $what (String) name of the answer
patient-readings-check-change-what = Change { $what }
patient-readings-check-pulse-none = Not written
patient-readings-send = Send to your care team
patient-readings-very-high = This is very high
patient-readings-very-high-why = Rest for 5 minutes and measure again. Do you have chest pain, trouble breathing or speaking, or a weak face, arm or leg? Call 112 or your local emergency number now.
patient-readings-very-low = This is very low
patient-readings-very-low-why = If you feel faint or ill, lie down and call your care team. If somebody passes out, call 112 or your local emergency number now.
patient-readings-sent = Sent
patient-readings-sent-title = Your reading is with your care team
patient-readings-sent-why = Your care team’s server has it.
# $time (String) when the server answered
patient-readings-sent-at = Your care team’s server has it, { $time }.
patient-readings-saved = Saved on this phone
patient-readings-saved-title = Your reading is safe on this phone
patient-readings-saved-why = It is sent by itself when this phone next reaches your clinic.
patient-readings-done = See my readings
patient-readings-again = Write another

patient-readings-error-number = Write a whole number, like { $example }
# $least (String) smallest number, $most (String) largest number
patient-readings-error-range = Check the number on your machine. It should be between { $least } and { $most }
patient-readings-error-order = The lower number must be smaller than the upper number
patient-readings-error-when = Choose when you measured
patient-readings-error-day = Write the day like { $example }
patient-readings-error-time = Write the time like 8:30 or 17:45
patient-readings-error-future = This time is still to come. Check the day and the time
patient-readings-error-list = There is a problem

# كيف يأخذ المريض كل دواء، بجمل كاملة. الدواء قيد المراجعة لا يظهر له أي رقم.

patient-medicines-title = أدويتي
patient-medicines-tab = الأدوية
patient-medicines-lead = هذا ما كتبه فريق رعايتك. اسألهم قبل أن تغيّر أي شيء.
# $dose (String) amount of one dose with its unit
# $route (String) oral, inhaled, skin, injection, or other
patient-medicines-take =
    { $route ->
        [oral] خذ { $dose } عن طريق الفم.
        [inhaled] استنشق { $dose }.
        [skin] ضع { $dose } على الجلد.
        [injection] احقن { $dose }.
       *[other] خذ { $dose }.
    }
# $route (String) oral, inhaled, skin, injection, or other
patient-medicines-take-unstated =
    { $route ->
        [oral] خذه عن طريق الفم. اسأل فريق رعايتك عن المقدار.
        [inhaled] استنشقه. اسأل فريق رعايتك عن المقدار.
        [skin] ضع طبقة رقيقة على الجلد.
        [injection] احقنه. اسأل فريق رعايتك عن المقدار.
       *[other] اسأل فريق رعايتك عن المقدار الذي تأخذه.
    }
# $route (String) how to take it, as the care team wrote it
patient-medicines-route = الطريقة: { $route }.
# $count (Number) times a day
patient-medicines-daily =
    { $count ->
        [1] مرة واحدة في اليوم.
        [2] مرتان في اليوم.
        [few] { $count } مرات في اليوم.
       *[other] { $count } مرة في اليوم.
    }
# $count (Number) most times a day
patient-medicines-up-to-daily =
    { $count ->
        [1] مرة واحدة في اليوم على الأكثر.
        [2] مرتان في اليوم على الأكثر.
        [few] { $count } مرات في اليوم على الأكثر.
       *[other] { $count } مرة في اليوم على الأكثر.
    }
# $hours (Number) hours between two doses
patient-medicines-every-hours =
    { $hours ->
        [1] كل ساعة.
        [2] كل ساعتين.
        [few] كل { $hours } ساعات.
       *[other] كل { $hours } ساعة.
    }
# $count (Number) times a week
patient-medicines-weekly =
    { $count ->
        [1] مرة واحدة في الأسبوع.
        [2] مرتان في الأسبوع.
        [few] { $count } مرات في الأسبوع.
       *[other] { $count } مرة في الأسبوع.
    }
# $text (String) how often, as the care team wrote it
patient-medicines-often = كم مرة: { $text }.
# $why (String) what it is for, as the care team wrote it
patient-medicines-as-needed = فقط عند الحاجة، من أجل: { $why }.
patient-medicines-as-needed-plain = فقط عند الحاجة.
# $text (String) when, as the care team wrote it
patient-medicines-when = متى: { $text }.
# $text (String) for how long, as the care team wrote it
patient-medicines-duration = المدة: { $text }.
patient-medicines-note = كتب فريق رعايتك:
# $why (String) what it is for
patient-medicines-for = من أجل: { $why }.
# $date (String) day it began
patient-medicines-since = منذ { $date }.
patient-medicines-checking = فريق رعايتك يراجع هذا الدواء. اسألهم قبل أن تغيّر ما تأخذه.
patient-medicines-checking-ask = اكتب إلى العيادة
patient-medicines-unnamed = دواء
patient-medicines-hold = متوقف مؤقتًا. لا تأخذه حتى يخبرك فريق رعايتك.
# $date (String) day it ended
patient-medicines-stopped-on = توقف في { $date }.
patient-medicines-stopped-undated = توقف. لا تأخذه بعد الآن.
# $count (Number) medicines that were stopped
patient-medicines-stopped-show =
    { $count ->
        [one] أظهر دواءً واحدًا أوقفته
        [two] أظهر دواءين أوقفتهما
        [few] أظهر { $count } أدوية أوقفتها
       *[other] أظهر { $count } دواءً أوقفته
    }
patient-medicines-none = لا أدوية
patient-medicines-none-why = لم يكتب فريق رعايتك أي دواء في ملفك.
patient-medicines-none-act = اكتب إلى العيادة

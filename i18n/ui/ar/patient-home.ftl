# الصفحة الرئيسية في تطبيق المريض. كلمات بسيطة وجمل قصيرة.

patient-home-title = الرئيسية
# $name (String) the person's given name
patient-home-morning = صباح الخير يا { $name }
# $name (String) the person's given name
patient-home-afternoon = طاب يومك يا { $name }
# $name (String) the person's given name
patient-home-evening = مساء الخير يا { $name }
# $time (String) when this phone last heard from the clinic
patient-home-as-of = أنت غير متصل. هذه المعلومات من { $time }.
patient-home-as-of-never = أنت غير متصل. لم يصل شيء من عيادتك بعد.
patient-home-medicines = أدويتك
# $count (Number) medicines that the person takes now
patient-home-medicines-count =
    { $count ->
        [zero] لا أدوية
        [one] دواء واحد
        [two] دواءان
        [few] { $count } أدوية
       *[other] { $count } دواءً
    }
patient-home-medicines-none = لا توجد أدوية مكتوبة في ملفك.
patient-home-medicines-open = كيف تأخذ أدويتك
# $count (Number) medicines that are not shown here
patient-home-medicines-more =
    { $count ->
        [one] ودواء آخر
        [two] ودواءان آخران
        [few] و{ $count } أدوية أخرى
       *[other] و{ $count } دواءً آخر
    }
patient-home-checking = فريق رعايتك يراجع هذا الدواء. اسألهم قبل أن تغيّر ما تأخذه.
patient-home-reading = آخر ضغط دم لك
patient-home-reading-none = لم تكتب أي قياس بعد.
patient-home-reading-write = اكتب ضغط الدم
patient-home-message = الرسائل
patient-home-message-none = ليس لديك رسائل.
patient-home-message-write = اكتب إلى العيادة
# $date (String) day and time of the last message
patient-home-message-date = آخر رسالة { $date }
patient-home-no-record = ملفك ليس على هذا الهاتف بعد
patient-home-no-record-why = سيصل عندما يتصل هذا الهاتف بعيادتك.
patient-home-try = انظر مرة أخرى

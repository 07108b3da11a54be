# العلامات الحيوية وسائر القياسات.

vitals-title = العلامات الحيوية
vitals-tab = العلامات الحيوية
vitals-add = إضافة علامات حيوية
vitals-action-add = إضافة علامات حيوية
vitals-entry-title = العلامات الحيوية
vitals-save = حفظ العلامات الحيوية
vitals-saved = حُفظت العلامات الحيوية على هذا الجهاز
vitals-time = وقت القياس
vitals-time-hint = ساعة من اليوم. إن تُركت فارغة فالآن
vitals-sign-pressure = ضغط الدم
vitals-sign-upper = الأعلى (الانقباضي)
vitals-sign-lower = الأدنى (الانبساطي)
vitals-sign-pulse = النبض
vitals-sign-temperature = الحرارة
vitals-sign-breaths = التنفس
vitals-sign-oxygen = تشبع الأكسجين
vitals-sign-weight = الوزن
vitals-sign-height = الطول
vitals-last = الأخير { $value }، { $ago }
vitals-last-none = غير مسجّل بعد
vitals-missed = تعذّر القياس
vitals-missed-what = تعذّر قياس { $what }
vitals-missed-back = القياس رغم ذلك
vitals-missed-reason = لماذا تعذّر القياس
vitals-not-taken = تعذّر القياس
vitals-not-taken-why = تعذّر القياس: { $reason }

vitals-error-number = اكتب رقمًا، مثل { $example }
vitals-error-comma = استعمل النقطة لا الفاصلة
vitals-error-impossible = غير ممكن. بين { $low } و{ $high }
vitals-error-unusual = { $value } غير معتاد. انظر مرة أخرى
vitals-error-pair = أدخل الرقمين
vitals-error-order = الرقم الأعلى أكبر من الأدنى
vitals-error-time = اكتب ساعة مضت من اليوم، مثل 9:30
vitals-error-nothing = اكتب قيمة واحدة على الأقل، أو اذكر ما تعذّر قياسه
vitals-right = { $value } صحيح
vitals-role = التمريض أو الطبيب فقط يسجّل العلامات الحيوية.

vitals-pressure = ضغط الدم
vitals-pressure-none = لا ضغط دم مسجّل
vitals-pressure-none-why = لم يقسه أحد هنا بعد.
vitals-sentence-one = { $value } mmHg في { $date }.
vitals-sentence-up = { $value } mmHg في { $date }، في ارتفاع خلال 3 قياسات.
vitals-sentence-down = { $value } mmHg في { $date }، في انخفاض خلال 3 قياسات.
vitals-sentence-level = { $value } mmHg في { $date }، دون اتجاه واضح خلال 3 قياسات.
vitals-sentence-other = { $value } في { $date }.
vitals-sentence-other-up = { $value } في { $date }، في ارتفاع خلال 3 قياسات.
vitals-sentence-other-down = { $value } في { $date }، في انخفاض خلال 3 قياسات.
vitals-sentence-other-level = { $value } في { $date }، دون اتجاه واضح خلال 3 قياسات.
vitals-band = المعتاد { $low } إلى { $high }
vitals-band-high = المعتاد حتى { $high }
vitals-band-low = المعتاد من { $low }
vitals-band-note = المعتاد لدى البالغين في الراحة.
vitals-count = { $count ->
    [zero] لا قياسات
    [one] قياس واحد
    [two] قياسان
    [few] { $count } قياسات
    [many] { $count } قياسًا
   *[other] { $count } قياس
}

vitals-latest = آخر العلامات الحيوية
vitals-latest-from = { $ago }
vitals-latest-now = الآن
vitals-latest-none = لا علامات حيوية مسجّلة
vitals-latest-none-why = لم يقسها أحد هنا بعد.
vitals-home = قياسات من المنزل
vitals-home-pressure = ضغط الدم في المنزل
vitals-home-by = المريض أو شخص يثق به
vitals-all = كل القياسات
vitals-table = القياسات
vitals-table-what = البيان
vitals-table-value = القيمة
vitals-table-when = متى
vitals-table-by = من
vitals-table-open = إظهار مسار { $what }
vitals-tab-empty = لا قياسات
vitals-tab-empty-why = لم يُقس شيء هنا ولم يصل شيء من مكان آخر.
vitals-more = تُعرض أحدث { $count } فقط
vitals-back = كل القياسات
vitals-void = خطأ في الإدخال

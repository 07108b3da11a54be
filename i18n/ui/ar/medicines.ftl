# الأدوية: ما يؤخذ وما بُدئ وغُيّر وعُلّق وأُوقف.

medicines-title = الأدوية
medicines-current = حالية
medicines-held = معلّقة
medicines-stopped = متوقفة
medicines-other = مقررة أو لا تؤخذ أو غير معروفة
# $current (Number) lines being taken
medicines-count = { $current } حالية
medicines-count-held = { $count } معلّقة
medicines-count-stopped = { $count } متوقفة
medicines-none = لا أدوية مسجلة
medicines-none-why = لم يكتب أحد هنا دواءً. لا يعني ذلك أنه لا يؤخذ شيء.
medicines-none-current = لا دواء حالي مسجل
medicines-start = بدء دواء
medicines-change = تغيير الجرعة
medicines-change-of = تغيير الجرعة: { $what }
medicines-stop = إيقاف
medicines-hold = تعليق
medicines-resume = استئناف
medicines-resume-what = استئناف { $what }
medicines-void = أُدخل خطأً
medicines-print = طباعة
medicines-changing = قيد التغيير
medicines-dose-not-stated = الجرعة غير مذكورة
medicines-not-checked = لم تُفحص التداخلات: ليس على هذا الجهاز جدول أدوية.
medicines-state-on-hold = معلّق
medicines-state-on-hold-why = معلّق: { $reason }
medicines-state-stopped = متوقف
medicines-state-completed = انتهى
medicines-state-intended = مقرر
medicines-state-not-taken = لا يؤخذ
medicines-state-unknown = لا يُعرف هل يؤخذ
medicines-state-active = يؤخذ
medicines-stopped-on = أُوقف { $date }
medicines-stopped-why = أُوقف { $date }: { $reason }
medicines-stopped-reason = أُوقف: { $reason }
medicines-for = من أجل { $indication }
medicines-override = أُعطي رغم تحذير: { $reason }
medicines-remark = ملاحظة: { $note }
medicines-two-status = يقول أحدهما { $first } ويقول الآخر { $second }.

medicines-form-product = الدواء
medicines-form-product-hint = الاسم والتركيز والشكل كما على العبوة
medicines-form-dose = الجرعة
medicines-form-new-dose = الجرعة الجديدة
medicines-form-unit = الوحدة
medicines-form-route = الطريق
medicines-form-frequency = عدد المرات
medicines-form-timing = متى
medicines-form-timing-hint = مثلاً قبل الفطور
medicines-form-as-needed = عند الحاجة فقط، من أجل
medicines-form-as-needed-hint = مثلاً الألم. الفراغ يعني بانتظام
medicines-form-duration = المدة
medicines-form-from = من
medicines-form-indication = من أجل ماذا
medicines-form-choose = اختر
medicines-form-other = غير ذلك…
medicines-form-other-frequency = عدد المرات بالكلمات
medicines-form-other-route = الطريق بالكلمات
medicines-form-total = المجموع اليومي من { $from } إلى { $to }.
medicines-form-total-new = المجموع اليومي { $to }.
medicines-form-allergies = الحساسية في الملف: { $list }
medicines-form-no-allergies = لا حساسية مسجلة. اسأل قبل أن تبدأ.
medicines-form-none-known = لا حساسية معروفة
medicines-form-same = هذا ما في الملف بالفعل. غيّر شيئاً أو ألغِ.

medicines-error-product = اذكر اسم الدواء
medicines-error-dose = اكتب الجرعة رقماً، مثل 2.5
medicines-error-dose-comma = استعمل النقطة لا الفاصلة: { $fixed }
medicines-error-dose-zero = الجرعة أكبر من صفر
medicines-error-unit = اختر وحدة الجرعة
medicines-error-from = اكتب التاريخ هكذا 14-يوليو-2026

medicines-start-title = بدء دواء
medicines-start-save = بدء الدواء
medicines-dose-title = تغيير الجرعة
medicines-dose-save = حفظ الجرعة الجديدة
medicines-dose-reason = السبب
medicines-dose-reason-hint = يظهر بجانب الجرعة الجديدة
medicines-stop-title = إيقاف دواء
medicines-stop-save = إيقاف { $what }
medicines-stop-date = آخر جرعة في
medicines-stop-reason = لماذا يُوقف
medicines-stop-lead = الإيقاف يغلب تغييرات الآخرين الذين لم يروه.
medicines-hold-title = تعليق دواء
medicines-hold-save = تعليق { $what }
medicines-hold-reason = لماذا يُعلّق
medicines-resume-title = استئناف دواء
medicines-resume-save = استئناف { $what }
medicines-resume-lead = يُستأنف كما كان:

medicines-done-start = بُدئ { $what }
medicines-done-dose = غُيّرت جرعة { $what }
medicines-done-stop = أُوقف { $what }
medicines-done-hold = عُلّق { $what }
medicines-done-resume = استُؤنف { $what }
medicines-done-void = وُسم { $what } بأنه أُدخل خطأً

medicines-print-title = أدوية للطباعة
medicines-print-run = طباعة
medicines-print-close = العودة إلى الملف
medicines-print-ready = { $count ->
    [zero] لا بند للطباعة
    [one] بند واحد سيُطبع
    [two] بندان سيُطبعان
    [few] { $count } بنود ستُطبع
   *[other] { $count } بنداً ستُطبع
}
medicines-print-held = { $count ->
    [zero] لا بند محجوز
    [one] بند واحد محجوز
    [two] بندان محجوزان
    [few] { $count } بنود محجوزة
   *[other] { $count } بنداً محجوزاً
}
medicines-print-held-why = توجد قيمتان ولم يُتخذ قرار. ما لم يُتفق عليه لا يُطبع كجرعة.
medicines-print-held-line = محجوز: غير متفق عليه. اسأل العيادة قبل أن تأخذه أو تعطيه.
medicines-print-refused = كل البنود محجوزة. اتخذ القرار أولاً ثم اطبع.
medicines-print-nothing = لا دواء حالي للطباعة.
medicines-print-by = طبعه { $name }، { $time }
medicines-print-valid = صالح في { $time }
medicines-print-page = صفحة { $page } من { $pages }
medicines-print-unsent = لم يُرسل بعد: لم يرَ خادم العيادة هذا البند
medicines-print-on-hold = معلّق: لا يؤخذ

medicines-frequency-1-d = مرة يومياً
medicines-frequency-2-d = مرتين يومياً
medicines-frequency-3-d = ثلاث مرات يومياً
medicines-frequency-4-d = أربع مرات يومياً
medicines-frequency-8-h = كل 8 ساعات
medicines-frequency-12-h = كل 12 ساعة
medicines-frequency-1-wk = مرة في الأسبوع
medicines-frequency-up-to = حتى { $times } مرات يومياً
medicines-frequency-night = عند النوم
medicines-frequency-morning = في الصباح
medicines-frequency-once = مرة واحدة فقط

medicines-route-oral = عن طريق الفم
medicines-route-inhaled = بالاستنشاق
medicines-route-skin = على الجلد
medicines-route-subcutaneous = تحت الجلد
medicines-route-intramuscular = في العضل
medicines-route-intravenous = في الوريد
medicines-route-rectal = عن طريق المستقيم
medicines-route-nasal = عن طريق الأنف
medicines-route-eye = في العين
medicines-route-ear = في الأذن

medicines-unit-tablet = قرص
medicines-unit-capsule = كبسولة
medicines-unit-drop = قطرة
medicines-unit-puff = بخة
medicines-unit-patch = لصقة
medicines-unit-suppository = تحميلة
medicines-unit-spray = رشة
medicines-unit-ampule = أمبولة
medicines-unit-sachet = كيس
medicines-unit-application = دهنة
medicines-unit-dose = جرعة

medicines-action-start = بدء دواء
medicines-action-print = طباعة الأدوية
medicines-held-allergy = في الملف حساسية يذكرها اسم هذا الدواء.
medicines-held-stop = أوقفه شخص وغيّره آخر.
medicines-form-more = متى، وكم المدة، وعند الحاجة فقط
medicines-changed-why = غُيّر: { $reason }

# Parts of a medicine line, which runs left to right in every language.
medicines-line-dose-not-stated = dose not stated
medicines-line-frequency-1-d = once daily
medicines-line-frequency-2-d = twice daily
medicines-line-frequency-3-d = three times daily
medicines-line-frequency-4-d = four times daily
medicines-line-frequency-8-h = every 8 hours
medicines-line-frequency-12-h = every 12 hours
medicines-line-frequency-1-wk = once a week
medicines-line-frequency-up-to = up to { $times } times daily
medicines-line-frequency-night = at night
medicines-line-frequency-morning = in the morning
medicines-line-frequency-once = once only
medicines-line-route-oral = oral
medicines-line-route-inhaled = inhaled
medicines-line-route-skin = on the skin
medicines-line-route-subcutaneous = under the skin
medicines-line-route-intramuscular = into a muscle
medicines-line-route-intravenous = into a vein
medicines-line-route-rectal = rectal
medicines-line-route-nasal = nasal
medicines-line-route-eye = into the eye
medicines-line-route-ear = into the ear
medicines-line-unit-tablet = tablet
medicines-line-unit-capsule = capsule
medicines-line-unit-drop = drop
medicines-line-unit-puff = puff
medicines-line-unit-patch = patch
medicines-line-unit-suppository = suppository
medicines-line-unit-spray = spray
medicines-line-unit-ampule = ampoule
medicines-line-unit-sachet = sachet
medicines-line-unit-application = application
medicines-line-unit-dose = dose
medicines-line-needed = only if needed, for { $what }

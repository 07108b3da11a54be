# إطار ملف المريض، وما تقوله كل نماذجه.

chart-title = الملف
chart-summary = الملخص
chart-tabs = أجزاء الملف
chart-add-vitals = إضافة العلامات الحيوية
# $time (String) when the clinic's server was last heard
chart-as-of = كما في { $time }
chart-as-of-never = لم يُسمع من خادم العيادة بعد
# $count (Number) changes
chart-unsent = { $count ->
    [zero] لا تغييرات في هذا الملف لم تُرسل
    [one] تغيير واحد في هذا الملف لم يُرسل بعد
    [two] تغييران في هذا الملف لم يُرسلا بعد
    [few] { $count } تغييرات في هذا الملف لم تُرسل بعد
   *[other] { $count } تغييراً في هذا الملف لم تُرسل بعد
}
chart-missing = لا يوجد مريض كهذا على هذا الجهاز
chart-missing-why = الملف غير محفوظ هنا، أو ليس لدورك.
chart-missing-next = ابحث عن مريض
chart-none = لا ملف على هذا الجهاز
chart-none-why = هذا المريض في القائمة، لكن ملفه لم يصل بعد أو ليس لدورك.
chart-tab-missing = لا يوجد جزء كهذا في الملف
chart-identity-two = توجد قيمتان. تحقق أيهما الصحيحة قبل أن تتصرف.
chart-identity-decide = اتخذ القرار

chart-person-unknown = شخص ليس في الدليل
chart-imported = من { $source }
chart-void = أُدخل خطأً
chart-void-reason = أُدخل خطأً: { $reason }
chart-show-void = عرض { $count } أُدخلت خطأً
chart-hide-void = إخفاء ما أُدخل خطأً
chart-decide = اتخذ القرار
chart-decide-what = اتخذ القرار: { $what }
chart-more = المزيد حول { $what }
chart-disputed-why = غيّره شخصان دون أن يرى أحدهما الآخر
chart-unreadable = { $count ->
    [zero] لا بنود بإصدار أحدث
    [one] كُتب بند واحد بإصدار أحدث. حدّث التطبيق لقراءته.
    [two] كُتب بندان بإصدار أحدث. حدّث التطبيق لقراءتهما.
    [few] كُتبت { $count } بنود بإصدار أحدث. حدّث التطبيق لقراءتها.
   *[other] كُتب { $count } بنداً بإصدار أحدث. حدّث التطبيق لقراءتها.
}

chart-write-reason-hint = يقرؤه الآخرون بجانب القيمة
chart-write-note = ملاحظة
chart-write-cancel = إلغاء
chart-write-draft = المسودة محفوظة على هذا الجهاز، { $time }
chart-write-draft-none = ما تكتبه يُحفظ على هذا الجهاز
chart-write-undo-reason = تراجع عنه فوراً الشخص الذي كتبه
chart-write-discarded = أُهمل ما كتبته
chart-write-errors = صحّح هذا أولاً
chart-write-long = أطول من { $max } حرف
chart-write-date = اكتب التاريخ هكذا 14-يوليو-2026، أو الشهر والسنة فقط
chart-write-date-future = هذا التاريخ في المستقبل
chart-write-say-why = اذكر السبب
chart-write-gone = لم يعد هذا البند موجوداً
chart-write-gone-why = أُدخل خطأً أو لم يصل إلى هذا الجهاز. ما كتبته محفوظ كمسودة.
chart-write-role-doctor = الطبيب وحده يغيّر الأدوية. اسأل طبيباً أو اترك ملاحظة.
chart-write-role-clinician = الممرض أو الطبيب وحدهما يغيّران هذا.
chart-write-disputed = توجد هنا قيمتان. اتخذ القرار بينهما أولاً ثم غيّر.

chart-stale-title = تغيّر هذا وأنت تكتب
chart-stale-why = كتب أحدهم قيمة أخرى بعد أن فتحت هذا النموذج. لم يُحفظ شيء، ولم يضِع شيء مما كتبته.
chart-stale-now = في الملف الآن
chart-stale-was = عند فتح النموذج
chart-stale-yours = ما تريد كتابته
chart-stale-take = المتابعة مما في الملف الآن
chart-stale-two = في الملف الآن قيمتان. يجب اتخاذ القرار بينهما أولاً.
chart-stale-nothing = لا شيء في الملف

chart-rule-title = فحص يعارض هذا
chart-rule-source = المصدر: { $source }
chart-rule-override = سبب المتابعة رغم ذلك
chart-rule-override-hint = يُحفظ مع البند ويظهر للآخرين
chart-rule-override-save = حفظ مع هذا السبب
chart-rule-final = لا يرفع هذا أي سبب. غيّر البند.
chart-rule-dose-without-unit = للجرعة رقم بلا وحدة.
chart-rule-dose-not-positive = الجرعة أكبر من صفر.
chart-rule-dose-tenfold = الجرعة الجديدة عشرة أضعاف القديمة أو عُشرها. هكذا تبدو الفاصلة العشرية إذا قُرئت خطأً.
chart-rule-dose-unit-unknown = هذه الوحدة ليست من وحدات الجرعات المعروفة.
chart-rule-allergy-match = لدى المريض حساسية يذكرها اسم هذا الدواء.
chart-rule-duplicate-therapy = يؤخذ هذا الدواء بالفعل في بند آخر.
chart-rule-medicine-stopped = أوقف أحدهم هذا الدواء. يبقى الإيقاف حتى يقرر شخص خلاف ذلك.
chart-rule-medicine-not-on-hold = هذا الدواء ليس معلّقاً.
chart-rule-entry-void = أُدخل هذا البند خطأً ولا يُغيَّر بعد.
chart-rule-allergy-active = في الملف حساسية نشطة، فلا يمكن التصريح بأن لا حساسية معروفة.
chart-rule-allergy-none-known-already = سبق التصريح بأن لا حساسية معروفة.
chart-rule-other = أوقفت هذا قاعدة سريرية ({ $rule }).

chart-void-title = أُدخل خطأً
chart-void-lead = لا يُمحى شيء: يبقى ظاهراً على أنه أُدخل خطأً، مع اسمك والسبب.
chart-void-why = لماذا كان خطأً؟
chart-void-save = وسمه بأنه أُدخل خطأً

chart-date-partial-hint = مثلاً 14-يوليو-2019 أو يوليو-2019 أو 2019
chart-undo-failed = تعذر التراجع: لقد تغيّر في الأثناء
chart-panel-other = هذا النموذج عن { $name } لا عن الملف المجاور.
chart-add-short = إضافة
chart-panel-about = عن { $name }

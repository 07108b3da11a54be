# القرارات: ما غيّره شخصان دون أن يرى أحدهما الآخر، وما ينبغي أن ينظر فيه شخص.

decisions-title = القرارات
decisions-order = الأشد ضررًا أولًا، ثم الأقدم
decisions-list = بانتظار القرار
decisions-empty = لا شيء يحتاج إلى قرار
decisions-empty-why = لم يغيّر أحد الأمر نفسه دون أن يرى الآخر، ولا يوجد فحص يعترض على المسجّل.
decisions-choose = اختر من القائمة
decisions-choose-why = لا شيء يُقرَّر من تلقاء نفسه. حتى ذلك الحين تبقى كل القيم.
decisions-back = كل القرارات
decisions-action-open = القرارات
decisions-line = ، مفتوح منذ { $since }
decisions-look = للنظر فيه
decisions-holds = موقوف
decisions-not-accepted = { $count ->
    [zero] لا شيء مرفوض
    [one] واحد لم يقبله الخادم
    [two] اثنان لم يقبلهما الخادم
    [few] { $count } لم يقبلها الخادم
    [many] { $count } لم يقبلها الخادم
   *[other] { $count } لم يقبلها الخادم
}
decisions-patient-unknown = المريض ليس في قائمة هذا الجهاز

decisions-name-dose = جرعة { $what }
decisions-name-status = { $what }: يؤخذ أم لا
decisions-name-start = { $what }: البداية
decisions-name-stop = { $what }: النهاية
decisions-name-allergy = حساسية من { $what }
decisions-name-problem = { $what }
decisions-name-weight = الوزن لحساب الجرعات
decisions-name-resuscitation = الإنعاش
decisions-name-name = الاسم
decisions-name-birth = تاريخ الميلاد
decisions-name-gender = الجنس
decisions-name-deceased = حيّ أم متوفّى
decisions-name-identifier = رقم الملف
decisions-name-encounter = بداية زيارة
decisions-name-other = { $field }

decisions-ask-dose = أي جرعة من { $what } هي الصحيحة؟
decisions-ask-status = هل يؤخذ { $what } أم لا؟
decisions-ask-start = متى بدأ { $what }؟
decisions-ask-stop = كيف انتهى { $what }؟
decisions-ask-allergy-code = ما هي الحساسية؟
decisions-ask-allergy-clinical = هل الحساسية من { $what } قائمة؟
decisions-ask-allergy-verification = ما مدى تأكيد الحساسية من { $what }؟
decisions-ask-allergy-criticality = ما مدى خطورة الحساسية من { $what }؟
decisions-ask-problem-clinical = هل ما زال { $what } مشكلة؟
decisions-ask-problem-verification = ما مدى تأكيد { $what }؟
decisions-ask-weight = أي وزن يُعتمد للجرعات؟
decisions-ask-resuscitation = ما الذي اتُّفق عليه بشأن الإنعاش؟
decisions-ask-name = أي اسم هو الصحيح؟
decisions-ask-birth = أي تاريخ ميلاد هو الصحيح؟
decisions-ask-gender = أي جنس هو الصحيح؟
decisions-ask-deceased = هل المريض على قيد الحياة؟
decisions-ask-identifier = أي رقم ملف هو الصحيح؟
decisions-ask-encounter = متى بدأت الزيارة؟
decisions-ask-other = أي قيمة هي الصحيحة؟

decisions-why-two = غيّره شخصان دون أن يرى أحدهما تغيير الآخر.
decisions-why-offline = غيّره شخصان وكلاهما دون اتصال. لم يرَ أحدهما تغيير الآخر.
decisions-why-many = { $count ->
    [zero] لا توجد قيم.
    [one] توجد قيمة واحدة.
    [two] توجد قيمتان. لم يرَ كاتب أيٍّ منهما الأخرى.
    [few] توجد { $count } قيم. لم يرَ كاتب أيٍّ منها الأخرى.
    [many] توجد { $count } قيمة. لم يرَ كاتب أيٍّ منها الأخرى.
   *[other] توجد { $count } قيمة. لم يرَ كاتب أيٍّ منها الأخرى.
}
decisions-why-again = قرّر فيه شخصان من قبل دون أن يرى أحدهما الآخر. القيم وتاريخها هنا من جديد.
decisions-why-stop-and-change = أوقفه شخص وغيّر آخر الجرعة. لم يرَ أحدهما تغيير الآخر. يبقى موقوفًا حتى يقرر شخص.

decisions-fact = البيان
decisions-before = قبل ذلك
decisions-first = قُرّر أولًا
decisions-later = قُرّر بعده بـ { $time }
decisions-same-time = قُرّر في الوقت نفسه
decisions-time-unknown = الوقت غير معروف
decisions-row-value = القيمة
decisions-row-dose = الجرعة
decisions-row-by = غيّره
decisions-row-device = الجهاز
decisions-row-decided = وقت القرار
decisions-row-sent = وقت الإرسال
decisions-row-window = كُتب بين
decisions-row-reason = السبب المذكور
decisions-row-also = وغيّر أيضًا
decisions-none = لم يُذكر
decisions-nothing-else = لا شيء آخر
decisions-you = { $name } (أنت)
decisions-person-unknown = شخص ليس في الدليل
decisions-by = { $name }، { $role }
decisions-device-this = هذا الحاسوب
decisions-device-other = جهاز آخر ({ $code })
decisions-device-unknown = غير معروف
decisions-window = { $from } و{ $to }
decisions-window-open = { $from } والآن
decisions-window-before = قبل { $to }
decisions-quote = «{ $reason }»

decisions-role-patient = مريض
decisions-role-trusted_person = شخص موثوق
decisions-role-reception = الاستقبال
decisions-role-nurse = تمريض
decisions-role-doctor = طبيب
decisions-role-clinic_admin = إدارة العيادة
decisions-role-privacy_officer = مسؤول الخصوصية
decisions-role-it = تقنية المعلومات
decisions-role-system = خادم العيادة

decisions-time-line = الخط الزمني
decisions-time-track = { $letter } قُرّر { $decided } وأُرسل { $sent }.
decisions-time-track-unsent = { $letter } قُرّر { $decided } ولم يُرسل بعد.
decisions-time-both = كان كلاهما دون اتصال من { $from } إلى { $to }.
decisions-time-decided = قُرّر { $time }
decisions-time-sent = أُرسل { $time }
decisions-time-unsent = لم يُرسل بعد
decisions-time-window = كلاهما دون اتصال، { $time }
decisions-lasting-days = { $days } يوم { $hours } س
decisions-lasting-hours = { $hours } س { $minutes } د
decisions-lasting-minutes = { $minutes } د
decisions-lasting-bare-hours = { $hours } س

decisions-earlier = قُرّر من قبل
decisions-earlier-line = { $at }: اختار { $name } القيمة { $value }. «{ $reason }»

decisions-yours = قرارك
decisions-nothing-chosen = لم يُختر لك شيء
decisions-keep = إبقاء { $letter }
decisions-another-dose = جرعة أخرى
decisions-another-dose-how = أدخل الجرعة وعدد المرات
decisions-stop = إيقاف { $what }
decisions-stop-how = من تاريخ معيّن مع ذكر السبب
decisions-stop-none = لا توجد جرعة متفق عليها تبقى في الملف
decisions-stay-stopped = يبقى موقوفًا
decisions-go-on = الاستمرار فيه
decisions-dose = الجرعة
decisions-unit = الوحدة
decisions-frequency = عدد المرات
decisions-frequency-hint = مثلًا 2/d لمرتين يوميًا، أو بالكلمات
decisions-stop-date = آخر جرعة في
decisions-stop-base = لا يسري أيٌّ من التغييرين. تبقى آخر جرعة متفق عليها، { $dose }، في الملف بوصفها ما كان يؤخذ.
decisions-reason = السبب
decisions-sign = توقيع القرار
decisions-later-button = لاحقًا
decisions-holds-medicine = حتى يُقرَّر ذلك تنتظر طباعة { $what } وإعطاؤه وتجديده. يُطلب من المريض أن يسألكم ولا يرى رقمًا.
decisions-holds-weight = حتى يُقرَّر ذلك لا تُحسب جرعات بحسب الوزن.
decisions-holds-none = حتى يُقرَّر ذلك تُعرض كل القيم حيثما يُعرض الأمر.
decisions-draft = المسودة محفوظة على هذا الجهاز، { $time }
decisions-done = تم القرار: { $what }. محفوظ على هذا الجهاز

decisions-missing = قبل التوقيع
decisions-missing-choice = اختر أحد الخيارات
decisions-missing-reason = اذكر السبب
decisions-missing-date = اكتب التاريخ هكذا 14-Jul-2026
decisions-missing-dose-dose = اكتب الجرعة رقمًا، مثل 2.5
decisions-missing-dose-comma = استعمل النقطة لا الفاصلة
decisions-missing-dose-zero = الجرعة أكبر من صفر
decisions-missing-dose-unit = اختر وحدة الجرعة
decisions-missing-dose-same = هذه إحدى القيم أعلاه. اخترها هناك
decisions-tenfold = { $dose } عشرة أضعاف { $other } أو عُشرها. هكذا تبدو النقطة العشرية المقروءة خطأ.

decisions-changed-title = تغيّر ما هو مسجّل
decisions-changed-why = وصلت قيمة أخرى وأنت تقرّر. انظر إليها ثم اختر من جديد. سببك محفوظ.
decisions-gone-title = تم القرار في هذه الأثناء
decisions-gone-by = قرّر { $name } في { $at }. المسجّل الآن:
decisions-gone-bare = لم تعد القيم متعارضة.
decisions-gone-reason = السبب المذكور
decisions-gone-yours = سببك، لم يُحفظ
decisions-gone-next = القرار التالي
decisions-gone-list = العودة إلى القائمة
decisions-notyours-title = ليس القرار لك
decisions-notyours-doctor = الطبيب وحده يقرر في الأدوية. ترى ما هو مسجّل؛ لا يضيع شيء أثناء الانتظار.
decisions-notyours-clinician = التمريض أو الطبيب وحدهما يقرران هذا. ترى ما هو مسجّل؛ لا يضيع شيء أثناء الانتظار.
decisions-notyours-desk = الاستقبال أو التمريض أو الطبيب أو الإدارة فقط يقررون هذا.

decisions-review-allergy_match = يؤخذ { $what } ولدى المريض حساسية مما يحويه
decisions-review-duplicate_therapy = { $what } مسجّل مرتين في القائمة
decisions-review-none_known_beside_allergy = «لا حساسية معروفة» مسجّلة إلى جانب حساسية
decisions-review-resolved_and_edited = أُنهي { $what } وغُيّر في الوقت نفسه
decisions-review-voided_and_changed = عُلّم { $what } كخطأ في الإدخال وغُيّر في الوقت نفسه
decisions-review-duplicate_immunization = اللقاح نفسه مسجّل مرتين في يوم واحد: { $what }
decisions-review-other = يعترض فحص على { $what }
decisions-review-about = يتعلق الأمر بـ
decisions-review-source = المصدر
decisions-review-stands = في هذه الأثناء
decisions-review-holds = تنتظر طباعة { $what } وإعطاؤه وتجديده.
decisions-review-holds-none = لا شيء ينتظر بسبب ذلك.
decisions-review-next = ما يمكنك فعله
decisions-review-next-allergy_match = أوقف الدواء، أو صحّح الحساسية إن كانت خطأ.
decisions-review-next-duplicate_therapy = أوقف أحد السطرين، أو اترك كليهما إن كان ذلك مقصودًا.
decisions-review-next-none_known_beside_allergy = تحقق من الصحيح وصحّح الآخر.
decisions-review-next-resolved_and_edited = افتح المشكلة وقل هل ما زالت قائمة.
decisions-review-next-voided_and_changed = انظر إلى ما تغيّر. إن كان الإدخال صحيحًا فاكتبه من جديد.
decisions-review-next-duplicate_immunization = علّم أحدهما كخطأ في الإدخال، إلا إذا أُعطيت جرعتان.
decisions-review-next-other = افتح الملف وانظر فيه.
decisions-review-open = فتح الملف
decisions-stands-stopped = يُعدّ موقوفًا
decisions-stands-active = يُعدّ قائمًا
decisions-stands-allergy = تُعتمد الحساسية
decisions-stands-entered-in-error = يُعدّ خطأ في الإدخال
decisions-stands-other = المسجّل: { $word }

decisions-word-active = قائم
decisions-word-inactive = غير قائم
decisions-word-resolved = انتهى
decisions-word-recurrence = عاد
decisions-word-relapse = انتكاس
decisions-word-remission = في هدأة
decisions-word-unknown = غير معروف
decisions-word-unconfirmed = غير مؤكد
decisions-word-presumed = مفترض
decisions-word-provisional = مبدئي
decisions-word-differential = أحد الاحتمالات
decisions-word-confirmed = مؤكد
decisions-word-refuted = منفي
decisions-word-low = منخفض
decisions-word-high = مرتفع
decisions-word-unable-to-assess = لا يمكن تقديره
decisions-word-on-hold = معلّق
decisions-word-stopped = موقوف
decisions-word-completed = مكتمل
decisions-word-intended = مخطط له
decisions-word-not-taken = لا يؤخذ
decisions-word-male = ذكر
decisions-word-female = أنثى
decisions-word-other = آخر
decisions-word-full = يُعمل كل شيء
decisions-word-limited = محدود
decisions-word-none = لا إنعاش
decisions-word-taken = يؤخذ
decisions-alive = على قيد الحياة
decisions-died = متوفّى
decisions-died-on = توفّي في { $date }
decisions-about-date = حوالي { $date }
decisions-dose-not-stated = الجرعة غير مذكورة
decisions-stop-value = انتهى في { $date }: { $reason }
decisions-stop-value-bare = انتهى في { $date }

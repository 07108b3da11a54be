# الإرسال والاستقبال.

sync-chip = الإرسال:
sync-waiting-offline = { $words }، دون اتصال
sync-sign = { $words } · { $unsent }
sync-first-left = { $words }، نحو { $time }
sync-minutes = { $count } د
sync-seconds = { $count } ث
sync-hours = { $count } س

sync-patient-up-to-date = أُرسل كل شيء، { $time }
sync-patient-never = لم يحدث اتصال بالعيادة بعد
sync-patient-offline = لا يوجد اتصال. يمكنك المتابعة
sync-patient-waiting =
    { $count ->
        [zero] لا شيء محفوظ على هذا الهاتف
        [one] شيء واحد محفوظ على هذا الهاتف وسيُرسل لاحقًا
        [two] شيئان محفوظان على هذا الهاتف وسيُرسلان لاحقًا
        [few] { $count } أشياء محفوظة على هذا الهاتف وستُرسل لاحقًا
        [many] { $count } شيئًا محفوظًا على هذا الهاتف وسيُرسل لاحقًا
       *[other] { $count } شيء محفوظ على هذا الهاتف وسيُرسل لاحقًا
    }
sync-patient-sending = في الطريق إلى العيادة
sync-patient-first = جلب سجلك: { $done } من { $total }
sync-patient-needs = لم تستطع العيادة قبول شيء أرسلته
sync-patient-blocked = لا يمكن إرسال شيء الآن
sync-patient-unsent = { $count } لم يُرسل

sync-title = الإرسال والاستقبال
sync-popover = حال الإرسال
sync-to-send = بانتظار الإرسال
sync-to-receive = بانتظار الاستقبال
sync-last-contact = آخر اتصال
sync-offline-short = دون اتصال
sync-offline-until = يمكن العمل دون اتصال حتى
sync-reading-log = سجل القراءة بانتظار الإرسال
sync-never = أبدًا
sync-changes =
    { $count ->
        [0] لا شيء
        [one] تغيير واحد
        [two] تغييران
        [few] { $count } تغييرات
        [many] { $count } تغييرًا
       *[other] { $count } تغيير
    }
sync-records =
    { $count ->
        [0] لا شيء
        [one] سجل واحد
        [two] سجلان
        [few] { $count } سجلات
        [many] { $count } سجلًا
       *[other] { $count } سجل
    }
sync-entries =
    { $count ->
        [0] لا شيء
        [one] سطر واحد
        [two] سطران
        [few] { $count } أسطر
        [many] { $count } سطرًا
       *[other] { $count } سطر
    }
sync-send-now = إرسال الآن
sync-sending-now = جارٍ الإرسال
sync-open-page = كل شيء عن الإرسال
sync-pause = إيقاف مؤقت
sync-resume = متابعة
sync-pause-download = إيقاف الجلب مؤقتًا
sync-resume-download = متابعة الجلب
sync-work-offline = العمل دون اتصال
sync-work-offline-hint = لا اتصال بالخادم حتى تعيده أو تبدأ التطبيق من جديد.
sync-paused = الجلب متوقف. ما تكتبه يُرسل مع ذلك.
sync-web = على الويب كل شيء على خادم العيادة. ما تحفظه هنا يصل فورًا.

sync-own = تغييراتك
sync-own-hint = الحفظ والإرسال والوجود على أجهزة أخرى ثلاثة أحداث. هذه الصفحة تعد كلًا منها.
sync-own-saved = محفوظ على هذا الجهاز ولم يُرسل بعد
sync-own-sent = أُرسل ولم يُر بعد على جهاز آخر
sync-own-elsewhere = على أجهزة أخرى
sync-not-accepted-title = غير مقبول من الخادم
sync-not-accepted-none = قُبل كل ما أُرسل.
sync-not-accepted-some =
    { $count ->
        [zero] لا تغييرات تنتظرك
        [one] تغيير واحد ينتظرك
        [two] تغييران ينتظرانك
        [few] { $count } تغييرات تنتظرك
        [many] { $count } تغييرًا ينتظرك
       *[other] { $count } تغيير ينتظرك
    }
sync-not-accepted-open = عرضها
sync-decisions-open = فتح القرارات
sync-rounds = آخر الجولات
sync-rounds-none = لا جولات بعد
sync-rounds-why = تجري الجولة تلقائيًا متى حدث اتصال بالخادم.
sync-round-at = انتهت
sync-round-kind = ماذا
sync-round-items = العناصر
sync-round-up = أُرسل
sync-round-down = استُقبل
sync-round-checked = فُحص، لا جديد
sync-round-sent = أُرسل
sync-round-received = استُقبل
sync-round-failed = لم ينجح: { $why }
sync-bytes = { $count } بايت
sync-kibibytes = { $count } كيبي بايت
sync-mebibytes = { $count } ميبي بايت
sync-integrity = هل هذه النسخة مطابقة
sync-integrity-ok = كل سجل يصل يُقارن بختمه قبل حفظه. لا عيب في هذه النسخة.
sync-integrity-behind =
    { $count ->
        [zero] لا سجلات قيد القراءة.
        [one] سجل واحد هنا وما زال قيد القراءة.
        [two] سجلان هنا وما زالا قيد القراءة.
        [few] { $count } سجلات هنا وما زالت قيد القراءة.
        [many] { $count } سجلًا هنا وما زال قيد القراءة.
       *[other] { $count } سجل هنا وما زال قيد القراءة.
    }
sync-integrity-bad = نسخة غير مطابقة. توقف الإرسال كي لا تنتشر.
sync-hand-in = تسليم هذا الجهاز
sync-hand-in-safe = يمكن تسليمه: كل ما كُتب هنا أُرسل وقُبل.
sync-hand-in-not = ليس بعد. { $reason }
sync-hand-in-unsent =
    { $count ->
        [zero] لا تغييرات على هذا الجهاز وحده.
        [one] تغيير واحد على هذا الجهاز وحده.
        [two] تغييران على هذا الجهاز وحده.
        [few] { $count } تغييرات على هذا الجهاز وحده.
        [many] { $count } تغييرًا على هذا الجهاز وحده.
       *[other] { $count } تغيير على هذا الجهاز وحده.
    }
sync-hand-in-refused =
    { $count ->
        [zero] لا تغييرات غير مقبولة.
        [one] تغيير واحد لم يُقبل وهو على هذا الجهاز وحده.
        [two] تغييران لم يُقبلا وهما على هذا الجهاز وحده.
        [few] { $count } تغييرات لم تُقبل وهي على هذا الجهاز وحده.
        [many] { $count } تغييرًا لم يُقبل وهو على هذا الجهاز وحده.
       *[other] { $count } تغيير لم يُقبل وهو على هذا الجهاز وحده.
    }
sync-hand-in-log = سجل ما قُرئ هنا لم يُرسل بعد.
sync-copy = نسخ التفاصيل لتقنية المعلومات
sync-copied = تم النسخ. لا شيء فيها عن المرضى.

sync-first-title = جلب بيانات العيادة
sync-first-step = قائمتك أولًا، ثم الملفات، الأحدث أولًا.
sync-first-count = { $done } من { $total } سجل. يمكنك العمل بما وصل.
sync-first-about = نحو { $time }
sync-first-tip = أبق الجهاز موصولًا بالكهرباء. يستمر الجلب والشاشة مطفأة، ويكمل من حيث توقف.

sync-stopped = توقف الإرسال.
sync-block-signed_out = أنت خارج الحساب
sync-block-signed_out-long = أنت خارج الحساب. عملك بأمان هنا.
sync-block-device_blocked = هذا الجهاز محظور
sync-block-device_blocked-long = حظرت عيادتك هذا الجهاز.
sync-block-clock_wrong = الساعة خاطئة
sync-block-clock_wrong-long = ساعة هذا الجهاز خاطئة. عملك محفوظ ومُعلَّم.
sync-block-app_old = التطبيق قديم جدًا
sync-block-app_old-long = حدّث التطبيق لمتابعة الإرسال. عملك محفوظ.
sync-block-server_old = خادم العيادة قديم جدًا
sync-block-server_old-long = يجب تحديث خادم العيادة. عملك محفوظ.
sync-block-storage_full = لا مساحة على هذا الجهاز
sync-block-storage_full-long = لا مساحة. النص ما زال يُحفظ، والصور تنتظر.
sync-block-key_missing = لا يستطيع هذا الجهاز فتح مفاتيحه
sync-block-key_missing-long = لا يستطيع هذا الجهاز فتح مفاتيحه. السجلات ما زالت هنا.
sync-block-server_refused = العيادة لا تقبل هذا الدور أو الموقع
sync-block-server_refused-long = العيادة لا تقبل هذا الدور أو الموقع. عملك محفوظ.
sync-block-integrity = نسخة غير مطابقة
sync-block-integrity-long = نسخة غير مطابقة. تغييراتك محفوظة.
sync-block-cert = ليس هذا خادم العيادة الذي نعرفه
sync-block-cert-long = ليس هذا خادم العيادة الذي نعرفه. لم يُرسل إليه شيء.
sync-block-quota = نفدت مساحتك
sync-block-quota-long = استخدمت كل مساحتك. عملك محفوظ هنا.
sync-block-busy = الخادم مشغول
sync-block-busy-long = الخادم مشغول.
sync-next-try = المحاولة التالية { $time }.
sync-fix-signed_out = تسجيل الدخول
sync-fix-device_blocked = بمن تتصل
sync-fix-clock_wrong = عرض الطريقة
sync-fix-app_old = طريقة التحديث
sync-fix-server_old = نسخ التفاصيل لتقنية المعلومات
sync-fix-storage_full = طريقة إفراغ مساحة
sync-fix-key_missing = استخدام رمز الاسترداد
sync-fix-server_refused = التفاصيل
sync-fix-integrity = التحقق من جديد
sync-fix-cert = التحقق من العنوان
sync-fix-quota = حاول الآن
sync-fix-busy = حاول الآن
sync-clock-ahead = الساعة متقدمة { $time }
sync-clock-behind = الساعة متأخرة { $time }
sync-clock-bar-ahead = ساعة هذا الجهاز متقدمة { $time } على ساعة العيادة. ما تكتبه يُرسل ويُعلَّم. اضبط الساعة.
sync-clock-bar-behind = ساعة هذا الجهاز متأخرة { $time } عن ساعة العيادة. ما تكتبه يُرسل ويُعلَّم. اضبط الساعة.
sync-lease-near = يجب أن يتصل هذا الجهاز بخادم العيادة خلال { $time }. حتى ذلك الحين يعمل كل شيء، ولا يُحذف شيء بعده.

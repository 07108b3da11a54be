cli-listening = الاستماع على { $address }
cli-fingerprint = مفتاح الخادم { $fingerprint }
cli-setup-code = رمز الإعداد { $code } (يعمل مرة واحدة؛ وبه يُنشأ أول مدير)
cli-stopping = جارٍ الإيقاف: لا يُقبل عمل جديد ويُستكمل العمل الجاري
cli-stopped = توقف
cli-import-refused = { $file }، { $place }: { $reason }
cli-import-read = { $files } ملف، { $patients } مريض، { $resources } مورد
cli-import-sorted = { $mapped } محوّل، { $kept } محفوظ كما ورد، { $refused } مرفوض، { $unchanged } موجود من قبل
cli-audit-intact =
    { $entries ->
        [zero] سجل التدقيق سليم: لا قيود
        [one] سجل التدقيق سليم: قيد واحد
        [two] سجل التدقيق سليم: قيدان
        [few] سجل التدقيق سليم: { $entries } قيود
        [many] سجل التدقيق سليم: { $entries } قيدًا
       *[other] سجل التدقيق سليم: { $entries } قيد
    }
cli-audit-tampered = سجل التدقيق لا يتطابق ابتداءً من القيد { $seq }

# سجل المراجعة: من، وعن من، وماذا، ومتى؛ وهل ما زال السجل يطابق نسخه.

audit-title = سجل المراجعة
audit-lead = كل اطلاع وكل تغيير: من ومتى وماذا.
# $index (String) number of the last entry that was checked
audit-verified = تم التحقق حتى القيد { $index }
# $time (String) when it was checked
audit-verified-at = { $time }، كل قيد يقود إلى ما بعده
audit-empty = لم يُتحقق بعد
# $time (String) when it was looked at
audit-empty-why = كان السجل فارغًا عند { $time }
audit-checking = جارٍ التحقق
# $index (String) number of the last entry that was checked
audit-checking-why = حتى الآن إلى القيد { $index }
# $index (String) number of the entry that does not match
audit-mismatch = لا يطابق عند القيد رقم { $index }
audit-mismatch-why = تغيّر السجل أو تلف من هناك. احفظ نسخة واتصل بمسؤول الخصوصية.
audit-never = لم يتم التحقق بعد
audit-never-why = لم يتحقق هذا الخادم من سجله منذ أن بدأ.
# $time (String) when it was last checked
audit-stale = لم يتم التحقق منذ { $time }
# $index (String) number of the last entry that was checked
audit-stale-why = كان مطابقًا حتى القيد { $index }
audit-leaf = بصمة السجل
audit-list = القيود
audit-column-entry = القيد
audit-column-when = متى
audit-column-person = الشخص
audit-column-action = الإجراء
audit-column-patient = المريض
audit-no-patient = لا مريض
audit-no-person = دون تسجيل دخول
# $id (String) first letters of the id
audit-person-unknown = شخص { $id }
# $id (String) first letters of the id
audit-patient-unknown = مريض { $id }
audit-filter-person = الشخص
audit-filter-kind = الإجراء
audit-filter-any-person = أي شخص
audit-filter-any-kind = أي إجراء
audit-filter-clear = أظهر الكل
audit-filter-one = هذا الشخص فقط
audit-filter-one-patient = هذا المريض فقط
# $name (String) whose record
audit-filter-by-patient = المريض: { $name }
audit-none = لا قيود
audit-none-why = لا شيء يناسب هذا الاختيار.
# $shown (Number) entries shown
audit-showing =
    { $shown ->
        [one] يُعرض قيد واحد.
        [two] يُعرض قيدان.
        [few] تُعرض { $shown } قيود.
       *[other] يُعرض { $shown } قيدًا.
    }
audit-unsent = ما لم ترسله الأجهزة بعد يظهر عندما ترسله.
audit-older = أظهر قيودًا أقدم
audit-end = هذا أول قيد.
# $index (String) number of the entry
audit-entry = القيد { $index }
audit-fact-person = الشخص
audit-fact-role = الدور
audit-fact-patient = المريض
audit-fact-action = الإجراء
audit-fact-when = متى
audit-fact-device = الجهاز
audit-fact-document = المستند
audit-fact-outcome = النتيجة
audit-fact-detail = التفاصيل
audit-outcome-done = تم
audit-outcome-refused = رُفض
audit-outcome-failed = فشل
# $word (String) the outcome's word
audit-outcome-other = النتيجة «{ $word }»

audit-kind-record-read = فتح ملفًا
audit-kind-record-changed = غيّر ملفًا
audit-kind-record-created = بدأ ملفًا
audit-kind-record-downloaded = أُرسل ملف إلى جهاز
audit-kind-record-searched = بحث عن مرضى
audit-kind-record-printed = طبع
audit-kind-record-exported = صدّر
audit-kind-change-refused = تغيير لم يُقبل
audit-kind-change-held = تعديل متأخر حُفظ لشخص
audit-kind-review-decided = قرر في تعديل متأخر
audit-kind-conflict-decided = قرر بين قيمتين
audit-kind-access-refused = رُفض الوصول
audit-kind-record-purged = أُزيل من جهاز
audit-kind-patient-looked-up = بُحث عن مريض
audit-kind-record-rebuilt = أُعيد بناء السجل
audit-kind-record-erased = مُحي السجل
audit-kind-hold-changed = وُضع حظر الحذف القانوني أو رُفع
audit-kind-session-opened = دخول
audit-kind-session-refused = رُفض الدخول
audit-kind-session-closed = خروج
audit-kind-session-reused = دخول استُعمل مرتين
audit-kind-password-changed = تغيرت كلمة المرور
audit-kind-vault-unlocked = فُتح الجهاز
audit-kind-vault-locked = قُفل الجهاز
audit-kind-user-invited = دُعي شخص
audit-kind-user-joined = انضم شخص
audit-kind-user-changed = تغيرت بيانات شخص
audit-kind-device-enrolled = أُضيف جهاز
audit-kind-device-revoked = حُظر جهاز
audit-kind-device-chain-broken = انقطعت سلسلة الجهاز
audit-kind-device-clock-off = ساعة الجهاز خاطئة
audit-kind-grant-given = أُعطي حق الوصول
audit-kind-grant-revoked = سُحب حق الوصول
audit-kind-record-released = أُتيح للمريض
audit-kind-glass-broken = وصول طارئ
audit-kind-tenant-created = أُنشئت العيادة
audit-kind-settings-changed = تغيرت الإعدادات
audit-kind-keys-rotated = جُددت المفاتيح
audit-kind-backup-made = أُخذت نسخة احتياطية
audit-kind-server-started = بدأ الخادم
audit-kind-audit-verified = تم التحقق من السجل
audit-kind-audit-exported = صُدّر السجل
audit-kind-import-started = بدأ الاستيراد
audit-kind-import-finished = انتهى الاستيراد
# $word (String) the action's word
audit-kind-other = «{ $word }»

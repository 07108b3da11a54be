# أشخاص العيادة والدعوات.

people-title = الأشخاص
# $people (Number) people who can sign in
# $waiting (Number) open invitations
people-lead =
    { $people ->
        [one] شخص واحد،
        [two] شخصان،
        [few] { $people } أشخاص،
       *[other] { $people } شخصًا،
    } { $waiting ->
        [0] لا دعوة مفتوحة.
        [one] دعوة واحدة مفتوحة.
        [two] دعوتان مفتوحتان.
        [few] { $waiting } دعوات مفتوحة.
       *[other] { $waiting } دعوة مفتوحة.
    }
people-list = كل الأشخاص
people-column-name = الاسم
people-column-role = الدور
people-column-login = اسم الدخول
people-column-devices = الأجهزة
people-column-since = منذ
people-column-state = الحالة
people-active = نشط
people-inactive = غير نشط
people-none = لا أحد
people-none-why = لم ينضم أحد بعد. ادعُ أول شخص.
# $shown (Number) people shown
people-showing = تُعرض كلها: { $shown }
people-filter = ابحث بالاسم
# $text (String) what was typed
people-filter-none = لا أحد يطابق «{ $text }»


people-invitations = الدعوات
people-invite = ادعُ
people-invitation-for = لمن
people-invitation-made = صُنعت
people-invitation-until = صالحة حتى
people-invitation-state = الحالة
people-invitation-act = الإجراء
people-invitation-none = لا دعوات
people-invitation-none-why = الدعوة تسمح لشخص واحد بالانضمام بجهاز واحد مرة واحدة.
people-state-open = مفتوحة
people-state-used = مستعملة
people-state-expired = قديمة جدًا
people-state-withdrawn = مسحوبة
people-withdraw = اسحب
# $name (String) whom the invitation is for
people-withdraw-whom = اسحب دعوة { $name }
# $name (String) whom the invitation is for
people-withdraw-ask = هل تسحب دعوة { $name }؟
people-withdraw-why = يتوقف رابطها فورًا. من انضم بها يبقى.
people-withdraw-keep = أبقها
people-withdrawn = سُحبت الدعوة

people-form-title = ادعُ شخصًا
people-form-name = الاسم
people-form-name-hint = كما يجب أن يقرأه الزملاء والمرضى
people-form-role = الدور
people-form-role-patient-hint = يرى ملفه، ويكتب القياسات والرسائل
people-form-role-reception-hint = الهوية والمواعيد، دون معلومات صحية
people-form-role-nurse-hint = يكتب في الملف والعلامات الحيوية، ولا يصف الأدوية
people-form-role-doctor-hint = يكتب ويصف الأدوية ويوقّع
people-form-role-clinic-admin-hint = أشخاص العيادة وأجهزتها وإعداداتها
people-form-role-privacy-officer-hint = يقرأ سجل المراجعة، والملفات مع ذكر السبب
people-form-role-it-hint = الأجهزة فقط، دون معلومات صحية
people-form-patient = ملف من
people-form-patient-hint = اكتب اسمًا أو رقمًا ثم اختر
people-form-patient-none = لا مريض يطابق
people-form-patient-change = اختر شخصًا آخر
people-form-days = صالحة لمدة
people-form-days-unit = أيام
people-form-days-hint = من 1 إلى 30
people-form-make = اصنع الدعوة
people-form-cancel = إلغاء
people-error-list = صحح هذا أولًا
people-error-name = اكتب الاسم
# $most (Number) most letters allowed
people-error-name-long = استعمل { $most } حرفًا على الأكثر
people-error-role = اختر دورًا
people-error-patient = اختر صاحب الملف
people-error-days = اكتب رقمًا صحيحًا من 1 إلى 30

# $name (String) whom it is for
people-made-title = دعوة { $name }
people-made-once = تظهر مرة واحدة. بعد الإغلاق لا يمكن إظهار الرابط من جديد.
people-made-qr = امسحه بالتطبيق
people-made-qr-name = رمز للمسح بالتطبيق
people-made-link = أو افتح هذا الرابط على جهازه
people-made-copy = انسخ الرابط
people-made-copied = نُسخ الرابط
people-made-copy-failed = لم ينجح النسخ. حدد الرابط وانسخه.
people-made-words = كلمات للمقارنة
people-made-words-why = يعرض الجهاز الكلمات نفسها. إذا اختلفت فتوقف: هذا ليس هذا الخادم.
# $date (String) when it ends
people-made-until = صالحة حتى { $date }
people-made-close = سلّمتها

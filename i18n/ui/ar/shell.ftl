# كلمات الإطار حول كل شاشة.

shell-product = Satchel
shell-product-admin = الإدارة
shell-skip = الانتقال إلى المحتوى
shell-rail = الأقسام
shell-tabs = الأقسام الرئيسية
shell-menu = القائمة
shell-top = البحث والإرسال والقفل
shell-main = المحتوى
shell-workspace = بجانب الملف
shell-recent = الملفات المفتوحة
shell-search = ابحث عن المرضى والأعمال والمساعدة
shell-search-short = بحث
shell-help = المساعدة
shell-lock = قفل
shell-sign-out = تسجيل الخروج
shell-role-doctor = طبيب
shell-role-nurse = تمريض
shell-role-reception = الاستقبال
shell-role-clinic-admin = الإدارة
shell-role-privacy-officer = مسؤول الخصوصية
shell-role-it = تقنية المعلومات
shell-role-patient = مريض
shell-role-trusted-person = شخص موثوق
shell-role-other = من أعضاء العيادة
shell-not-found = لا توجد شاشة كهذه
shell-not-found-why = قد يكون العنوان من إصدار أقدم.
shell-go-home = إلى الشاشة الأولى
shell-undo = تراجع

shell-crash = توقفت هذه الشاشة
shell-crash-why = الباقي مستمر، وما كُتب محفوظ. افتحها من جديد أو احفظ نسخة مما كتبت.
shell-crash-again = فتح من جديد
shell-crash-copy = حفظ نسخة مما كتبت
shell-crash-copied = النسخة في الحافظة.
shell-crash-nothing = لم يكن شيء قيد الكتابة هنا.

shell-privacy = الشاشة مخفية
shell-privacy-on = الشاشة مخفية. اضغط { $keys } لإظهارها.
shell-privacy-off = إظهارها من جديد

shell-fix-retry = حاول مرة أخرى
shell-fix-sign-in = تسجيل الدخول
shell-fix-unlock = فتح القفل
shell-fix-recover = استخدام رمز الاسترداد
shell-fix-join = الانضمام بدعوة
shell-fix-decide = فتح القرارات
shell-fix-refused = عرض ما لم يُقبل
shell-fix-sync = عرض حال الإرسال
shell-fix-copy = نسخ التفاصيل لتقنية المعلومات
shell-fix-copied = تم النسخ
shell-fix-address = التحقق من العنوان
shell-fix-clock = عرض الطريقة
shell-fix-update = طريقة التحديث
shell-fix-space = طريقة إفراغ مساحة
shell-fix-call = بمن تتصل
shell-fix-devices = عرض أجهزتي
shell-fix-correct = تصحيح
shell-fix-show = عرض القيمة الجديدة
shell-fix-back = رجوع
shell-fix-addendum = كتابة ملحق
shell-problem-code =
    { $incident ->
        [none] الرمز { $code }
       *[other] الرمز { $code }، الحادثة { $incident }
    }

shell-palette = بحث وتنفيذ
shell-palette-hint = اكتب اسمًا أو رقمًا أو ما تريد فعله
shell-palette-none = لا شيء يطابق «{ $query }»
shell-palette-none-why = تحقق من الكتابة، أو ابحث عن الشخص في المرضى.
shell-palette-count =
    { $count ->
        [0] لا نتائج
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }

shell-keys = المفاتيح
shell-keys-change = تغيير المفاتيح
shell-keys-context-global = في كل مكان
shell-keys-context-list = في القوائم والجداول
shell-key-palette = بحث وتنفيذ
shell-key-find-patient = البحث عن مريض
shell-key-section = القسم { $number }
shell-key-next-region = الجزء التالي من الشاشة
shell-key-save = حفظ، أو الخطوة التالية من التوقيع
shell-key-save-send = حفظ وإرسال الآن
shell-key-undo = تراجع
shell-key-print = ورقة للطباعة
shell-key-lock = قفل
shell-key-privacy = إخفاء الشاشة
shell-key-decisions = فتح القرارات
shell-key-back = رجوع
shell-key-close = إغلاق أو مغادرة
shell-key-keys = قائمة المفاتيح
shell-key-list-open = فتح
shell-key-list-select = تحديد
shell-key-list-first = السطر الأول
shell-key-list-last = السطر الأخير
shell-key-list-page-up = صفحة إلى أعلى
shell-key-list-page-down = صفحة إلى أسفل

shell-idle-warning =
    { $seconds ->
        [zero] يُقفل الآن. اضغط أي مفتاح للمتابعة.
        [one] يُقفل بعد ثانية واحدة. اضغط أي مفتاح للمتابعة.
        [two] يُقفل بعد ثانيتين. اضغط أي مفتاح للمتابعة.
        [few] يُقفل بعد { $seconds } ثوانٍ. اضغط أي مفتاح للمتابعة.
        [many] يُقفل بعد { $seconds } ثانية. اضغط أي مفتاح للمتابعة.
       *[other] يُقفل بعد { $seconds } ثانية. اضغط أي مفتاح للمتابعة.
    }
shell-idle-soon = سيُقفل هذا الجهاز قريبًا. اضغط أي مفتاح للمتابعة.
shell-action-lock = قفل هذا الجهاز
shell-action-keys = عرض قائمة المفاتيح
shell-search-console = ابحث عن الشاشات والأعمال والمساعدة

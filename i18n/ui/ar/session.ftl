# الدخول: الانضمام وتسجيل الدخول وفتح القفل.

session-welcome = مرحبًا بك في Satchel
session-welcome-why = انضم إلى عيادتك بالدعوة التي أُعطيت لك. سجلاتك مختومة على هذا الجهاز، فيمكنك العمل دون اتصال.
session-link = الدعوة
session-link-hint = يبدأ الرابط بـ satchel://join. الصقه هنا، أو الصق نص رمز QR.
session-link-wrong = ليست هذه دعوة. تبدأ الدعوة بـ satchel://join
session-compare = هل هذه الكلمات متطابقة؟
session-compare-why = تعرض دعوتك ثماني كلمات. تقول إن هذا خادم عيادتك وليس لأحد غيرها.
session-compare-words = كلمات الخادم
session-compare-address = العنوان
session-compare-yes = متطابقة
session-compare-no = غير متطابقة
session-compare-stop = لا تتابع
session-compare-stop-why = قد يكون أحد بينك وبين العيادة. اتصل بالعيادة واطلب دعوة جديدة.
session-account = اختر كيف تدخل
session-login = اسم الدخول
session-login-hint = قصير، مثل اسمك الأول. تحتاجه على الويب.
session-password = كلمة المرور
session-password-new = كلمة مرور جديدة
session-password-hint = 15 حرفًا على الأقل. أربع كلمات لا صلة بينها مناسبة.
session-password-again = كلمة المرور نفسها مرة أخرى
session-password-differs = كلمتا المرور غير متطابقتين
session-password-short = استخدم 15 حرفًا على الأقل
session-password-wrong = ليست هذه كلمة مرور حسابك
session-needed = املأ هذا الحقل
session-machine = اسم هذا الجهاز
session-machine-hint = كي تميز أنت والعيادة بين أجهزتك.
session-show = إظهار كلمة المرور
session-next = متابعة
session-back = رجوع
session-join = الانضمام إلى العيادة
session-joining = جارٍ الانضمام. بضع ثوانٍ

session-code-title = رمز الاسترداد
session-code-why = يفتح هذا الجهاز إن نسيت كلمة المرور. يُعرض مرة واحدة ولا يُحفظ في أي مكان.
session-code-copy = نسخ الرمز
session-code-copied = تم النسخ. احفظه حيث لا يجده غيرك.
session-code-tick = كتبته عندي
session-code-go = إلى عملي
session-code-first = علّم المربع بعد كتابة الرمز

session-locked = مقفل
session-locked-kept = ما فتحته وما بدأت كتابته كما تركته.
session-locked-plain = سجلاتك على هذا الجهاز مختومة.
session-who = من هنا؟
session-vault = الشخص { $number }
session-vault-unsent =
    { $count ->
        [0] أُرسل كل شيء
        [one] تغيير واحد لم يُرسل
        [two] تغييران لم يُرسلا
        [few] { $count } تغييرات لم تُرسل
        [many] { $count } تغييرًا لم يُرسل
       *[other] { $count } تغيير لم يُرسل
    }
session-unlock = فتح القفل
session-unlocking = جارٍ الفتح
session-lease = يمكن لهذا الجهاز العمل دون اتصال حتى { $until }
session-forgot = استخدام رمز الاسترداد
session-recovery = رمز الاسترداد
session-recovery-hint = مع الشرطات أو دونها
session-recovery-new = اختيار كلمة مرور جديدة
session-recovery-open = الفتح بالرمز
session-recovery-back = استخدام كلمة المرور
session-recovery-wrong = هذا الرمز لا يفتح هذا الجهاز

session-sign-in = تسجيل الدخول
session-sign-in-why = أنت خارج خادم العيادة. عملك بأمان على هذا الجهاز. سجّل الدخول لمتابعة الإرسال.
session-sign-in-web = تسجيل الدخول إلى عيادتك
session-sign-in-web-why = للعمل دون اتصال استخدم التطبيق.
session-sign-in-act = تسجيل الدخول
session-signing-in = جارٍ تسجيل الدخول
session-signed-in = سجّلت الدخول
session-no-door = التطبيق لا يجيب
session-no-door-why = توقف محركه أو بدأ من جديد. ما حفظته بأمان.
session-no-door-again = فتح من جديد
session-not-admin = هذه الصفحة لإدارة العيادة. استخدم التطبيق أو صفحة المرضى.
session-not-patient = هذه الصفحة للمرضى. استخدم التطبيق أو صفحة الإدارة.

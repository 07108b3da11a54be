# البحث عن مريض وتسجيل مريض.

patients-title = المرضى
patients-search = ابحث عن مريض
patients-search-hint = الاسم أو تاريخ الميلاد أو الهاتف أو رقم الملف
patients-register = تسجيل مريض
# $count (Number) matches
patients-matches = { $count ->
    [zero] لا نتائج على هذا الجهاز
    [one] نتيجة واحدة على هذا الجهاز
    [two] نتيجتان على هذا الجهاز
    [few] { $count } نتائج على هذا الجهاز
   *[other] { $count } نتيجة على هذا الجهاز
}
# $count (Number) rows shown, the most that a search shows
patients-matches-more = أول { $count } نتيجة. اكتب المزيد لتضييق البحث
patients-none = لا يوجد على هذا الجهاز مريض يطابق «{ $query }»
patients-none-why = يُبحث عن الأسماء ببداية كلماتها. يُكتب تاريخ الميلاد هكذا 1964-07-14.
patients-none-next = تسجيل «{ $query }»
patients-empty = لا مرضى على هذا الجهاز بعد
patients-empty-why = يصلون مع التنزيل الأول، أو عندما تسجل أحدهم.
patients-recent = فُتحت هنا مؤخراً
patients-all = كل المرضى على هذا الجهاز
# $from (Number) first row, $to (Number) last row, $total (Number) how many there are
patients-range = { $from }–{ $to } من { $total }
patients-range-open = أول { $to }
patients-more = عرض { $count } آخرين
patients-name = الاسم
patients-born = تاريخ الميلاد
patients-gender = الجنس
patients-number = الرقم
patients-phone = الهاتف أو البريد
patients-also = أسماء أخرى
patients-disputed = الهوية غير متفق عليها
patients-disputed-why = غيّر شخصان هوية هذا المريض دون أن يرى أحدهما الآخر. تظهر القيمتان معاً.
patients-deceased = متوفى
patients-inactive = ملف لم يعد مستخدماً
patients-open = فتح الملف
patients-preview = عن المريض المختار
patients-preview-why = هذا ما تحويه القائمة. الحساسية والأدوية في الملف.
patients-results = المرضى الذين وُجدوا
patients-not-here = ليس في القائمة؟ سجّل مريضاً. يُبحث أولاً عن المتشابهين.
patients-unknown-name = الاسم غير معروف

patients-new-title = تسجيل مريض
patients-new-lead = اسأل بهذا الترتيب. اترك ما لا يُعرف؛ يمكن إضافته لاحقاً.
patients-new-who = من هو
patients-new-family = اسم العائلة
patients-new-family-hint = كما في وثيقة الهوية إن وُجدت
patients-new-given = الأسماء الأولى
patients-new-given-hint = كلها بترتيبها
patients-new-sex = الجنس في الملف
patients-new-birth-known = ما المعروف عن تاريخ الميلاد؟
patients-new-birth-exact = التاريخ
patients-new-birth-estimated = العمر تقريباً
patients-new-birth-none = لا شيء
patients-new-birth = تاريخ الميلاد
patients-new-birth-hint = مثلاً 14-يوليو-1964، أو 1964 فقط
patients-new-age = العمر بالسنوات تقريباً
patients-new-age-hint = تُحسب منه سنة الميلاد وتوضع عليها علامة تقدير
patients-new-reach = كيف نتواصل معه
patients-new-phone = الهاتف
patients-new-phone-hint = مع رمز البلد إن لم يكن من هنا
patients-new-street = الشارع والمنزل، أو كيف نصل إليه
patients-new-city = المدينة أو القرية
patients-new-language = اللغة المفضلة
patients-new-language-none = لم يُسأل
patients-new-numbers = أرقام لديه
patients-new-number-kind = نوع الرقم
patients-new-number-national = رقم الهوية الوطنية
patients-new-number-insurance = رقم التأمين
patients-new-number-clinic = رقم الملف في العيادة
patients-new-number-other = آخر
patients-new-number = الرقم
patients-new-save = تسجيل وفتح الملف
patients-new-cancel = العودة إلى المرضى
patients-new-likely = هل هو أحد هؤلاء؟
patients-new-likely-why = يشبهون ما كتبته. افتح الملف إن كان الشخص نفسه، وإلا فتابع.
patients-new-likely-none = لا مريض مشابه على هذا الجهاز
patients-new-likely-wait = اكتب اسماً أو تاريخ ميلاد أو رقماً، فيظهر المتشابهون هنا.
patients-new-same-number = الرقم نفسه
patients-new-same-phone = الهاتف نفسه
patients-new-same-birth = تاريخ الميلاد نفسه
patients-new-same-name = اسم مشابه
patients-new-draft-clear = إفراغ النموذج
patients-new-forbidden = دورك لا يسمح بتسجيل المرضى. اطلب ذلك من الاستقبال أو ممرض أو طبيب.
patients-new-saved = سُجّل { $name } على هذا الجهاز

patients-error-name = اكتب اسم العائلة أو الاسم الأول
patients-error-birth = اكتب التاريخ هكذا 14-يوليو-1964، أو السنة فقط
patients-error-birth-future = لا يمكن أن يكون تاريخ الميلاد في المستقبل
patients-error-birth-old = هذا قبل أكثر من 130 سنة. تحقق من السنة
patients-error-birth-choose = اكتب التاريخ، أو اختر «لا شيء»
patients-error-age = اكتب سنوات كاملة من 0 إلى 130
patients-error-phone = في رقم الهاتف 3 أرقام على الأقل
patients-error-number-kind = اختر نوع الرقم
patients-error-number-value = اكتب الرقم، أو لا تختر نوعاً

patients-action-find = ابحث عن مريض
patients-action-register = تسجيل مريض

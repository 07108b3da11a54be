# المزيد: الصحة بكلمات بسيطة، من يرى ماذا، هذا الهاتف.

patient-more-title = المزيد
patient-more-health = صحتي
patient-more-health-why = الحساسية والمشكلات الصحية
patient-more-access = من يستطيع رؤية ملفي
patient-more-access-why = بكلمات بسيطة
patient-more-phone = هذا الهاتف
patient-more-phone-why = ما يوجد هنا وما أُرسل
patient-more-settings = الإعدادات
patient-more-settings-why = اللغة وحجم النص والفاتح أو الداكن
patient-more-help = المساعدة
patient-more-help-why = إجابات دون اتصال
patient-more-back = المزيد

patient-more-allergies = الحساسية
patient-more-allergies-none = لم يكتب أحد حساسية في ملفك. هذا لا يعني أنه ليس لديك حساسية. أخبر فريق رعايتك بما تعرفه.
patient-more-allergies-none-known = كتب فريق رعايتك أنه ليس لديك حساسية معروفة.
# $reaction (String) what happens
patient-more-reaction = ما يحدث: { $reaction }
patient-more-serious = خطيرة
patient-more-checking = فريق رعايتك يراجع هذا.
patient-more-problems = المشكلات الصحية
patient-more-problems-none = لا توجد مشكلات صحية مكتوبة في ملفك.
# $date (String) day it began
patient-more-since = منذ { $date }
patient-more-past = في الماضي
patient-more-wrong = هل هناك شيء خاطئ أو ناقص؟
patient-more-wrong-act = اكتب إلى العيادة

patient-more-access-you = أنت
patient-more-access-you-may = يمكنك رؤية ملفك. يمكنك كتابة القياسات والرسائل.
patient-more-access-clinicians = أطباء عيادتك وممرضوها
patient-more-access-clinicians-may = يمكنهم رؤية ملفك والكتابة فيه.
patient-more-access-desk = الاستقبال
patient-more-access-desk-may = يمكنهم رؤية اسمك وعنوانك وهاتفك وتغييرها. لا يمكنهم رؤية صحتك.
patient-more-access-admin = من يديرون العيادة
patient-more-access-admin-may = يعتنون بالحسابات والأجهزة. لا يفتحون ملفك لذلك.
patient-more-access-log = كلما فتح أحد ملفك كُتب ذلك. اسأل عيادتك إذا أردت أن تعرف من فعل.

patient-more-phone-lead = ملفك محفوظ ومقفل على هذا الهاتف.
patient-more-phone-waiting = لم يُرسل بعد
# $count (Number) things that wait on this phone
patient-more-phone-waiting-count =
    { $count ->
        [0] لا شيء ينتظر
        [one] شيء واحد
        [two] شيئان
        [few] { $count } أشياء
       *[other] { $count } شيئًا
    }
patient-more-phone-sent = آخر إرسال
patient-more-phone-got = آخر أخبار من العيادة
patient-more-phone-never = ليس بعد
patient-more-phone-lease = يعمل دون اتصال حتى
patient-more-phone-server = خادم عيادتك
patient-more-phone-address = العنوان
patient-more-phone-words = كلمات للمقارنة
patient-more-phone-words-why = تستطيع عيادتك أن تقرأ لك الكلمات نفسها. إذا اختلفت فلا تتابع.
patient-more-phone-version = إصدار التطبيق
patient-more-phone-send = أرسل الآن
patient-more-phone-sending = جارٍ الإرسال

# الشاشة الأولى: ما ينتظر هذا الشخص، وما كان مفتوحاً لديه.

today-title = اليوم
today-lead-quiet = لا شيء ينتظرك.
today-lead-decide = { $count ->
    [zero] لا قرارات
    [one] قرار واحد بانتظارك
    [two] قراران بانتظارك
    [few] { $count } قرارات بانتظارك
   *[other] { $count } قراراً بانتظارك
}
today-lead-refused = { $count } غير مقبولة
today-lead-drafts = { $count ->
    [zero] لا مسودات
    [one] مسودة واحدة لم تكتمل
    [two] مسودتان لم تكتملا
    [few] { $count } مسودات لم تكتمل
   *[other] { $count } مسودة لم تكتمل
}
today-find = ابحث عن مريض
today-register = تسجيل مريض
today-decisions = القرارات
today-decisions-open = { $count } مفتوحة
today-decisions-all = كل القرارات
today-decision-medicine = جرعة دواء أو حالته
today-decision-allergy = حساسية
# $what (String) the substance, as written
today-decision-allergy-to = حساسية من { $what }
today-decision-problem = مشكلة
# $what (String) the problem, as written
today-decision-problem-of = مشكلة: { $what }
today-decision-identity = هوية المريض
today-decision-fact = الوزن أو الإنعاش
today-decision-review = أمر للنظر فيه
today-decision-other = قيمتان
today-refused = لم يقبله الخادم
today-refused-all = كل ما لم يُقبل
today-refused-at = رُفض { $time }
today-drafts = المسودات
today-draft-at = حُفظت { $time }
today-draft-register = تسجيل مريض
today-draft-note = ملاحظة
today-draft-vitals = علامات حيوية
today-draft-medicine-start = دواء سيُبدأ
today-draft-medicine-dose = تغيير جرعة
today-draft-medicine-stop = إيقاف دواء
today-draft-medicine-hold = تعليق دواء
today-draft-medicine-resume = استئناف دواء
today-draft-problem = مشكلة
today-draft-allergy = حساسية
today-draft-message = رسالة
today-draft-other = شيء كتبته
today-recent = فُتحت مؤخراً
today-recent-none = لم تفتح أي ملف على هذا الجهاز بعد
today-recent-none-why = الملفات التي تفتحها تظهر هنا، الأحدث أولاً.
today-recent-next = ابحث عن مريض
today-heard = آخر تواصل مع العيادة { $time }
today-heard-never = لم يُسمع من خادم العيادة بعد
today-kept = { $count ->
    [zero] كل التغييرات أُرسلت
    [one] تغيير واحد محفوظ على هذا الجهاز لم يُرسل بعد
    [two] تغييران محفوظان على هذا الجهاز لم يُرسلا بعد
    [few] { $count } تغييرات محفوظة على هذا الجهاز لم تُرسل بعد
   *[other] { $count } تغييراً محفوظاً على هذا الجهاز لم تُرسل بعد
}
today-nothing = لا شيء ينتظرك
today-nothing-why = لا قرار مفتوح، وقبل الخادم كل ما أرسلته، ولا مسودة متبقية.
today-draft-void = بند سيوسم بأنه أُدخل خطأً
today-draft-decide = قرار
today-change-other = تغيير

# الزيارات والملاحظات والتقارير: قراءتها وكتابة مسودات معًا.

notes-tab = الملاحظات
notes-list = الزيارات والملاحظات والتقارير
notes-count = { $count ->
    [zero] لا مدخلات
    [one] مدخل واحد
    [two] مدخلان
    [few] { $count } مدخلات
    [many] { $count } مدخلًا
   *[other] { $count } مدخل
}
notes-write = كتابة ملاحظة
notes-action-write = كتابة ملاحظة
notes-recent = أحدث الملاحظات
notes-recent-all = كل الملاحظات
notes-recent-none = لا زيارات ولا ملاحظات
notes-recent-none-why = لم يكتب أحد هنا ولم يصل شيء من مكان آخر.
notes-more = تُعرض أحدث { $count } فقط
notes-back = كل المدخلات

notes-kind-visit = زيارة
notes-kind-note = ملاحظة
notes-kind-report = تقرير
notes-kind-import = سجلات مستوردة
notes-status-planned = مخطط لها
notes-status-arrived = حضر
notes-status-triaged = فُرز
notes-status-in-progress = مفتوحة
notes-status-onleave = غائب
notes-status-finished = انتهت
notes-status-cancelled = أُلغيت
notes-status-unknown = غير معروف
notes-draft-note = مسودة ملاحظة
notes-by = { $date } كتبها { $name }
notes-from = من { $source }
notes-where = المكان
notes-why = السبب
notes-end = انتهت
notes-who = المشاركون
notes-go-on = متابعة الكتابة
notes-empty = لم يُكتب شيء هنا بعد
notes-state-final = وُقّعت هذه الملاحظة ولا تتغير بعد الآن.
notes-state-frozen = هذا السجل قيد الإصلاح. يمكن قراءته.
notes-state-erased = مُحي هذا السجل.
notes-state-unreadable = كُتب بإصدار أحدث أو أنه تالف. حدّث التطبيق لقراءته.
notes-state-read-only = يمكنك قراءة هذا دون تغييره.
notes-void = خطأ في الإدخال
notes-void-why = خطأ في الإدخال: { $reason }
notes-list-observations = القياسات
notes-list-procedures = الإجراءات
notes-list-immunizations = التطعيمات
notes-list-administrations = ما أُعطي
notes-list-requests = الطلبات
notes-list-reports = التقارير
notes-list-attachments = الملفات
notes-list-others = محفوظ حرفيًا
notes-others-where = تجدها تحت سجلات أخرى.

notes-editor-title = ملاحظة
notes-draft-hint = مسودة. يراها وأنت تكتب كل من يحق له قراءة هذا الملف.
notes-part-note = ملاحظة
notes-part-history = السبب والسوابق
notes-part-findings = المعاينة
notes-part-assessment = التقييم
notes-part-plan = الخطة
notes-add-part = إضافة جزء
notes-add = إضافة { $part }
notes-role = التمريض أو الطبيب فقط يكتب الملاحظات.
notes-close = إغلاق
notes-save = الحفظ الآن
notes-state-kept = المسودة محفوظة على هذا الجهاز، { $time }
notes-state-typing = لم تُحفظ المسودة بعد
notes-state-saving = جارٍ الحفظ
notes-state-saved = محفوظ على هذا الجهاز، { $time }
notes-state-unsent = لم يُرسل بعد
notes-state-sent = أُرسل
notes-state-nothing = ما تكتبه يُحفظ على هذا الجهاز
notes-met = كتب شخص آخر هنا في الوقت نفسه. النصان كلاهما هنا.
notes-long = النص أطول من { $max } حرف. هو محفوظ كمسودة؛ اختصره لتحفظه.
notes-locked-out = لم يعد تغيير هذه الملاحظة ممكنًا. ما كتبته محفوظ هنا: انسخه إلى ملاحظة جديدة.
notes-copy = نسخ ما كتبته
notes-copied = نُسخ

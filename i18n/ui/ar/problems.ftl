# المشكلات والتشخيصات.

problems-title = المشكلات
problems-none = لا مشكلات مسجلة
problems-none-why = لم يكتب أحد هنا مشكلة.
problems-none-active = لا مشكلة نشطة مسجلة
problems-add = إضافة مشكلة
problems-since = منذ { $date }
problems-until = حتى { $date }
problems-status = تغيير الحالة
problems-void = أُدخل خطأً
problems-show-past = عرض { $count } سابقة
problems-hide-past = إخفاء المشكلات السابقة
problems-unconfirmed = غير مؤكدة
problems-refuted = مستبعدة
problems-remark = ملاحظة: { $note }

problems-status-active = نشطة
problems-status-recurrence = عادت
problems-status-relapse = انتكاس
problems-status-inactive = غير نشطة
problems-status-remission = في هدأة
problems-status-resolved = انتهت
problems-status-unknown = غير معروفة

problems-form-code = المشكلة
problems-form-code-hint = بكلماتك كما ينبغي أن يقرأها الآخرون
problems-form-status = الحالة
problems-form-onset = منذ
problems-form-ended = انتهت في
problems-form-was = في الملف: { $status }
problems-form-same = هذا ما في الملف بالفعل. اختر حالة أخرى أو ألغِ.
problems-error-code = اذكر المشكلة
problems-error-status = اختر الحالة
problems-add-title = إضافة مشكلة
problems-add-save = إضافة المشكلة
problems-status-title = تغيير حالة المشكلة
problems-status-save = حفظ الحالة
problems-done-add = أُضيفت { $what }
problems-done-status = غُيّرت حالة { $what }
problems-done-void = وُسم { $what } بأنه أُدخل خطأً
problems-action-add = إضافة مشكلة

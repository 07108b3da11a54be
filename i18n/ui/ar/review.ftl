# تعديلات متأخرة: وصلت من جهاز محظور أو متأخرة، وتنتظر شخصًا.

review-title = تعديلات متأخرة
review-lead = ما وصل متأخرًا أو من جهاز محظور. يقرر فيه شخص.
review-list = تعديلات متأخرة
review-none = لا شيء ينتظر
review-none-why = تصل التعديلات المتأخرة إلى هنا عندما يرسل جهاز محظور شيئًا.
review-column-person = من
review-column-patient = المريض
review-column-what = ماذا
review-column-written = كُتب
review-column-came = وصل
review-fact-person = كتبه
review-fact-device = الجهاز
review-fact-patient = المريض
review-fact-written = كُتب
review-fact-came = وصل
review-fact-why = لماذا ينتظر
review-fact-what = ما كان سيكتبه
review-no-patient = لا مريض
review-no-person = شخص غير معروف
review-no-text = لا يمكن عرض نصه. ارفضه، أو اطلب من الشخص أن يكتبه من جديد.
review-accept = اقبل
review-accept-why = اقبل: يُكتب من جديد، باسمك، الآن. يُظهر الملف اسمك والسبب.
review-decline = ارفض
review-decline-why = ارفض: لا يُكتب. ما وصل يُحفظ مع سببك.
review-reason = السبب
review-reason-hint = مثلًا: أكدته الممرضة بالهاتف
review-reason-missing = اكتب السبب
# $most (Number) most letters allowed
review-reason-long = استعمل { $most } حرفًا على الأكثر
review-accepted = كُتب باسمك
review-declined = رُفض
# $kind (String) the command's word
review-kind-other = تغيير «{ $kind }»
review-kind-medicine-start = بدء دواء
review-kind-medicine-set-dose = تغيير جرعة
review-kind-medicine-stop = إيقاف دواء
review-kind-vitals-record = علامات حيوية
review-kind-note-edit = نص ملاحظة
review-kind-note-start = ملاحظة جديدة
review-kind-problem-add = مشكلة جديدة
review-kind-allergy-add = حساسية جديدة
review-kind-diary-record = قياس منزلي
review-kind-message-send = رسالة
review-kind-conflict-decide = قرار بين قيمتين
review-kind-unknown = تغيير غير معروف

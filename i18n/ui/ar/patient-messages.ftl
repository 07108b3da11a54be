# الرسائل بين المريض والعيادة.

patient-messages-title = الرسائل
patient-messages-urgent = ليست للطوارئ. إذا احتجت إلى مساعدة الآن فاتصل بالرقم 112 أو برقم الطوارئ في بلدك.
patient-messages-call = اتصل بالرقم 112
patient-messages-write = اكتب إلى العيادة
patient-messages-none = لا رسائل بعد
patient-messages-none-why = اكتب هنا إلى فريق رعايتك. يقرؤونها في أوقات عملهم.
# $count (Number) messages in the conversation
patient-messages-count =
    { $count ->
        [0] لا رسالة بعد
        [one] رسالة واحدة
        [two] رسالتان
        [few] { $count } رسائل
       *[other] { $count } رسالة
    }
patient-messages-back = كل الرسائل
patient-messages-you = أنت
patient-messages-clinic = فريق رعايتك
patient-messages-unsent = لم تُرسل بعد
patient-messages-reply = جوابك
patient-messages-reply-hint = قل شيئًا واحدًا في كل مرة. لا تكتب هنا إذا احتجت إلى مساعدة الآن.
patient-messages-reply-send = أرسل الجواب
patient-messages-kept = ما كتبته محفوظ على هذا الهاتف.
patient-messages-subject-question = عن ماذا تريد أن تكتب؟
patient-messages-subject = بكلمات قليلة
patient-messages-subject-hint = مثلًا: حبوب ضغط الدم
patient-messages-text-question = ماذا تريد أن تقول؟
patient-messages-text = رسالتك
patient-messages-next = متابعة
patient-messages-send = أرسل الرسالة
patient-messages-step-back = رجوع
# $step (Number) this step, $steps (Number) steps in all
patient-messages-step = الخطوة { $step } من { $steps }
patient-messages-sent = أُرسلت
patient-messages-sent-title = رسالتك عند فريق رعايتك
patient-messages-sent-why = يستطيع فريق رعايتك قراءتها الآن.
patient-messages-saved = حُفظت على هذا الهاتف
patient-messages-saved-title = رسالتك محفوظة بأمان على هذا الهاتف
patient-messages-saved-why = تُرسل وحدها عندما يتصل هذا الهاتف بعيادتك.
patient-messages-done = اعرض الرسالة
patient-messages-corrected = صُححت
patient-messages-error-subject = اكتب عن ماذا
patient-messages-error-text = اكتب رسالتك
# $most (Number) most letters allowed
patient-messages-error-long = هذا طويل جدًا. استعمل { $most } حرفًا على الأكثر
patient-messages-error-list = توجد مشكلة
patient-messages-no-record = ملفك ليس على هذا الهاتف بعد
patient-messages-no-record-why = يمكنك أن تكتب بعد أن يتصل هذا الهاتف بعيادتك مرة.

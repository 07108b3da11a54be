# محادثات مع المرضى وعنهم، للعاملين في الرعاية.

messages-title = الرسائل
messages-list = المحادثات
messages-count =
    { $count ->
        [0] لا رسالة
        [one] رسالة واحدة
        [two] رسالتان
        [few] { $count } رسائل
       *[other] { $count } رسالة
    }
messages-none = لا محادثات
messages-none-why = ما يكتبه المريض في تطبيقه يصل إلى هنا. لبدء محادثة افتح ملف المريض واكتب.
messages-choose = اختر محادثة
messages-choose-why = تظهر رسائلها هنا من الأقدم إلى الأحدث.
messages-to-answer = تنتظر جوابًا
messages-you = أنت
messages-patient = المريض
# $id (String) first letters of the person's id
messages-unknown = شخص لا يعرف هذا الجهاز اسمه ({ $id })
messages-corrected = صُححت
messages-reply = الجواب
messages-reply-hint = يقرأ المريض هذا في تطبيقه.
messages-send = أرسل الجواب
messages-open-chart = افتح الملف
messages-kind-clinical = سريرية
messages-kind-administrative = إدارية
messages-tab = الرسائل
messages-new = اكتب إلى المريض
messages-new-subject = الموضوع
messages-new-text = الرسالة
messages-new-send = أرسل الرسالة
messages-new-cancel = إلغاء
messages-tab-none = لا محادثات مع هذا المريض
messages-tab-none-why = لم يُكتب شيء في أي اتجاه.
messages-error-subject = اكتب الموضوع
messages-error-text = اكتب الرسالة
# $most (Number) most letters allowed
messages-error-long = { $most } حرفًا على الأكثر
messages-error-list = صحح هذا أولًا
# $subject (String) what the conversation is about
messages-thread-label = محادثة: { $subject }
messages-sent = حُفظت الرسالة على هذا الجهاز
messages-more = هناك محادثات أقدم من هذه.

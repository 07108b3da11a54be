# الإعدادات.

settings-title = الإعدادات
settings-look = المظهر
settings-look-system = مثل هذا الجهاز
settings-look-light = فاتح
settings-look-dark = داكن
settings-look-contrast = تباين عالٍ
settings-language = اللغة
settings-language-system = مثل هذا الجهاز
settings-language-en = English
settings-language-fr = Français
settings-language-ar = العربية
settings-language-pseudo = تجريبية (للاختبار)
settings-size = حجم النص
settings-size-value = { $percent }٪
settings-lock = القفل عند عدم الاستخدام
settings-lock-when = يُقفل
settings-lock-hint = يأتي تنبيه قبل 60 ثانية. أي مفتاح يمدد.
settings-lock-minutes =
    { $count ->
        [zero] فورًا
        [one] بعد دقيقة واحدة
        [two] بعد دقيقتين
        [few] بعد { $count } دقائق
        [many] بعد { $count } دقيقة
       *[other] بعد { $count } دقيقة
    }
settings-lock-name = إظهار اسمي على شاشة القفل
settings-lock-name-hint = دونه تعرض شاشة القفل رقمًا بدل اسمك.
settings-keys = المفاتيح
settings-keys-hint = اضغط تغيير، ثم المفاتيح التي تريدها.
settings-keys-change = تغيير مفتاح { $act }
settings-keys-change-short = تغيير
settings-keys-press = اضغط المفاتيح
settings-keys-reset = إعادة المفتاح المعتاد إلى { $act }
settings-keys-reset-short = المفتاح المعتاد
settings-keys-clash = { $keys } مستخدم: { $act }
settings-keys-plain = أضف Ctrl أو Alt: الحرف وحده يعمل أثناء الكتابة
settings-keys-owned = { $keys } للمتصفح
settings-notices = الإشعارات
settings-notices-in-app = في التطبيق
settings-notices-email = بالبريد الإلكتروني
settings-notices-email-hint = تقول الرسالة إن شيئًا ينتظر، ولا تقول ما هو.
settings-notices-address = عنوان البريد الإلكتروني
settings-notices-address-wrong = أدخل عنوانًا مثل name@example.org
settings-notices-quiet-from = الهدوء من
settings-notices-quiet-to = الهدوء حتى
settings-notices-quiet-hint = مثلًا 21:00. اترك الاثنين فارغين لعدم تحديد وقت هدوء.
settings-notices-time-wrong = أدخل وقتًا مثل 21:00
settings-notices-save = حفظ الإشعارات
settings-notices-saved = حُفظت الإشعارات
settings-device = هذا الجهاز
settings-device-server = الخادم
settings-device-words = كلمات الخادم
settings-device-words-hint = قارنها بكلمات دعوتك، أو اطلب من العيادة أن تقرأ كلماتها لك.
settings-device-lease = يمكن العمل دون اتصال حتى
settings-device-records = السجلات هنا
settings-device-patients = المرضى هنا
settings-device-id = الجهاز
settings-about = حول
settings-version = الإصدار
settings-about-licence = مفتوح المصدر برخصة Apache 2.0. ليس جهازًا طبيًا معتمدًا.

durability-saved = محفوظ على هذا الجهاز
durability-sent = أُرسل، { $time }
durability-elsewhere = على { $device }
durability-elsewhere-all = على الأجهزة الأخرى
durability-pending = لم يُرسل بعد
durability-not-accepted = لم يقبله الخادم
durability-asked-for = تم الطلب

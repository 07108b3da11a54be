# أجهزة العيادة: لمن، أيها، متى شوهد، ما لم يرسله، إلى متى يعمل دون اتصال.

devices-title = الأجهزة
# $count (Number) devices
devices-lead-count =
    { $count ->
        [one] جهاز واحد.
        [two] جهازان.
        [few] { $count } أجهزة.
       *[other] { $count } جهازًا.
    }
# $count (Number) changes that never reached the server
devices-lead-unsent =
    { $count ->
        [0] لا شيء ينتظر الإرسال.
        [one] تغيير واحد لم يُرسل بعد.
        [two] تغييران لم يُرسلا بعد.
        [few] { $count } تغييرات لم تُرسل بعد.
       *[other] { $count } تغييرًا لم يُرسل بعد.
    }
# $count (Number) devices whose lease ends within 48 hours
devices-lead-lease =
    { $count ->
        [0] لا مهلة تنتهي خلال 48 ساعة.
        [one] مهلة واحدة تنتهي خلال 48 ساعة.
        [two] مهلتان تنتهيان خلال 48 ساعة.
        [few] { $count } مهل تنتهي خلال 48 ساعة.
       *[other] { $count } مهلة تنتهي خلال 48 ساعة.
    }
devices-list = الأجهزة
devices-filter = أي أجهزة
# $count (Number) devices
devices-filter-all = الكل { $count }
# $count (Number) devices
devices-filter-look = تحتاج إلى نظرة { $count }
# $count (Number) devices
devices-filter-unsent = لم تُرسل { $count }
# $count (Number) devices
devices-filter-unseen = لم تُشاهد منذ 7 أيام { $count }
# $count (Number) devices
devices-filter-old = إصدار قديم { $count }
devices-column-person = الشخص
devices-column-device = الجهاز
devices-column-seen = آخر ظهور
devices-column-unsent = لم يُرسل
devices-column-lease = يعمل دون اتصال
devices-column-state = الحالة
# $version (String) version of the app
devices-app = Satchel { $version }
# $model (String) machine's model
# $version (String) version of the app
devices-model-app = { $model }، Satchel { $version }
devices-now = الآن
devices-never = أبدًا
# $days (Number) whole days left
devices-lease-days =
    { $days ->
        [one] يوم واحد
        [two] يومان
        [few] { $days } أيام
       *[other] { $days } يومًا
    }
# $hours (Number) whole hours left
devices-lease-hours = بقي { $hours } س
# $day (String) when it ended
devices-lease-ended = انتهت { $day }
devices-lease-none = لا مهلة
devices-state-working = يعمل
devices-state-waiting = لم يُرسل بعد
devices-state-lease = المهلة تنتهي قريبًا
devices-state-ended = مقفل والبيانات محفوظة
devices-state-blocked = أوقفه الخادم: توجد منه نسختان
devices-state-unseen = لم يُشاهد مؤخرًا
# $time (String) when it was revoked, $seen (String) when it was last seen
devices-revoked-unseen = حُظر { $time }، لم يُشاهد منذ { $seen }
# $time (String) when it was revoked
devices-revoked-never = حُظر { $time }، لم يُشاهد أبدًا
# $time (String) when it was revoked
devices-revoked-seen = حُظر { $time }، وهو يعلم
devices-none = لا أجهزة
devices-none-why = يظهر الجهاز هنا عندما ينضم شخص بدعوة.
devices-none-act = ادعُ شخصًا
devices-filter-empty = لا جهاز كهذا
# $shown (Number) devices shown, $all (Number) devices in all
devices-showing = يُعرض { $shown } من { $all }.
devices-as-of = كما أخبر كل جهاز آخر مرة. الجهاز غير المتصل قد يحمل أكثر.

devices-panel = الجهاز
devices-fact-person = الشخص
devices-fact-model = الجهاز
devices-fact-version = التطبيق
devices-fact-added = أُضيف
devices-fact-seen = آخر ظهور
devices-fact-unsent = لم يُرسل
devices-fact-lease = يعمل دون اتصال حتى
devices-fact-restored = أُعيد من نسخة
devices-fact-id = رقم الجهاز
# $count (Number) changes never sent
devices-warn-unsent =
    { $count ->
        [one] تغيير واحد على هذا الجهاز لم يُرسل أبدًا
        [two] تغييران على هذا الجهاز لم يُرسلا أبدًا
        [few] { $count } تغييرات على هذا الجهاز لم تُرسل أبدًا
       *[other] { $count } تغييرًا على هذا الجهاز لم يُرسل أبدًا
    }
# $seen (String) when it was last seen
devices-warn-unsent-why = أخبرنا بذلك في { $seen }. بعد الحظر ينتظر ما يرسله شخصًا في «تعديلات متأخرة». إذا ضاع الجهاز ضاع هذا العمل.
# $seen (String) when it was last seen
devices-warn-unsent-after = أخبرنا بذلك في { $seen }. ما يرسله بعد ذلك ينتظر شخصًا في «تعديلات متأخرة». إذا ضاع الجهاز ضاع هذا العمل.
devices-warn-unknown = لا أحد يعرف ما لم يرسله
devices-warn-unknown-why = هذا الجهاز لم يخبر أبدًا. بعد الحظر ينتظر ما يرسله شخصًا في «تعديلات متأخرة».
devices-warn-none = كان قد أرسل كل شيء عند آخر ظهور
# $seen (String) when it was last seen
devices-warn-none-why = كان ذلك { $seen }. قد ينتظر عليه عمل تم بعد ذلك.

devices-revoke-begin = احظر هذا الجهاز
# $machine (String) name of the machine
devices-revoke-act = احظر { $machine }
# $machine (String) name of the machine
devices-revoke-ask = هل تحظر { $machine }؟
devices-revoke-reason = السبب
devices-revoke-reason-hint = يُكتب في سجل المراجعة، مثلًا: سُرقت الحقيبة، بلاغ 4417
devices-revoke-what = يُمنع فورًا. لا يستطيع الإرسال أو الاستقبال بعد ذلك. لا يُمحى منه شيء، ويمكن فتحه حتى تنتهي مهلته.
devices-revoke-cancel = أبقه
devices-revoke-missing = اكتب السبب
# $most (Number) most letters allowed
devices-revoke-long = استعمل { $most } حرفًا على الأكثر
devices-revoked = حُظر الجهاز

devices-steps = الحظر
# $time (String) when it was asked
devices-step-asked = حُظر { $time }
devices-step-shut = انتهى الدخول والوصول إلى الخادم
# $seen (String) when it was last seen
devices-step-unseen = لم يُشاهد منذ { $seen }
devices-step-never = لم يُشاهد أبدًا
# $until (String) when the lease ends
devices-step-lease = لا يمكن فتحه دون اتصال بعد انتهاء مهلته، { $until }.
# $until (String) when the lease ended
devices-step-lease-over = انتهت مهلته { $until }. لا يمكن فتحه دون اتصال.
# $seen (String) when it was seen
devices-step-seen = عاد { $seen } وأُخبر
devices-step-told = لم يُخبر بعد: يعلم عندما يتصل في المرة القادمة
devices-step-erase = لا يمكن المحو من هنا. محتواه يبقى مشفرًا.
